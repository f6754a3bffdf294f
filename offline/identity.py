"""Which kiosk this is, and which hub it belongs to: the public half of an enrolment, kept in the queue's file."""

from __future__ import annotations

import sqlite3

import msgspec

from offline.database import Database, StorageError
from offline.wire import PublicKeys

_KEY = "identity"


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


def learn_keys(connection: sqlite3.Connection, former: PublicKeys, new: PublicKeys) -> bool:
    """Put `new` in the place of `former`, inside the caller's transaction; False where others stand there by now."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_KEY,)).fetchone()
    known = msgspec.json.decode(row["value"], type=Identity) if row is not None else None
    if known is None or known.keys != former:
        return False
    save(connection, msgspec.structs.replace(known, keys=new))
    return True


def save(connection: sqlite3.Connection, identity: Identity) -> None:
    """Keep the identity, inside the caller's transaction."""
    connection.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_KEY, msgspec.json.encode(identity).decode()),
    )
