"""What staff and the public may know of submissions without opening them, and how a case moves on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Row, select, update

from hub import audit, history
from hub.database import Database
from hub.tables import conflict, submission
from kiosk.errors import UnknownError
from offline.wire import Case

State = Literal["received", "complete", "refused"]


class UnknownCodeError(UnknownError):
    """No submission has this tracking code."""


@dataclass(frozen=True)
class Submission:
    """One submission as it stands, without what is sealed."""

    id: str
    tracking_code: str
    journey: str
    journey_version: int
    kiosk: str
    channel: str
    language: str
    sent_at: datetime
    received_at: datetime
    state: State
    reason: str
    status: Case
    status_at: datetime
    public_note: str
    due: date | None
    title: str  # in English; empty before it is opened and where the journey is sensitive
    titles: dict[str, str]  # the same in each of the council's languages, by code
    apart: bool  # from any case: of its times only the day is known


@dataclass(frozen=True)
class Conflict:
    """Other bytes that came under an id or tracking code that was taken. Kept for staff."""

    id: str
    tracking_code: str
    kiosk: str
    digest: str
    received_at: datetime


class Casework:
    """Looks submissions up and moves them on."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def submissions(self) -> list[Submission]:
        """Return all, in the order in which they came."""
        with self._database.reading() as connection:
            rows = connection.execute(_SHOWN.order_by(submission.c.received_at, submission.c.id)).all()
        return [_submission(row) for row in rows]

    def find(self, tracking_code: str) -> Submission:
        """Return the submission with this code (in its one written form). Raises UnknownCodeError."""
        with self._database.reading() as connection:
            row = connection.execute(_SHOWN.where(submission.c.tracking_code == tracking_code)).one_or_none()
        if row is None:
            raise UnknownCodeError(f"The hub has no submission {tracking_code}. It may still wait at a kiosk.")
        return _submission(row)

    def move(self, tracking_code: str, status: Case, note: str, who: str, *, public: bool) -> None:
        """Give a case a new status. Raises UnknownCodeError.

        The resident reads a `public` note; any other stays with staff, and the last public note no longer stands.
        """
        public_note, internal_note = (note, "") if public else ("", note)
        now = self._now()
        with self._database.writing() as connection:
            moved = connection.execute(
                update(submission)
                .where(submission.c.tracking_code == tracking_code)
                .values(status=status, status_at=now, public_note=public_note)
                .returning(submission.c.id, submission.c.kiosk, submission.c.state, submission.c.due)
            ).one_or_none()
            if moved is None:
                raise UnknownCodeError(f"The hub has no submission {tracking_code}. It may still wait at a kiosk.")
            change = history.Change(
                moved.id, moved.kiosk, now, who[:80], moved.state, status, public_note, internal_note, moved.due
            )
            history.add(connection, change)
            audit.record(connection, now, who, "moved", moved.id)

    def conflicts(self) -> list[Conflict]:
        """Return what came under a taken id or code, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(conflict).order_by(conflict.c.number)).all()
        return [Conflict(row.submission, row.tracking_code, row.kiosk, row.digest, row.received_at) for row in rows]


_SHOWN = select(*(submission.c[name] for name in Submission.__dataclass_fields__))


def _submission(row: Row[Any]) -> Submission:
    return Submission(**row._mapping)
