"""Takes in what kiosks send: once for ever, committed before anything is answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, or_, select
from sqlalchemy.exc import IntegrityError

from hub import history
from hub.database import Database, epoch
from hub.envelope_check import Refusal, checked
from hub.key_ring import KeyRing
from hub.kiosks import EnrolledKiosk
from hub.tables import conflict, submission
from offline.wire import Envelope, Result, SignedEnvelope, digest


@dataclass(frozen=True)
class Taken:
    """What became of one item: the word for the kiosk, whether it is new, and why it was refused."""

    result: Result
    new: bool = False
    detail: str = ""


@dataclass(frozen=True)
class Intake:
    """What became of all items of one request, and the epoch it happened in."""

    epoch: str
    taken: list[Taken]


class Receiving:
    """The way in. `arrived` is called after the commit when something new came."""

    def __init__(
        self, database: Database, ring: KeyRing, now: Callable[[], datetime], arrived: Callable[[], None]
    ) -> None:
        self._database = database
        self._ring = ring
        self._now = now
        self._arrived = arrived

    def take(self, sender: EnrolledKiosk, items: Sequence[SignedEnvelope], expected_id: str = "") -> Intake:
        """Store what is new in one transaction, and say for each item how it stands. A bad item stops no other."""
        with self._database.writing() as connection:
            taken = [self._take(connection, sender, item, expected_id) for item in items]
            current = epoch(connection)
        if any(item.new for item in taken):
            self._arrived()
        return Intake(current, taken)

    def _take(self, connection: Connection, sender: EnrolledKiosk, item: SignedEnvelope, expected_id: str) -> Taken:
        try:
            envelope = checked(item.envelope, item.signature, sender, self._ring.now().openers().keys(), expected_id)
            return self._store(connection, envelope, item)
        except Refusal as refusal:
            result = Result(refusal.submission, digest(item.envelope), "refused", refusal.reason)
            return Taken(result, detail=str(refusal))

    def _store(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Taken:
        known = _known(connection, envelope)
        if known is None:
            try:
                with connection.begin_nested():
                    return Taken(self._insert(connection, envelope, item), new=True)
            except IntegrityError:  # the same submission came by another way in the same moment
                known = _known(connection, envelope)
                if known is None:
                    raise
        if known.id == envelope.header.id and known.digest == digest(item.envelope):
            return Taken(Result(known.id, known.digest, known.state, known.reason, known.received_at))
        self._keep_conflict(connection, envelope, item)
        what = "id" if known.id == envelope.header.id else "tracking code"
        raise Refusal("conflict", f"Other bytes came under this {what} before. Both are kept.", envelope.header.id)

    def _insert(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> Result:
        header, now = envelope.header, self._now()
        connection.execute(
            submission.insert().values(
                id=header.id,
                tracking_code=header.tracking_code,
                kiosk=header.kiosk,
                journey=header.journey,
                journey_version=header.journey_version,
                channel=header.channel,
                language=header.language,
                sent_at=header.sent_at,
                clock_trusted=header.clock_trusted,
                digest=digest(item.envelope),
                envelope=item.envelope,
                signature=item.signature,
                received_at=now,
                state="received",
                reason="",
                status="received",
                status_at=now,
                public_note="",
                title="",
                titles={},
            )
        )
        history.add(connection, history.Change(header.id, header.kiosk, now, "hub", "received", "received"))
        return Result(header.id, digest(item.envelope), "received", received_at=now)

    def _keep_conflict(self, connection: Connection, envelope: Envelope, item: SignedEnvelope) -> None:
        key = {"submission": envelope.header.id, "digest": digest(item.envelope)}
        if connection.execute(select(conflict.c.number).filter_by(**key)).first() is not None:
            return
        connection.execute(
            conflict.insert().values(
                tracking_code=envelope.header.tracking_code,
                kiosk=envelope.header.kiosk,
                envelope=item.envelope,
                signature=item.signature,
                received_at=self._now(),
                **key,
            )
        )


def _known(connection: Connection, envelope: Envelope) -> Row[str, str, str, str, datetime] | None:
    """Return the stored submission with this id, or else with this tracking code."""
    header = envelope.header
    rows = connection.execute(
        select(
            submission.c.id, submission.c.digest, submission.c.state, submission.c.reason, submission.c.received_at
        ).where(or_(submission.c.id == header.id, submission.c.tracking_code == header.tracking_code))
    ).all()
    return next((row for row in rows if row.id == header.id), rows[0] if rows else None)
