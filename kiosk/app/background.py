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
    """Runs work in a thread and tells its result on the GUI thread. Results that come after `close` are dropped."""

    broke = Signal()
    """Something failed that nobody foresaw: a fault of ours."""

    _finished = Signal(object)

    def __init__(self, threads: int = 2) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="background")
        self._open = True
        self._finished.connect(self._tell)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[KioskError], None] | None = None,
    ) -> None:
        """Run `work`; then `done` with its result, or `failed` with a known error, on the GUI thread."""

        def attempt() -> None:
            try:
                result = work()
            except KioskError as error:
                known = error  # Python forgets `error` at the end of the clause
                _LOG.info("%s in the background", type(error).__name__)
                self._finished.emit(lambda: failed(known) if failed else None)
            except Exception:  # noqa: BLE001 - told to the resident as a fault of ours, and in the log
                _LOG.exception("work in the background failed")
                self._finished.emit(self.broke.emit)
            else:
                self._finished.emit(lambda: done(result))

        if self._open:
            self._pool.submit(attempt)

    def close(self) -> None:
        """Take no more work, and drop what comes."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _tell(self, what: Callable[[], None]) -> None:
        if self._open:
            what()
