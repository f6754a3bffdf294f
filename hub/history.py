"""The history of every submission: only ever added to, numbered per kiosk without a gap."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

import msgspec
from sqlalchemy import Connection, bindparam, select, update

from hub.tables import history, kiosk, submission
from offline.wire import Case, CaseStatus, StatusPage

# Made once: a kiosk's queue comes in by the thousand, and making a statement costs more than running it.
_NEXT_CURSOR = (
    update(kiosk)
    .where(kiosk.c.name == bindparam("whose"))
    .values(latest_cursor=kiosk.c.latest_cursor + 1)
    .returning(kiosk.c.latest_cursor)
)
_ADD = history.insert()


class Change(msgspec.Struct, frozen=True):
    """One step of a submission. `public_note` is for the resident, `internal_note` for staff."""

    submission: str
    kiosk: str
    at: datetime
    who: str
    state: str
    status: str
    public_note: str = ""
    internal_note: str = ""
    due: date | None = None


class Step(msgspec.Struct, frozen=True):
    """One step as staff read it; `public` where the resident reads `note`, too."""

    at: datetime
    status: str
    note: str
    public: bool


def add(connection: Connection, change: Change) -> None:
    """Write a change down.

    The kiosk's own row counts its cursor: its lock makes changes visible in the order of their numbers, whatever the
    database.
    """
    cursor = connection.scalar(_NEXT_CURSOR, {"whose": change.kiosk})
    connection.execute(_ADD, {"cursor": cursor} | msgspec.structs.asdict(change))


def steps(connection: Connection, identity: str) -> list[Step]:
    """Return the statuses that one submission was given, oldest first: its arrival, then what staff did."""
    of_the_case = (history.c.submission == identity) & ((history.c.state == "received") | (history.c.who != "hub"))
    rows = connection.execute(select(history).where(of_the_case).order_by(history.c.cursor))
    return [
        Step(row.at, row.status, row.internal_note or row.public_note, bool(row.public_note and not row.internal_note))
        for row in rows
    ]


def page(connection: Connection, kiosk_name: str, after: int, limit: int, epoch: str) -> StatusPage:
    """Return the changes to one kiosk's submissions after a cursor, oldest first."""
    rows = connection.execute(
        select(history, submission.c.tracking_code)
        .join(submission, submission.c.id == history.c.submission)
        .where(history.c.kiosk == kiosk_name, history.c.cursor > after)
        .order_by(history.c.cursor)
        .limit(limit + 1)
    ).all()
    items = [
        CaseStatus(
            id=row.submission,
            tracking_code=row.tracking_code,
            state=row.state,
            status=cast(Case, row.status),
            at=row.at,
            note=row.public_note,
            due=row.due.isoformat() if row.due else "",
        )
        for row in rows[:limit]
    ]
    cursor = rows[: len(items)][-1].cursor if items else after
    return StatusPage(epoch=epoch, cursor=str(cursor), more=len(rows) > limit, items=items)
