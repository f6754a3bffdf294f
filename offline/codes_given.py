"""Tracking codes that somebody was given and under which nothing is stored yet: none of them is given twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from kiosk import tracking_code


class CodesGiven:
    """Gives codes, and knows them until they are settled. Threads may share it; a crash forgets what nobody stored.

    `used` says of a code whether something was ever stored under it; what it raises, `new` raises.
    """

    def __init__(self, used: Callable[[str], bool]) -> None:
        self._used = used
        self._open: set[str] = set()
        self._lock = threading.Lock()

    def new(self, prefix: str) -> str:
        """Return a code with this prefix that was never used, nor given to anybody who may still use it."""
        with self._lock:
            code = tracking_code.new_code(prefix)
            while code in self._open or self._used(code):
                code = tracking_code.new_code(prefix)
            self._open.add(code)
        return code

    def settle(self, codes: Iterable[str]) -> None:
        """Forget codes: they are stored, or nothing ever will be under them."""
        with self._lock:
            self._open.difference_update(codes)

    def __len__(self) -> int:
        """Return how many are given and not settled."""
        with self._lock:
            return len(self._open)
