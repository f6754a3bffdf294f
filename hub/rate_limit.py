"""How often somebody may ask."""

from __future__ import annotations

import math
import time

from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from kiosk.errors import KioskError


class TooManyRequestsError(KioskError):
    """Asked too often. `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class RateLimit:
    """Counts requests by who asks. `rate` and `storage` are written as the `limits` library takes them."""

    def __init__(self, name: str, rate: str, storage: str = "memory://") -> None:
        self._name = name
        self._rate = parse(rate)
        self._limiter = MovingWindowRateLimiter(storage_from_string(storage))

    def count(self, who: str) -> None:
        """Count one request. Raises TooManyRequestsError."""
        if not self._limiter.hit(self._rate, self._name, who):
            reset = self._limiter.get_window_stats(self._rate, self._name, who).reset_time
            raise TooManyRequestsError(max(1, math.ceil(reset - time.time())))
