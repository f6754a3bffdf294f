"""What a revoked kiosk's stick brought: kept sealed and apart until somebody accepts it. Who did stands in the audit.

A revoked kiosk may be a stolen one, and whoever holds it can sign whatever they like in its name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select

from hub import audit
from hub.database import Database
from hub.kiosks import EnrolledKiosk, Kiosks
from hub.receiving import Receiving, Taken
from hub.tables import arriving, held, submission
from offline.wire import SignedEnvelope, digest, read_envelope

_TOGETHER = 50


@dataclass(frozen=True)
class Held:
    """One submission that waits for review. `sent_at` is what the kiosk says."""

    id: str
    tracking_code: str
    kiosk: str
    digest: str
    sent_at: datetime
    held_at: datetime


class Review:
    """Holds, lists and accepts."""

    def __init__(self, database: Database, kiosks: Kiosks, receiving: Receiving, now: Callable[[], datetime]) -> None:
        self._database = database
        self._kiosks = kiosks
        self._receiving = receiving
        self._now = now

    def hold(self, sender: EnrolledKiosk, items: Sequence[SignedEnvelope]) -> None:
        """Keep items that were checked; one that is held already stays as it is."""
        with self._database.writing() as connection:
            for item in items:
                header, hashed = read_envelope(item.envelope).header, digest(item.envelope)
                known = select(held.c.number).where(held.c.submission == header.id, held.c.digest == hashed)
                if connection.execute(known).first() is None:
                    connection.execute(
                        held.insert().values(
                            submission=header.id,
                            tracking_code=header.tracking_code,
                            kiosk=sender.name,
                            digest=hashed,
                            envelope=item.envelope,
                            signature=item.signature,
                            sent_at=header.sent_at,
                            held_at=self._now(),
                        )
                    )

    def is_taken(self, item: SignedEnvelope) -> bool:
        """Say whether the hub took exactly this before: accepted since, or sent before the kiosk was revoked."""
        identity, hashed = read_envelope(item.envelope).header.id, digest(item.envelope)
        with self._database.reading() as connection:
            return any(
                connection.execute(select(table.c.id).where(table.c.id == identity, table.c.digest == hashed)).first()
                for table in (submission, arriving)
            )

    def accept(self, sender: EnrolledKiosk, items: Sequence[SignedEnvelope], who: str) -> list[Taken]:
        """Take items of a revoked kiosk in, for `who`; what was held of them is not held any more."""
        with self._database.writing() as connection:
            for item in items:
                audit.record(connection, self._now(), who, "accepted", read_envelope(item.envelope).header.id)
        taken = self._receiving.take(sender, items).taken
        with self._database.writing() as connection:
            for one in taken:
                # A conflict is kept where staff look for conflicts.
                if one.result.state != "refused" or one.result.reason == "conflict":
                    _forget(connection, one)
        return taken

    def accept_held(self, kiosk: str, who: str) -> list[Taken]:
        """Take in all that is held of one kiosk, for `who`. Raises KioskNameError."""
        sender = self._kiosks.known(kiosk)
        with self._database.reading() as connection:
            numbers = list(connection.scalars(select(held.c.number).where(held.c.kiosk == kiosk).order_by("number")))
        taken: list[Taken] = []
        for start in range(0, len(numbers), _TOGETHER):
            with self._database.reading() as connection:
                wanted = held.c.number.in_(numbers[start : start + _TOGETHER])
                rows = connection.execute(select(held.c.envelope, held.c.signature).where(wanted)).all()
            taken += self.accept(sender, [SignedEnvelope(row.envelope, row.signature) for row in rows], who)
        return taken

    def listed(self) -> list[Held]:
        """Return what waits for review, oldest first."""
        shown = select(
            *(held.c.submission, held.c.tracking_code, held.c.kiosk, held.c.digest, held.c.sent_at, held.c.held_at)
        )
        with self._database.reading() as connection:
            return [Held(*row) for row in connection.execute(shown.order_by(held.c.number))]


def _forget(connection: Connection, taken: Taken) -> None:
    result = taken.result
    connection.execute(delete(held).where(held.c.submission == result.id, held.c.digest == result.digest))
