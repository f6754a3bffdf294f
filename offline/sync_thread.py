"""Sync in the background: woken by a new submission, by its own clock, or by staff; never dies of a fault."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import TypeVar

from kiosk.asked import Asked
from kiosk.errors import KioskError
from kiosk.protocols import Clock
from offline.backoff import Backoff
from offline.round import SyncReport, Told
from offline.store import Store
from offline.sync import Sync

_LOG = logging.getLogger(__name__)
STATUS_EVERY = 60.0
_SHORTEST = 0.5

Result = TypeVar("Result")


class SyncThread:
    """Runs rounds of `sync` until stopped.

    `on_change` is called with tracking codes on this thread, after what changed is durable; pass a bound method of a
    QObject that emits a signal, so that Qt hears of it on its own thread.
    """

    def __init__(
        self,
        sync: Sync,
        store: Store,
        clock: Clock,
        on_change: Callable[[Sequence[str]], None],
        *,
        status_every: float = STATUS_EVERY,
        backoff: Backoff | None = None,
    ) -> None:
        self._sync = sync
        self._store = store
        self._clock = clock
        self._on_change = on_change
        self._status_every = status_every
        self._backoff = backoff or Backoff()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._ignore_backoff = threading.Event()
        self._asked = Asked(self._wake.set)
        self._faults = 0
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        """Begin, once."""
        self._thread.start()

    def wake(self, *, ignore_backoff: bool = False) -> None:
        """Look again now: something was stored. With `ignore_backoff` staff asked to try at once."""
        if ignore_backoff:
            self._ignore_backoff.set()
        self._wake.set()

    def round_now(self, *, ignore_backoff: bool, told: Told) -> Future[SyncReport]:
        """Do a round at once, and return its report; `told` hears after each commit, as `Sync.once` says."""

        def one_round() -> SyncReport:
            report = self._sync.once(ignore_backoff=ignore_backoff, changed=self._on_change, told=told)
            if self._stopping.is_set():
                raise KioskError("the kiosk was closed during the round. What was sent is sent, the rest waits.")
            return report

        return self._asked.ask(one_round)

    def between_rounds(self, work: Callable[[], Result]) -> Future[Result]:
        """Do `work` on this thread, so that no round is under way meanwhile."""
        return self._asked.ask(work)

    def stop(self, timeout: float = 5.0) -> bool:
        """End, and wait for it at most `timeout` seconds; False where it still hangs in a call to the disk."""
        self._stopping.set()
        self._asked.close()
        self._sync.stop()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            wait = self._round()
            if not self._stopping.is_set():
                self._wake.wait(wait)
        self._sync.close()

    def _round(self) -> float:
        """Run one round; returns the seconds until the next."""
        ignore = self._ignore_backoff.is_set()
        self._ignore_backoff.clear()
        self._asked.do_all()
        try:
            self._sync.once(ignore_backoff=ignore, changed=self._on_change)
            wait = self._until_next()
        except Exception as error:  # noqa: BLE001 -- a fault of ours must not leave stored submissions unsent
            # Its type only: the text of an unexpected error may hold anything.
            if not self._stopping.is_set():
                known = isinstance(error, KioskError)
                _LOG.log(logging.WARNING if known else logging.ERROR, "sync stumbled: %s", type(error).__name__)
            self._faults += 1
            return max(_SHORTEST, self._backoff.delay(self._faults))
        self._faults = 0
        return wait

    def _until_next(self) -> float:
        """Never longer than until the next look at the hub's news: the clock may be put right meanwhile."""
        line = self._store.outbox.line()
        due = self._store.outbox.next_due_at()
        at = due if due is not None else (line.next_try_at if line.failures else None)
        if at is None:
            return self._status_every
        return min(max(at - self._clock.now().timestamp(), _SHORTEST), self._status_every)
