"""Hands that touch what a person would: controls found by role and name, real touch events, an eye on what is shown."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache, partial
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from accessibility.controls import WrapLabel
from kiosk.errors import KioskError
from screens.frame.frame import Frame

_PATIENCE_S = 20.0
_LEAST_LOOKS = 10
"""A process that stood still for the whole time has looked once, and seen nothing come to rest."""

Kind = TypeVar("Kind", bound=QWidget)
Found = TypeVar("Found")


class NotThereError(KioskError):
    """What a person would look for is not on the screen."""


class Hands:
    """Touches the frame's controls. Every look waits until the thing is there, for some seconds."""

    def __init__(self, frame: Frame, patience_s: float = _PATIENCE_S) -> None:
        self._frame = frame
        self._patience = patience_s
        self._finger = _touch_screen()

    def touch(self, name: str) -> None:
        """Touch the button, option or tool of that name."""
        self._touch(lambda: self._button(name), f"a button {name!r}")

    def write(self, text: str) -> None:
        """Type with the on-screen keyboard, key by key, into the field of the page."""
        for sign in text:
            name = "space" if sign == " " else sign
            self._touch(partial(self._key, name), f"a key {name!r}")

    def see(self, heading: str) -> None:
        """Wait until the page has this heading."""
        self._wait_for(lambda: self._heading() == heading or None, f"the page {heading!r}")

    def see_text(self, part: str) -> None:
        """Wait until some text on the page has this part."""
        self._wait_for(lambda: any(part in text for text in self.texts()) or None, f"the text {part!r}")

    def texts(self) -> list[str]:
        """Return what can be read on the screen."""
        labels = [label.text() for label in self._shown(WrapLabel)]
        return labels + [widget.accessibleName() for widget in self._shown(QWidget) if widget.accessibleName()]

    def read(self, pattern: str) -> str:
        """Wait for a text that has this pattern, and return what it stands for."""
        look = re.compile(pattern)
        found = self._wait_for(
            lambda: next(filter(None, map(look.search, self.texts())), None), f"a text like {pattern!r}"
        )
        return found[0]

    def see_that(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something holds; `what` names it. Raises NotThereError."""
        self._wait_for(lambda: holds() or None, what)

    def wait(self, seconds: float) -> None:
        """Let things happen."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)

    def _heading(self) -> str:
        screen = self._frame.screen_shown
        return screen.heading if screen is not None else ""

    def _button(self, name: str) -> QWidget | None:
        found = [button for button in self._shown(QAbstractButton) if button.accessibleName() == name]
        return next((button for button in found if button.isEnabled()), None)

    def _key(self, name: str) -> QWidget | None:
        keyboard = self._frame.keyboard
        if keyboard is None:
            return None
        keys = [key for key in keyboard.findChildren(QAbstractButton) if key.isVisible()]
        return next((key for key in keys if key.text().casefold() == name.casefold()), None)

    def _shown(self, kind: type[Kind]) -> list[Kind]:
        return [widget for widget in self._frame.findChildren(kind) if widget.isVisible()]

    def _touch(self, look: Callable[[], QWidget | None], what: str) -> None:
        before: QPoint | None = None

        def at_rest() -> tuple[QWidget, QPoint] | None:
            """Look until it stands still: a page just shown is laid out in several steps."""
            nonlocal before
            widget = look()
            if widget is None:
                return None
            if self._frame.page_area.isAncestorOf(widget):
                self._frame.page_area.reveal(widget)
            place = widget.mapTo(self._frame, widget.rect().center())
            still, before = place == before, place
            return (widget, place) if still else None

        widget, place = self._wait_for(at_rest, what)
        hit = self._frame.childAt(place)
        if hit is None or not (hit is widget or widget.isAncestorOf(hit)):
            raise NotThereError(f"{what} lies outside the window, or under something else")
        self._tap(self._frame.windowHandle(), place)

    def _tap(self, window: QWindow, place: QPoint) -> None:
        QTest.touchEvent(window, self._finger).press(0, place).commit()
        QTest.touchEvent(window, self._finger).release(0, place).commit()
        QApplication.processEvents()

    def _wait_for(self, look: Callable[[], Found | None], what: str) -> Found:
        end = time.monotonic() + self._patience
        looks = 0
        while time.monotonic() < end or looks < _LEAST_LOOKS:
            QApplication.processEvents()
            found = look()
            if found is not None:
                return found
            looks += 1
            time.sleep(0.01)
        there = ", ".join(dict.fromkeys(button.accessibleName() for button in self._shown(QAbstractButton)))
        raise NotThereError(f"{what} did not appear; the page {self._heading()!r} has the buttons {there}")


@cache
def _touch_screen() -> QPointingDevice:
    """Return the one touch screen; Qt knows it as long as the process lives, so it must not go with its user."""
    return QTest.createTouchDevice()
