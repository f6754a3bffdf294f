"""How long a saved visit is kept: through the 28th day after it was saved, by the council's calendar (R62)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

KEPT_DAYS = 28
KEPT_WITHOUT_A_DATE = timedelta(days=KEPT_DAYS + 1)
"""From the first moment at which the clock could be believed, where the day of saving is not known."""
REMEMBERED = timedelta(days=KEPT_DAYS)
"""How long after its end a locator is remembered, so that its code gets a plain answer: sent, or run out."""


def last_day(saved_at: datetime, zone: ZoneInfo) -> date:
    """Return the last day on which what was saved can be opened."""
    return saved_at.astimezone(zone).date() + timedelta(days=KEPT_DAYS)


def ends_at(saved_at: datetime, zone: ZoneInfo) -> datetime:
    """Return the midnight after that day, in UTC."""
    return datetime.combine(last_day(saved_at, zone) + timedelta(days=1), time(), zone).astimezone(UTC)
