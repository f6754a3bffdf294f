"""Work that a thread does for others between its own, so that two never meet at one printer or one line to the hub."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")


class Asked:
    """What other threads asked for. `wake` gets the thread to look; after `close` what has not begun is cancelled."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Future[Any], Callable[[], Any]]] = deque()
        self._open = True

    def ask(self, work: Callable[[], Result]) -> Future[Result]:
        """Have `work` done on the thread; its result, or what it raised, is in the future."""
        future: Future[Result] = Future()
        with self._lock:
            if not self._open:
                future.cancel()
                return future
            self._waiting.append((future, work))
        self._wake()
        return future

    def do_all(self) -> bool:
        """Do what was asked for, on the thread that calls; says whether there was anything."""
        done = False
        while (one := self._next()) is not None:
            future, work = one
            if future.set_running_or_notify_cancel():
                _settle(future, work)
            done = True
        return done

    def close(self) -> None:
        """The thread ends: what it has not begun is cancelled, and so is all that comes."""
        with self._lock:
            self._open = False
            left = [future for future, _ in self._waiting]
            self._waiting.clear()
        for future in left:
            future.cancel()

    def _next(self) -> tuple[Future[Any], Callable[[], Any]] | None:
        with self._lock:
            return self._waiting.popleft() if self._waiting else None


def _settle(future: Future[Any], work: Callable[[], Any]) -> None:
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - it is whoever asked that is told
        future.set_exception(error)
    else:
        future.set_result(result)
