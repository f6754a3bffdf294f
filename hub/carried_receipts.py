"""Writes the hub's signed receipts onto the stick that brought the forms, for their kiosk to take home."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select

from hub.database import Database, epoch
from hub.key_ring import KeyRing
from hub.keys import Keys
from hub.tables import submission
from kiosk.durable_file import read_bounded, sync_folder, write_durably
from offline.wire import Result, WireError, open_reply, signed_reply
from offline.wire import hand_carry as stick
from offline.wire.keys import KeyChain


class ReceiptWriter:
    """Signs what the hub promises about the forms of one folder, as things stand when it writes."""

    def __init__(self, database: Database, ring: KeyRing, now: Callable[[], datetime]) -> None:
        self._database = database
        self._ring = ring
        self._now = now

    def write(self, place: Path, kiosk: str, results: Sequence[Result]) -> int:
        """Write receipts for `results` into a kiosk's folder, and return for how many. Raises OSError.

        Receipts of earlier imports that say no more than these are taken away.
        """
        keys, fresh = self._ring.now(), set()
        for start in range(0, len(results), stick.RECEIPTS_TOGETHER):
            with self._database.reading() as connection:
                told = _as_they_stand(connection, results[start : start + stick.RECEIPTS_TOGETHER])
                body = stick.Receipts(kiosk, epoch(connection), self._now(), told)
            data = signed_reply(body, keys.receipt)
            fresh.add(stick.file_name(data, stick.RECEIPTS))
            write_durably(place / stick.file_name(data, stick.RECEIPTS), data)
        if keys.history.links:
            # A kiosk that never hears of a rotation by network follows the chain from here.
            write_durably(place / stick.KEY_CHAIN, msgspec.json.encode(KeyChain(keys.history.links)))
        sync_folder(place)
        _take_away_older(place, fresh, {result.id for result in results}, keys)
        return len(results)


def _as_they_stand(connection: Connection, results: Sequence[Result]) -> list[Result]:
    """Return the results, with what the opener found since they were given."""
    row = submission.c
    ids = [result.id for result in results]
    found = connection.execute(
        select(row.id, row.digest, row.state, row.reason, row.received_at).where(row.id.in_(ids))
    )
    now = {(one.id, one.digest): Result(one.id, one.digest, one.state, one.reason, one.received_at) for one in found}
    return [now.get((result.id, result.digest), result) for result in results]


def _take_away_older(place: Path, fresh: set[str], told: set[str], keys: Keys) -> None:
    for file in [path for path in place.iterdir() if path.suffix.lower() == stick.RECEIPTS and path.name not in fresh]:
        with suppress(OSError, WireError):  # not ours to judge: its kiosk does
            body = open_reply(read_bounded(file, stick.LARGEST_FILE), stick.Receipts, bytes(keys.receipt.verify_key))
            if {result.id for result in body.results} <= told:
                file.unlink()
