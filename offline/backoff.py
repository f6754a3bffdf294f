"""How long to wait before trying again: full jitter, so that fifty kiosks never come back at the same moment."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST = 2.0
CAP = 900.0
LONGEST_ORDER = 86_400.0
LONGEST_SPREAD = 60.0


class Backoff:
    """`random()` times a pause that doubles with each failure, up to `cap` seconds. There is no last try.

    `chance` returns a number from 0 up to but not including 1.
    """

    def __init__(self, chance: Callable[[], float] | None = None, *, first: float = FIRST, cap: float = CAP) -> None:
        self._chance = chance or random.SystemRandom().random
        self._first = first
        self._cap = cap

    def delay(self, failures: int) -> float:
        """Return the seconds to wait after `failures` (1 or more) failures in a row."""
        doublings = min(max(failures - 1, 0), 63)
        return self._chance() * min(self._cap, self._first * 2.0**doublings)

    def ordered(self, retry_after: float, failures: int) -> float:
        """Return the seconds to wait where the hub named a time: never earlier, and spread after it.

        The hub may have told every kiosk the same, so they spread over as long again, up to a minute.
        """
        return retry_after + max(self.delay(failures), self._chance() * min(retry_after, LONGEST_SPREAD))


def read_retry_after(text: str, now: datetime) -> float | None:
    """Return the seconds a Retry-After header (seconds or HTTP date) asks for, at most a day; None for nonsense."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_ORDER)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0.0), LONGEST_ORDER)
