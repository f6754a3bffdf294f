"""One round with the hub: its connection, what it did so far, and how the line as a whole stands afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kiosk.protocols import Clock
from offline.backoff import Backoff
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.outbox import Due, Outbox
from offline.outcomes import Trouble, TryLater
from offline.wire import BATCH_LIMIT

Changed = Callable[[Sequence[str]], None]
"""Called with tracking codes, on the thread that syncs, after each commit."""

_SLOW = (Trouble.TIMEOUT, Trouble.CUT_OFF)


@dataclass
class SyncReport:
    """What one round did. `left` still waits; `next_try_at` is seconds since 1970, 0 for now.

    `trouble` and `paused` are codes of `offline.outcomes.Trouble`, empty where all is well.
    """

    sent: int = 0
    quarantined: int = 0
    updated: int = 0  # cases about which the hub had news
    left: int = 0
    trouble: str = ""
    paused: str = ""
    next_try_at: float = 0.0


Told = Callable[[SyncReport], None]
"""Called with what the round did so far, on the thread that syncs, after each commit."""


@dataclass
class Round:
    """What one round works with. `size`: how many submissions go together; `faults`: answers 500 in a row."""

    client: HubClient
    identity: Identity
    changed: Changed
    told: Told
    report: SyncReport = field(default_factory=SyncReport)
    size: int = BATCH_LIMIT
    faults: int = 0


class Line:
    """Keeps how the line to the hub stands, and when it is tried again."""

    def __init__(self, outbox: Outbox, clock: Clock, backoff: Backoff) -> None:
        self._outbox = outbox
        self._clock = clock
        self._backoff = backoff

    def batch_size(self) -> int:
        """Return how many submissions go together: half as many after each try that took too long or broke off.

        A line so slow that a full batch never gets through in time would otherwise carry nothing for ever.
        """
        line = self._outbox.line()
        return max(1, BATCH_LIMIT >> line.failures) if line.trouble in _SLOW else BATCH_LIMIT

    def next_try(self, item: Due) -> float:
        """Return when one submission is tried again, seconds since 1970."""
        # Never at once: the same round would take it up again.
        return self._clock.now().timestamp() + max(1.0, self._backoff.delay(item.tries + 1))

    def hub_is_away(self, outcome: TryLater) -> None:
        """It may work later: back off, or wait as long as the hub asked for."""
        if outcome.reason == Trouble.STOPPED:
            return
        failures = self._outbox.line().failures + 1
        ordered = outcome.retry_after is not None
        wait = self._backoff.ordered(outcome.retry_after or 0.0, failures) if ordered else self._backoff.delay(failures)
        self._outbox.hub_is_away(outcome.reason, self._clock.now().timestamp() + wait, ordered=ordered)

    def pause(self, reason: str) -> None:
        """It will not work until somebody does something."""
        if reason == Trouble.UNTRUSTED:
            self._outbox.alert(reason)
        failures = self._outbox.line().failures + 1
        self._outbox.pause(reason, self._clock.now().timestamp() + self._backoff.delay(failures))
