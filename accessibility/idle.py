"""Nobody there: ask after a while, then give up (design *Idle*; WCAG 2.2.1, VVSG: any simple action answers)."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.Wheel,
    }
)
_TICK_MS = 250
_LONGEST_HOLD_S = 20 * 60
"""Longer than any page takes to be read aloud: a voice that hangs keeps nobody's page for ever."""


class IdleWatch(QObject):
    """Watches every touch, move and key of the application. Emits `asked`, then `expired` if nobody answers.

    Time is counted by a clock that no change of the time of day moves. `tick` tells the whole seconds left to answer.
    Input between `asked` and `expired` emits `answered`. While `busy` says so the clock stands still, and nobody is
    asked; it begins anew afterwards. What is busy while the question stands holds nothing up.
    """

    asked = Signal()
    answered = Signal()
    expired = Signal()
    tick = Signal(int)

    def __init__(
        self,
        ask_after_s: float,
        answer_within_s: float,
        *,
        busy: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_after = ask_after_s
        self._answer_within = answer_within_s
        self._busy = busy
        self._clock = clock
        self._last = clock()
        self._held_since: float | None = None
        self._asking = False
        self._told = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def asking(self) -> bool:
        """Whether the question stands on the screen."""
        return self._asking

    def start(self, window: QObject | None = None) -> None:
        """Begin to watch the input of a window, or of the whole application. The count starts here.

        A window (QWindow) sees few events but the input; an application's filter is called for every event there is.
        """
        watched = window or QCoreApplication.instance()
        if watched is None:
            raise RuntimeError("there is no application to watch")
        watched.installEventFilter(self)
        self.resume()

    def pause(self) -> None:
        """Stop counting: on Welcome, with nothing to forget, or while something runs that needs no touch."""
        self._timer.stop()
        self._asking = False

    def resume(self) -> None:
        """Count from now."""
        self._last = self._clock()
        self._held_since = None
        self._asking = False
        self._timer.start()

    def restart(self) -> None:
        """Somebody is there: count anew. Does nothing while paused."""
        if not self._timer.isActive():
            return
        was_asking = self._asking
        self.resume()
        if was_asking:
            self.answered.emit()

    def look(self) -> None:
        """Compare the clock; the timer calls it four times a second. Does nothing while paused."""
        if not self._timer.isActive():
            return
        if self._stands_still():
            return
        gone = self._clock() - self._last
        if not self._asking:
            if gone < self._ask_after:
                return
            self._asking = True
            # Counted from the question, not from when it was due: a computer that slept owes the full time.
            self._last = self._clock()
            self._told = 0
            self.asked.emit()
            gone = 0.0
        if not self._asking:
            return  # whoever was asked has answered at once
        left = self._answer_within - gone
        if left <= 0:
            self.pause()
            self.expired.emit()
        elif (seconds := int(left) + (left % 1 > 0)) != self._told:
            self._told = seconds
            self.tick.emit(seconds)

    def _stands_still(self) -> bool:
        if self._asking or not self._busy():
            self._held_since = None
            return False
        now = self._clock()
        if self._held_since is None:
            self._held_since = now
        if now - self._held_since >= _LONGEST_HOLD_S:
            return False
        self._last = now
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See input and let it through."""
        if event.type() in _INPUT:
            self.restart()
        return False
