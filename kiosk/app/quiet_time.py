"""Nobody touches the screen: ask whether they are still there, and then forget everything."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from accessibility.idle import IdleWatch
from kiosk.app.asides import Asides
from kiosk.app.stage import Stage
from screens.frame.frame import Frame
from screens.still_there_screen import StillThereScreen


class QuietTime(QObject):
    """Covers the page with "Are you still there?", also where it was hidden; hidden it stays then."""

    expired = Signal()

    def __init__(self, watch: IdleWatch, stage: Stage, frame: Frame, asides: Asides) -> None:
        super().__init__()
        self._watch = watch
        self._stage = stage
        self._frame = frame
        self._asides = asides
        self._screen: StillThereScreen | None = None
        self.somebody_is_here = False
        watch.asked.connect(self._ask)
        watch.tick.connect(self._count_down)
        watch.expired.connect(self._expire)

    def _ask(self, seconds: int) -> None:
        if not self.somebody_is_here and self._stage.as_usual and not self._asides.hidden:
            return
        self._screen = StillThereScreen(self._stage.look, self._stage.language, seconds=seconds)
        self._screen.continued.connect(self._continue)
        self._frame.cover(self._screen)

    def _count_down(self, seconds: int) -> None:
        if self._screen is not None:
            self._screen.count_down(seconds)

    def _continue(self) -> None:
        self._screen = None
        if self._asides.hidden:
            self._asides.hide()
        else:
            self._frame.uncover()

    def _expire(self) -> None:
        if self._screen is not None:
            self._screen = None
            self.expired.emit()
