"""How tasks get to hub and printer in a command that works alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kiosk.parts import Parts
from kiosk.protocols import PrinterState
from offline.round import SyncReport, Told

Outcome = TypeVar("Outcome")


class Alone:
    """A command that holds the right to write: nobody else syncs or prints."""

    by_itself = False

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def round(self, *, ignore_backoff: bool, told: Told) -> SyncReport:
        """Do one round with the hub on this thread."""
        brings = self._parts.sync()
        try:
            return brings.once(ignore_backoff=ignore_backoff, told=told)
        finally:
            brings.close()

    def between_rounds(self, work: Callable[[], Outcome]) -> Outcome:
        """Do it: there are no other rounds."""
        return work()

    def at_the_printer(self, work: Callable[[], Outcome]) -> Outcome:
        """Do it: nobody else prints."""
        return work()

    def stored(self) -> None:
        """Nothing more: it is sent when somebody runs `kiosk sync` or opens the kiosk."""

    def printed_again(self, tracking_code: str, reason: PrinterState | None) -> None:
        """Nothing more: no screen is open."""
