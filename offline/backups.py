"""A copy of the queue's file before a migration, through SQLite's backup API.

The last few are kept; all of them while the queue has lost something that only they may hold. `offline.old_copies` lets
go of them when they have done their time.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from kiosk.durable_file import settle
from offline import set_aside
from offline.storage_error import StorageError

KEPT = 3
_NAME = "queue-before-step-{:04d}.db"
UNFINISHED = "queue-backup.unfinished"
_AT_ONCE = 1024 * 1024


def keep(connection: sqlite3.Connection, home: Path, version: int) -> Path:
    """Copy the file as it stands at `version`, privately; returns the copy, which is durable then.

    Raises StorageError: without a copy nothing is migrated.
    """
    copy, unfinished = home / _NAME.format(version + 1), home / UNFINISHED
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT, 0o600))
        _copy(connection, unfinished)
        settle(unfinished, copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        problem = f"{copy}: the queue is not brought up to date, because no copy of it could be made first. Make room."
        raise StorageError(problem, full=full) from error
    if not set_aside.files(home) and not _something_is_missing(connection):
        for old in kept(home)[:-KEPT]:
            with suppress(OSError):
                remove(old)
    return copy


def kept(home: Path) -> list[Path]:
    """Return the copies that are there, the oldest first."""
    return sorted(home.glob("queue-before-step-*.db"))


def remove(copy: Path) -> None:
    """Overwrite a copy, as purged forms are, and take it away. Raises OSError.

    It loses its name first, so that none that is half overwritten is ever taken for a copy.
    """
    copy.replace(copy.with_name(UNFINISHED))
    wipe(copy.parent)


def wipe(home: Path) -> None:
    """Take away what was to be removed, or was never finished; only while no copy is made. Raises OSError."""
    doomed = home / UNFINISHED
    if not doomed.exists():
        return
    with doomed.open("r+b") as file:
        left = doomed.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _AT_ONCE)))
        file.flush()
        os.fsync(file.fileno())
    doomed.unlink()


def _something_is_missing(connection: sqlite3.Connection) -> bool:
    known = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'missing'").fetchone() is not None
    return known and connection.execute("SELECT 1 FROM missing LIMIT 1").fetchone() is not None


def _copy(connection: sqlite3.Connection, file: Path) -> None:
    target = sqlite3.connect(file, isolation_level=None)
    try:
        target.execute("PRAGMA journal_mode = OFF")  # a copy cut short is thrown away
        connection.backup(target)
    finally:
        target.close()
