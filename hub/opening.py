"""Opens seals. The only code that holds the private sealing keys; whoever wants to read a submission asks it.

The audit trail is committed before a seal is broken, so no opening can go unrecorded.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Connection, Row, or_, select, update
from sqlalchemy.exc import SQLAlchemyError

from hub import attachments, audit, history
from hub.database import Database
from hub.earlier import Earlier
from hub.key_ring import KeyRing
from hub.tables import submission
from kiosk.apart import day_of
from kiosk.attachments import EnclosedFile
from kiosk.errors import KioskError
from kiosk.submission import Header, Payload, decode_payload
from kiosk.working_days import due_date
from offline.wire import WireError, read_envelope, unseal

_CLAIM = timedelta(minutes=2)
_LONGEST_STANDARD = 1000  # working days; more is a slip in a journey, and counting it would keep others waiting
_log = logging.getLogger("hub.opening")


class OpeningError(KioskError):
    """A submission that cannot be opened. `reason` is a code: malformed, unknown-key, seal, payload, header,
    attachment, fault.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True)
class _Public:
    """What anybody who holds the code may learn from an opened submission."""

    due: date | None = None
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


_NOTHING_PUBLIC = _Public()


@dataclass(frozen=True)
class _LookedAt:
    """What came of opening one submission; `payload` where it could be opened."""

    row: Row[Any]
    state: str
    reason: str
    public: _Public
    payload: Payload | None


class Opener:
    """Opens submissions, on request and to verify each once."""

    def __init__(self, database: Database, ring: KeyRing, timezone: ZoneInfo, now: Callable[[], datetime]) -> None:
        self._database = database
        self._ring = ring
        self._timezone = timezone
        self._now = now
        self._earlier = Earlier(database, now, self._open)

    def show(self, submission_id: str, who: str) -> Payload:
        """Return what a resident sent, for `who`. Raises OpeningError, also where there is no such submission."""
        with self._database.writing() as connection:
            row = connection.execute(select(submission).where(submission.c.id == submission_id)).one_or_none()
            if row is None:
                raise OpeningError("malformed", "There is no such submission.")
            audit.record(connection, self._now(), who, "shown", submission_id)
        return self._open(row)

    def files(self, payload: Payload, who: str) -> Iterator[tuple[EnclosedFile, bytes]]:
        """Yield the files that came with an opened submission, with their plain bytes. Raises OpeningError."""
        with self._database.writing() as connection:
            audit.record(connection, self._now(), who, "files", payload.header.id)
        yield from self._files(payload)

    def verify_waiting(self, most: int = 20) -> int:
        """Open what was received and not verified yet; return how many were looked at. Safe in several processes."""
        looked_at = [self._look_at(row) for row in self._claim(most)]
        try:
            self._settle_together(looked_at)  # each transaction costs the disk a sync
        except SQLAlchemyError:
            self._settle_one_by_one(looked_at)
        self._earlier.carry_out()
        return len(looked_at)

    def _settle_together(self, looked_at: Sequence[_LookedAt]) -> None:
        if looked_at:
            with self._database.writing() as connection:
                for one in looked_at:
                    self._settle(connection, one)

    def _settle_one_by_one(self, looked_at: Sequence[_LookedAt]) -> None:
        """One that the database does not take must not keep the others waiting for ever."""
        for one in looked_at:
            try:
                self._settle_together([one])
            except SQLAlchemyError as error:
                _log.error("submission %s could not be settled: %s", one.row.id, type(error).__name__)

    def _claim(self, most: int) -> list[Row[Any]]:
        """Take some rows for this process: a compare-and-set, so that each row is with one opener at a time."""
        now = self._now()
        free = (submission.c.state == "received") & or_(
            submission.c.taken_until.is_(None), submission.c.taken_until < now
        )
        with self._database.reading() as connection:
            waiting = select(submission.c.id).where(free).order_by(submission.c.received_at).limit(most)
            ids = list(connection.scalars(waiting))
        if not ids:
            return []
        with self._database.writing() as connection:
            taken = update(submission).where(submission.c.id.in_(ids), free).values(taken_until=now + _CLAIM)
            rows = list(connection.execute(taken.returning(*submission.c)).all())
            for row in rows:
                audit.record(connection, _told(now, row), "hub", "verified", row.id)
        return rows

    def _look_at(self, row: Row[Any]) -> _LookedAt:
        state, reason, public, payload = "complete", "", _NOTHING_PUBLIC, None
        try:
            payload = self._open(row)
            if row.reason != attachments.WITHOUT_FILES:
                for _ in self._files(payload):
                    pass  # one at a time in memory
            public = self._public(payload, row)
        except OpeningError as error:
            state, reason = "refused", error.reason
            _log.warning("submission %s could not be opened: %s", row.id, reason)
        except Exception as error:  # noqa: BLE001 - one poison item must not stop the others; its text may hold answers
            state, reason = "refused", "fault"
            _log.error("submission %s met a fault of the hub: %s", row.id, type(error).__name__)
        return _LookedAt(row, state, reason, public, payload)

    def _public(self, payload: Payload, row: Row[Any]) -> _Public:
        due = self._due(payload, row)
        return (
            _Public(due) if payload.sensitive or payload.header.apart else _Public(due, payload.title, payload.titles)
        )

    def _settle(self, connection: Connection, looked_at: _LookedAt) -> None:
        row, public = looked_at.row, looked_at.public
        found = {"state": looked_at.state, "reason": looked_at.reason, "taken_until": None}
        settled = connection.execute(
            update(submission)
            .where(submission.c.id == row.id, submission.c.state == "received")
            .values(**found, **asdict(public))
            .returning(submission.c.status, submission.c.public_note)
        ).one_or_none()
        if settled is None:
            return
        status, note = settled.status, settled.public_note
        at = _told(self._now(), row)
        change = history.Change(row.id, row.kiosk, at, "hub", looked_at.state, status, note, due=public.due)
        history.add(connection, change)
        if looked_at.payload is not None:
            self._earlier.note(connection, row, looked_at.payload)

    def _open(self, row: Row[Any]) -> Payload:
        try:
            envelope = read_envelope(row.envelope)
        except WireError as error:
            raise OpeningError("malformed", "The envelope is damaged.") from error
        private = self._ring.now().openers().get(envelope.key_id)
        if private is None:
            raise OpeningError("unknown-key", "The key that opens this is not here. The recovery copy may hold it.")
        try:
            payload = decode_payload(unseal(envelope, private))
        except WireError as error:
            raise OpeningError("seal", "The seal cannot be opened: the envelope was damaged or forged.") from error
        except (msgspec.MsgspecError, UnicodeDecodeError):
            # Without the cause: its text could quote what a resident wrote.
            raise OpeningError("payload", "What was sealed is not a submission.") from None
        if payload.header != envelope.header or not _fits(row, envelope.header):
            raise OpeningError("header", "What was sealed names another submission than the envelope.")
        return payload

    def _files(self, payload: Payload) -> Iterator[tuple[EnclosedFile, bytes]]:
        if not (payload.attachments or payload.header.attachments):
            return
        try:
            with self._database.reading() as connection:
                yield from attachments.opened(connection, payload)
        except WireError as error:
            raise OpeningError("attachment", f"A file that came with it cannot be opened: {error}.") from error

    def _due(self, payload: Payload, row: Row[Any]) -> date | None:
        """Return the day the service standard ends (R10), or None where none is promised.

        It runs from Send. Where the kiosk's clock was in doubt, or the submission waited for more than a day without a
        network, the receipt promised days "of the council getting it", so it runs from there.
        """
        if payload.working_days is None or payload.working_days > _LONGEST_STANDARD:
            return None
        delay = row.received_at - row.sent_at
        prompt = row.clock_trusted and timedelta(minutes=-5) <= delay <= timedelta(days=1)
        start = (row.sent_at if prompt else row.received_at).astimezone(self._timezone).date()
        try:
            return due_date(start, payload.working_days, payload.working_day_calendar, payload.council_closed)
        except (ValueError, OverflowError):
            _log.warning("submission %s: its service standard cannot be counted", row.id)
            return None


def _told(now: datetime, row: Row[Any]) -> datetime:
    """Return what is kept of when something was done: of what stands apart the day alone."""
    return day_of(now) if row.apart else now


def _fits(row: Row[Any], header: Header) -> bool:
    return bool(row.id == header.id and row.tracking_code == header.tracking_code and row.kiosk == header.kiosk)
