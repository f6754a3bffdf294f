"""Whether the queue's file holds together: its structure, and the bytes of what has not been sent."""

from __future__ import annotations

import sqlite3
from itertools import repeat
from pathlib import Path

from offline import storage_error
from offline.proving import files_are_whole
from offline.wire import digest, read_envelope

# What a check at the start reads at most: about a second from a slow disk. In a larger file the envelopes are left
# out, and each is compared with its digest before it is sent (offline.outbox).
WHOLE_UP_TO = 256 * 1024 * 1024
_STEERING = ("meta", "line", "submissions", "codes")
_UNSENT = """SELECT s.digest, s.attachments, e.envelope FROM submissions s LEFT JOIN envelopes e ON e.id = s.id
    WHERE s.state IN ('queued', 'sending', 'waiting')"""


def structure(connection: sqlite3.Connection, path: Path, *, deep: bool = False) -> None:
    """Raise StorageError (`damaged`) where the pages do not hold together. `deep` compares every index as well."""
    if deep:
        sound = _says_ok(connection, "integrity_check(1)")
        sound = sound and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    elif path.stat().st_size <= WHOLE_UP_TO:
        sound = _says_ok(connection, "quick_check(1)")
    else:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        sound = all(_says_ok(connection, f"quick_check({table})") for table in _STEERING if table in there)
    if not sound:
        raise storage_error.damaged(path)


def unsent(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StorageError (`damaged`) where something that has not been sent lacks the digest it was stored with.

    SQLite keeps no checksums: a flipped bit inside an envelope passes every check of structure.
    """
    if path.stat().st_size <= WHOLE_UP_TO and not all(map(_whole, repeat(connection), connection.execute(_UNSENT))):
        raise storage_error.damaged(path)


def _whole(connection: sqlite3.Connection, row: sqlite3.Row) -> bool:
    envelope = row["envelope"]
    if envelope is None or digest(envelope) != row["digest"]:
        return False
    return not row["attachments"] or files_are_whole(connection, read_envelope(envelope).header)


def _says_ok(connection: sqlite3.Connection, check_: str) -> bool:
    return bool(connection.execute(f"PRAGMA {check_}").fetchone()[0] == "ok")
