"""The recovery drill: a copy's own keys open what this hub received, end to end, and nothing of it is shown."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import msgspec
from nacl.public import PrivateKey
from sqlalchemy import Connection, select

from hub import audit
from hub.database import Database
from hub.key_records import ids_in, ids_of, write_record
from hub.keys import Keys, Secrets
from hub.tables import submission
from kiosk.errors import KioskError
from kiosk.submission import Header, decode_payload
from offline.wire import WireError, key_id, read_envelope, seal, unseal

_LOOKED_AT = 500
_NEW = "Try the newest copy, or make one: hub recovery copy"


class DrillError(KioskError):
    """The recovery copy would not bring back all that this hub can open."""


@dataclass(frozen=True)
class Drill:
    """How many real submissions were opened, one for each sealing key that some are sealed to, and a probe or none."""

    opened: int
    probe: bool


def run_drill(database: Database, keys: Keys, copy: Secrets, who: str, at: datetime) -> Drill:
    """Open with the keys of `copy` alone what only they should open; remember that it went well. Raises DrillError.

    The audit trail names each submission before its seal is broken.
    """
    if copy.token != keys.token:
        raise DrillError("The recovery copy opens, but it is another hub's: its keys are not the ones here.")
    openers = {key_id(bytes(key.public_key)): key for key in map(PrivateKey, copy.sealing)}
    with database.writing() as connection:
        chosen = _chosen(connection)
        for name, _ in chosen.values():
            audit.record(connection, at, who, "drilled", name)
    for sealed_to, (name, envelope) in chosen.items():
        _open(openers, sealed_to, name, envelope)
    present = keys.public()
    probe = present.sealing_id not in chosen
    if probe:
        _open(openers, present.sealing_id, "a probe", _probe(present.sealing, at))
    missing = ids_of(keys) - ids_in(copy)
    if missing:
        lacking = ", ".join(sorted(missing))
        raise DrillError(f"The recovery copy is older than the newest key: it lacks {lacking}. {_NEW}")
    with database.writing() as connection:
        write_record(connection, "recovery drill", at, ids_in(copy))
    return Drill(len(chosen), probe)


def _chosen(connection: Connection) -> dict[str, tuple[str, bytes]]:
    """Return by the key they are sealed to submissions that this hub opened, among the newest and the oldest."""
    columns = select(submission.c.id, submission.c.envelope).where(submission.c.state == "complete")
    newest = columns.order_by(submission.c.received_at.desc()).limit(_LOOKED_AT)
    oldest = columns.order_by(submission.c.received_at).limit(_LOOKED_AT)
    chosen: dict[str, tuple[str, bytes]] = {}
    for row in (*connection.execute(newest), *connection.execute(oldest)):
        chosen.setdefault(read_envelope(row.envelope).key_id, (row.id, row.envelope))
    return chosen


def _open(openers: Mapping[str, PrivateKey], sealed_to: str, name: str, envelope: bytes) -> None:
    private = openers.get(sealed_to)
    if private is None:
        raise DrillError(f"The recovery copy does not open {name}: it lacks the sealing key {sealed_to}. {_NEW}")
    read = read_envelope(envelope)
    try:
        payload = unseal(read, private)
        fits = name == "a probe" or decode_payload(payload).header == read.header
    except (WireError, msgspec.MsgspecError, UnicodeDecodeError):
        fits = False  # without the cause: its text could quote what a resident wrote
    if not fits:
        raise DrillError(f"The recovery copy does not open {name}, although it names the key {sealed_to}. {_NEW}")


def _probe(sealing: bytes, at: datetime) -> bytes:
    """Return an envelope as a kiosk would make it, around nothing of anybody's."""
    header = Header("probe", "probe", "hub", "probe", 1, "self", "en", at, clock_trusted=True)
    return seal(header, secrets.token_bytes(32), sealing)
