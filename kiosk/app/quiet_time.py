"""Nobody touches the screen: ask whether they are still there, and then forget everything."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from accessibility.idle import IdleWatch
from kiosk.app.asides import Asides
from kiosk.app.listening import Listening
from kiosk.app.stage import Stage
from kiosk.config import Idle
from screens.frame.frame import Frame
from screens.still_there_screen import StillThereScreen


class QuietTime(QObject):
    """Covers the page with "Are you still there?". Any touch or key answers; a page that was hidden stays hidden.

    Nobody is asked while the page is read to them. Whoever has listened in this visit also hears the question.
    """

    timed_out = Signal()
    """Nobody answered: told before `expired`."""

    expired = Signal()

    def __init__(
        self,
        settings: Idle,
        stage: Stage,
        frame: Frame,
        asides: Asides,
        listening: Listening,
        somebody_is_here: Callable[[], bool],
    ) -> None:
        super().__init__()
        self._answer_within = settings.answer_within
        self._stage = stage
        self._frame = frame
        self._asides = asides
        self._listening = listening
        self._somebody_is_here = somebody_is_here
        self._screen: StillThereScreen | None = None
        after, within = settings.ask_after, settings.answer_within
        self._watch = IdleWatch(after, within, busy=lambda: listening.speaking, parent=self)
        self._watch.asked.connect(self._ask)
        self._watch.tick.connect(self._count_down)
        self._watch.answered.connect(self._go_on)
        self._watch.expired.connect(self._expire)

    def start(self) -> None:
        """Begin to watch; the frame is shown by now."""
        self._watch.start(self._frame.windowHandle())

    def stop(self) -> None:
        """Watch no more."""
        self._watch.pause()

    def _ask(self) -> None:
        if not self._somebody_is_here():
            self._watch.resume()
            return
        self._screen = StillThereScreen(self._stage.look, self._stage.language, seconds=self._answer_within)
        self._screen.continued.connect(self._go_on)
        self._screen.announced.connect(self._listening.tell)
        self._frame.cover(self._screen)

    def _count_down(self, seconds: int) -> None:
        if self._screen is not None:
            self._screen.count_down(seconds)

    def _go_on(self) -> None:
        if self._screen is None:
            return
        self._screen = None
        if self._asides.hidden:
            self._asides.hide()
        else:
            self._frame.uncover()

    def _expire(self) -> None:
        self._screen = None
        self.timed_out.emit()
        self.expired.emit()
        self._watch.resume()
