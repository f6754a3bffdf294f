"""How often somebody may ask."""

from __future__ import annotations

import logging
import math
import time

from limits import parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from kiosk.errors import KioskError

MEMORY = "memory://"
"""Each process counts by itself; any other storage is shared by all that name it."""
_log = logging.getLogger("hub.rate_limit")


class TooManyRequestsError(KioskError):
    """Asked too often. `retry_after` is in whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many requests. Try again in {retry_after} seconds.")
        self.retry_after = retry_after


class RateLimit:
    """Counts requests by who asks. `rate` and `storage` are written as the `limits` library takes them.

    Where a shared storage does not answer, this process counts by itself: nobody is turned away for it.
    """

    def __init__(self, name: str, rate: str, storage: str = MEMORY) -> None:
        self._name = name
        self._rate = parse(rate)
        self._shared = MovingWindowRateLimiter(storage_from_string(storage, wrap_exceptions=True))
        self._own = MovingWindowRateLimiter(storage_from_string(MEMORY))

    def count(self, who: str) -> None:
        """Count one request. Raises TooManyRequestsError."""
        try:
            self._count(self._shared, who)
        except StorageError:
            _log.error("the storage of [limits] does not answer: this process counts by itself")
            self._count(self._own, who)

    def _count(self, limiter: MovingWindowRateLimiter, who: str) -> None:
        if not limiter.hit(self._rate, self._name, who):
            reset = limiter.get_window_stats(self._rate, self._name, who).reset_time
            raise TooManyRequestsError(max(1, math.ceil(reset - time.time())))
