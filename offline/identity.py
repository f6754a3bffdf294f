"""Which kiosk this is, and which hub it belongs to: the public half of an enrolment, kept in the queue's file.

A copy stands beside it, so that a kiosk whose queue is damaged or gone can go on.
"""

from __future__ import annotations

import logging
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.durable_file import settle
from offline.storage_error import StorageError
from offline.wire import PublicKeys

if TYPE_CHECKING:
    from offline.database import Database

COPY = "identity.json"
UNFINISHED = f"{COPY}.unfinished"
_KEY = "identity"
_log = logging.getLogger(__name__)


class Identity(msgspec.Struct, frozen=True):
    """What enrolment gave this kiosk and may be read by anybody. The secrets are in `offline.secrets`."""

    kiosk: str
    prefix: str
    hub_url: str
    public_url: str
    keys: PublicKeys


def load(database: Database) -> Identity | None:
    """Return the identity, or None before enrolment. Raises StorageError."""
    row = database.one("SELECT value FROM meta WHERE key = ?", (_KEY,))
    if row is None:
        return None
    try:
        return msgspec.json.decode(row["value"], type=Identity)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise StorageError("the kiosk's identity in the queue cannot be read. Enrol this kiosk again.") from error


def learn_keys(connection: sqlite3.Connection, former: PublicKeys, new: PublicKeys) -> Identity | None:
    """Put `new` in the place of `former`, inside the caller's transaction; None where others stand there by now."""
    known = read(connection)
    if known is None or known.keys != former:
        return None
    learnt = msgspec.structs.replace(known, keys=new)
    save(connection, learnt)
    return learnt


def save(connection: sqlite3.Connection, identity: Identity) -> None:
    """Keep the identity, inside the caller's transaction."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY, msgspec.json.encode(identity).decode()),
    )


def read(connection: sqlite3.Connection) -> Identity | None:
    """Return the identity that a file holds, None where it holds none that can be read."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    return None if row is None else _decoded(row["value"])


def copy(home: Path) -> Identity | None:
    """Return the copy beside the queue, None where there is none that can be read."""
    try:
        return _decoded((home / COPY).read_bytes())
    except OSError:
        return None


def keep_copy(home: Path, identity: Identity) -> None:
    """Keep a copy beside the queue, where it is not there already. A disk that refuses it stops nothing."""
    if copy(home) == identity:
        return
    unfinished = home / UNFINISHED
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(identity))
        settle(unfinished, home / COPY)
    except OSError:
        _log.warning("no copy of the kiosk's identity could be kept beside the queue")


def _decoded(data: str | bytes) -> Identity | None:
    try:
        return msgspec.json.decode(data, type=Identity)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
