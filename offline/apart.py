"""When what stands apart leaves (R59): hours after it was stored, alone, and not in the order in which it was stored.

Whoever sees it arrive beside a case must not learn that both came from one visit.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

SOONEST, LATEST = timedelta(hours=2), timedelta(hours=20)
Pick = Callable[[float, float], float]
_pick = random.SystemRandom().uniform


def leaves_at(now: datetime, pick: Pick = _pick) -> float:
    """Return the moment from which it may be sent, in seconds since 1970; none can be reckoned from another."""
    return now.timestamp() + pick(SOONEST.total_seconds(), LATEST.total_seconds())
