"""Work off the GUI thread: nobody at the screen waits on a disk, a network or a printer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from kiosk.errors import KioskError

_LOG = logging.getLogger(__name__)

Result = TypeVar("Result")


class Background(QObject):
    """Runs work in a thread and tells its result on the GUI thread.

    A result belongs to the visit that asked for it: after `next_visit` it is dropped, and so is any after `close`.
    """

    broke = Signal()
    """Something failed that nobody foresaw while a resident waited for it: a fault of ours."""

    _finished = Signal(object)

    def __init__(self, threads: int = 2) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._open = True
        self._visit = 0
        self._finished.connect(self._tell)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[KioskError], None] | None = None,
        broke: Callable[[], None] | None = None,
        *,
        for_visit: bool = True,
    ) -> None:
        """Run `work`; then `done` with its result, or `failed` with a known error, on the GUI thread.

        `broke` is called for an unforeseen fault, which the log has; the signal of that name is emitted without it.
        Not `for_visit`: the result is told whoever stands there by then, and no fault interrupts them.
        """
        visit = self._visit

        def tell(what: Callable[[], None]) -> None:
            self._finished.emit(lambda: what() if not for_visit or visit == self._visit else None)

        def attempt() -> None:
            try:
                result = work()
            except KioskError as error:
                known = error  # Python forgets `error` at the end of the clause
                _LOG.info("%s in the background", type(error).__name__)
                tell(lambda: failed(known) if failed else None)
            except Exception:  # noqa: BLE001 - told to the resident as a fault of ours, and in the log
                _LOG.exception("work in the background failed")
                if broke is not None or for_visit:
                    tell(broke or self.broke.emit)
            else:
                tell(lambda: done(result))

        if self._open:
            self._pool.submit(attempt)

    def next_visit(self) -> None:
        """The visit is over: what it asked for is not told any more."""
        self._visit += 1

    def close(self) -> None:
        """Take no more work, and drop what comes."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _tell(self, what: Callable[[], None]) -> None:
        if self._open:
            what()
