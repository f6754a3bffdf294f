"""Faults of ours: plain words on the screen and a line in the log, wherever they happen."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.packs import ShowsPack
from kiosk.app.stage import Stage
from kiosk.language import Language
from kiosk.logs import where_it_failed
from screens.screen import Screen
from screens.something_wrong_screen import SomethingWrongScreen

_LOG = logging.getLogger(__name__)


class OwnFaults(QObject):
    """Shows what somebody can do now, and the way to somebody who helps. No trace of the fault reaches the screen."""

    met = Signal()
    """The page is about to be shown: whatever stands over it goes."""

    restarted = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._before = sys.excepthook

    def begin(self) -> None:
        """Meet what nobody else catches, from now on."""
        sys.excepthook = self._broke

    def end(self) -> None:
        """Leave that to whoever did it before."""
        sys.excepthook = self._before

    def show(self) -> None:
        """Show that something went wrong."""
        pack = self._packs.pack
        contact = pack.contact(pack.council.contact)

        def build(look: Look, language: Language) -> Screen:
            screen = SomethingWrongScreen(look, language, contact=contact)
            screen.restarted.connect(self.restarted)
            return screen

        self.met.emit()
        self._stage.show(build)

    def _broke(self, kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        _LOG.error("a fault of ours: %s", where_it_failed(kind, trace))
        self.show()
