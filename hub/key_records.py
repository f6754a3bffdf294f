"""When the last recovery copy was made, and when one was last proven to open what residents sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sqlalchemy import Connection, delete, select, update

from hub.keys import Keys, Secrets
from hub.tables import meta
from offline.wire import key_id

Event = Literal["recovery copy", "recovery drill"]


class KeyRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When it was, and the ids of the keys that the copy held."""

    at: datetime
    keys: list[str]


def take_turns(connection: Connection) -> None:
    """Let nobody else rotate keys until the caller's transaction ends, whatever the database."""
    connection.execute(update(meta).where(meta.c.key == "epoch").values(value=meta.c.value))


def write_record(connection: Connection, event: Event, at: datetime, keys: Iterable[str]) -> None:
    """Remember the latest event of its kind, in the caller's transaction."""
    connection.execute(delete(meta).where(meta.c.key == event))
    value = msgspec.json.encode(KeyRecord(at, sorted(keys))).decode()
    connection.execute(meta.insert().values(key=event, value=value))


def read_record(connection: Connection, event: Event) -> KeyRecord | None:
    """Return the latest event of its kind, None where there was none."""
    value = connection.scalar(select(meta.c.value).where(meta.c.key == event))
    return None if value is None else msgspec.json.decode(value, type=KeyRecord)


def ids_of(keys: Keys) -> set[str]:
    """Return the ids of every sealing key and of the receipt key."""
    return {*keys.openers(), keys.public().receipt_id}


def ids_in(copy: Secrets) -> set[str]:
    """Return the same of what a recovery copy holds."""
    sealing = {key_id(bytes(PrivateKey(key).public_key)) for key in copy.sealing}
    return sealing | {key_id(bytes(SigningKey(copy.receipt).verify_key))}
