"""Working days of England or Wales: what a service standard is counted in (R10, R58)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

_CALENDARS = ("ENG", "WLS")


def is_working_day(day: date, calendar: str = "ENG", closed: Collection[date] = ()) -> bool:
    """Say whether the council works on `day`: not a weekend, a bank holiday, or one of its own `closed` days."""
    return day.weekday() < 5 and day not in closed and day not in _bank_holidays(calendar, day.year)


def due_date(start: date, working_days: int, calendar: str = "ENG", closed: Collection[date] = ()) -> date:
    """Return the last day of a standard of so many working days; the day of `start` itself does not count.

    Raises ValueError for fewer than 0 days or an unknown calendar.
    """
    if working_days < 0:
        raise ValueError("a service standard has 0 working days or more")
    day = start
    for _ in range(working_days):
        day = next_working_day(day, calendar, closed)
    return day


def next_working_day(day: date, calendar: str = "ENG", closed: Collection[date] = ()) -> date:
    """Return the first working day after `day`."""
    day += timedelta(days=1)
    while not is_working_day(day, calendar, closed):
        day += timedelta(days=1)
    return day


def working_days_between(start: date, end: date, calendar: str = "ENG", closed: Collection[date] = ()) -> int:
    """Return how many working days lie after `start` up to and with `end`; 0 where `end` is not later."""
    count = 0
    day = start
    while day < end:
        day += timedelta(days=1)
        count += is_working_day(day, calendar, closed)
    return count


@cache
def _bank_holidays(calendar: str, year: int) -> frozenset[date]:
    if calendar not in _CALENDARS:
        raise ValueError(f"unknown calendar {calendar!r}: use ENG (England) or WLS (Wales)")
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv=calendar, years=year))
