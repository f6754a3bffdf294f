"""Waits for a finger to lift: a button taken away while it is pressed would lose the touch."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QWidget

_LOOK_EVERY_MS = 40
_LONGEST_MS = 3_000
"""A finger that rests longer than this holds nothing up."""


class WhenReleased(QObject):
    """Runs something at once, or when no button of `within` is pressed any more. What comes later takes its place.

    It goes with `within`.
    """

    def __init__(self, within: QWidget) -> None:
        super().__init__(within)
        self._within = within
        self._act: Callable[[], None] | None = None
        self._looks_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def run(self, act: Callable[[], None]) -> None:
        """Call `act` once, unless it is dropped before."""
        if not self._pressed():
            self.drop()
            act()
            return
        self._act = act
        if not self._timer.isActive():
            self._looks_left = _LONGEST_MS // _LOOK_EVERY_MS
            self._timer.start()

    def drop(self) -> None:
        """Run nothing that still waits."""
        self._timer.stop()
        self._act = None

    def _look(self) -> None:
        self._looks_left -= 1
        act = self._act
        if act is not None and (self._looks_left <= 0 or not self._pressed()):
            self.drop()
            act()

    def _pressed(self) -> bool:
        return any(button.isDown() for button in self._within.findChildren(QAbstractButton))
