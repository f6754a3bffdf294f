"""The kiosk's clock."""

from __future__ import annotations

import ctypes
import sys
from datetime import UTC, datetime

_UNSYNCHRONISED = 5  # TIME_ERROR of adjtimex(2)


class SystemClock:
    """The computer's clock. Trusted when the kernel says that it is kept in step, or when `always` (tests, demo)."""

    def __init__(self, *, always_trusted: bool = False) -> None:
        self._always_trusted = always_trusted
        self._latest = datetime.now(UTC)
        self._went_back = False

    def now(self) -> datetime:
        """Return the time, aware, in UTC."""
        now = datetime.now(UTC)
        if (self._latest - now).total_seconds() > 60:
            self._went_back = True
        self._latest = max(now, self._latest)
        return now

    def trusted(self) -> bool:
        """Say whether dates may be promised: kept in step, and never went backwards by more than a minute."""
        self.now()
        return not self._went_back and (self._always_trusted or _kernel_in_step())


def _kernel_in_step() -> bool:
    if not sys.platform.startswith("linux"):
        return False
    # In what this process has loaded already: to look for a library by name starts other programs.
    adjtimex = getattr(ctypes.CDLL(None, use_errno=True), "adjtimex", None)
    if adjtimex is None:
        return False
    timex = ctypes.create_string_buffer(512)  # struct timex, all zero: read only
    return 0 <= int(adjtimex(timex)) < _UNSYNCHRONISED
