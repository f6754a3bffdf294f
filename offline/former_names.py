"""Forms sealed under a former name of this kiosk at its present hub: they reach it by memory stick alone.

The hub takes a form from the kiosk that it names and from no other, and a kiosk that joined under another name has
given up the key of the former one. So that key signs all that is still held before it goes, and the hub, which knows
it, takes these forms from a stick. They are needed again only where the hub was restored from a backup without them.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from nacl.signing import SigningKey

from kiosk.protocols import State
from offline import wire
from offline.database import Database
from offline.events import Kind, record
from offline.moving import move

CARRY = "former-name"
"""Why a form is set aside: the restored hub may lack it, and only a stick takes it there."""
UNSIGNED = "former-name-unsigned"
"""The same, and the key of that name was lost before it could sign."""
_SENT_AS_ANOTHER = """SELECT s.id, s.tracking_code, f.signature FROM former_names f JOIN submissions s ON s.id = f.id
    WHERE s.kiosk <> ? AND s.state IN ('received', 'complete') ORDER BY s.seq"""
_SET_ASIDE = "SELECT id FROM submissions WHERE state = 'quarantined' AND reason IN (?, ?)"
_SET_ASIDE_AS = "SELECT id FROM submissions WHERE kiosk = ? AND state = 'quarantined' AND reason IN (?, ?)"


def sign(connection: sqlite3.Connection, kiosk: str, device: SigningKey | None) -> None:
    """Sign with the key of the name that this kiosk gives up all that is held of it, in the caller's transaction.

    Without `device` it is only noted; what an earlier try signed stays. What a disk changed is not signed.
    """
    rows = connection.execute(
        "SELECT s.id, s.digest FROM submissions s JOIN envelopes e ON e.id = s.id WHERE s.kiosk = ?", (kiosk,)
    ).fetchall()
    for row in rows:
        (envelope,) = connection.execute("SELECT envelope FROM envelopes WHERE id = ?", (row["id"],)).fetchone()
        if device is not None and wire.digest(envelope) == row["digest"]:
            signature = wire.sign_envelope(envelope, device)
            connection.execute("INSERT OR REPLACE INTO former_names VALUES (?, ?)", (row["id"], signature))
        else:
            connection.execute("INSERT OR IGNORE INTO former_names VALUES (?, NULL)", (row["id"],))


def forget(connection: sqlite3.Connection) -> None:
    """Another hub was joined, which can open none of these."""
    connection.execute("DELETE FROM former_names")


def set_aside(connection: sqlite3.Connection, kiosk: str, now: datetime) -> list[str]:
    """The hub was restored: staff carry there what was sent under other names than `kiosk`. Returns tracking codes."""
    rows = connection.execute(_SENT_AS_ANOTHER, (kiosk,)).fetchall()
    for row in rows:
        reason = CARRY if row["signature"] is not None else UNSIGNED
        move(connection, [row["id"]], State.QUEUED)
        move(connection, [row["id"]], State.QUARANTINED, reason)
        record(connection, now, Kind.QUARANTINED, row["id"], reason)
    return [row["tracking_code"] for row in rows]


def take_back(connection: sqlite3.Connection, kiosk: str) -> None:
    """This kiosk joined as `kiosk`, once more: what was set aside of that name goes by network again."""
    rows = connection.execute(_SET_ASIDE_AS, (kiosk, CARRY, UNSIGNED)).fetchall()
    move(connection, [row["id"] for row in rows], State.QUEUED, "hub-restored")


def to_be_carried(database: Database) -> int:
    """Return how many forms are set aside because the restored hub may lack them. Raises StorageError."""
    return len(database.all(_SET_ASIDE, (CARRY, UNSIGNED)))


def names(database: Database) -> frozenset[str]:
    """Return the names under which forms were sealed for the present hub. Raises StorageError."""
    rows = database.all("SELECT DISTINCT s.kiosk FROM former_names f JOIN submissions s ON s.id = f.id")
    return frozenset(row["kiosk"] for row in rows)
