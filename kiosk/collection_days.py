"""On which days which bin is emptied at an address, and whether a missed one can still be reported."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Literal

from kiosk.council_pack import Council
from kiosk.gazetteer import WEEKDAYS, Address
from kiosk.working_days import due_date

DayState = Literal["ok", "not-yet", "too-late"]


def is_collection_day(address: Address, bins: Iterable[str], day: date, week_a: date) -> bool:
    """Say whether any of these bins is emptied at the address on `day`; `week_a` is the Monday of some week A."""
    if WEEKDAYS[day.weekday()] != address.day:
        return False
    week = "a" if ((day - week_a).days // 7) % 2 == 0 else "b"
    return any(address.bins.get(name) in ("every", week) for name in bins)


def last_collections(
    address: Address, bins: Collection[str], today: date, week_a: date, *, most: int = 3, within_days: int = 28
) -> list[date]:
    """Return the last collection days up to and with today, latest first."""
    days = (today - timedelta(days=back) for back in range(within_days + 1))
    return [day for day in days if is_collection_day(address, bins, day, week_a)][:most]


def next_collection(address: Address, bins: Collection[str], today: date, week_a: date) -> date | None:
    """Return the first collection day after today, or None where these bins are not emptied here."""
    days = (today + timedelta(days=ahead) for ahead in range(1, 15))
    return next((day for day in days if is_collection_day(address, bins, day, week_a)), None)


def coming_collection(address: Address, name: str, now: datetime, council: Council) -> date | None:
    """Return the day on which a bin is emptied next: today, too, until the crews have finished."""
    first = now.date() if now.time() < council.collections.finish else now.date() + timedelta(days=1)
    days = (first + timedelta(days=ahead) for ahead in range(15))
    return next((day for day in days if is_collection_day(address, [name], day, council.collections.week_a)), None)


def state_of(day: date, now: datetime, council: Council) -> DayState:
    """Say whether a collection due on `day` can be reported at `now` (the council's local time)."""
    today = now.date()
    if day > today or (day == today and now.time() < council.collections.finish):
        return "not-yet"
    # Counted from the day itself, so that a day of another century, from a script, takes no longer.
    over = due_date(day, council.collections.limit_working_days + 1, council.calendar, council.closed_days)
    return "too-late" if over <= today else "ok"
