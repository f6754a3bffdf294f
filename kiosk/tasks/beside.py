"""How tasks get to hub and printer beside the screens, and the door by which they come in."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, TypeVar

from kiosk.errors import KioskError
from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from kiosk.tasks.doing import Doing
from kiosk.tasks.door import Door
from offline.round import SyncReport, Told

if TYPE_CHECKING:
    from offline.sync_thread import SyncThread
    from printer.queue import PrintQueue

Outcome = TypeVar("Outcome")


def door_of(parts: Parts, sync: SyncThread, print_queue: PrintQueue) -> Door:
    """Return the door of an open kiosk, by whose threads the tasks of commands are done; not started yet."""
    return Door(parts.home, Doing(parts, BesideTheScreens(sync, print_queue)).do)


class BesideTheScreens:
    """A kiosk that is open: its own threads sync and print, and do this between."""

    by_itself = True

    def __init__(self, sync: SyncThread, print_queue: PrintQueue) -> None:
        self._sync = sync
        self._print_queue = print_queue

    def round(self, *, ignore_backoff: bool, told: Told) -> SyncReport:
        """Do one round at once, on the thread that syncs."""
        return _outcome(self._sync.round_now(ignore_backoff=ignore_backoff, told=told))

    def between_rounds(self, work: Callable[[], Outcome]) -> Outcome:
        """Do it on the thread that syncs."""
        return _outcome(self._sync.between_rounds(work))

    def at_the_printer(self, work: Callable[[], Outcome]) -> Outcome:
        """Do it on the thread that prints."""
        return _outcome(self._print_queue.between_jobs(work))

    def stored(self) -> None:
        """Have it sent now."""
        self._sync.wake()

    def printed_again(self, tracking_code: str, reason: PrinterState | None) -> None:
        """Tell the screens: whoever sent it may stand there, before words that the receipt waits."""
        self._print_queue.tell(tracking_code, reason)


def _outcome(future: Future[Outcome]) -> Outcome:
    try:
        return future.result()
    except CancelledError:
        raise KioskError("the kiosk was closed before this was begun. Nothing was changed: run it again.") from None
