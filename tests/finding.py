"""Find controls as assistive technology does, by role and name, and use them as people do: by touch and by key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

Role = QAccessible.Role
_MOST_STEPS = 50


class Finder:
    """Looks into one window or page. Raises AssertionError naming what is there when a control is not."""

    def __init__(self, root: QWidget) -> None:
        self.root = root

    def button(self, name: str) -> QWidget:
        """Return the button of that accessible name."""
        return self._one(Role.Button, name)

    def radio(self, name: str) -> QWidget:
        """Return the radio button of that accessible name."""
        return self._one(Role.RadioButton, name)

    def check(self, name: str) -> QWidget:
        """Return the check box of that accessible name."""
        return self._one(Role.CheckBox, name)

    def field(self, name: str) -> QWidget:
        """Return the place to type of that accessible name."""
        return self._one(Role.EditableText, name)

    def alert(self) -> QWidget:
        """Return the error summary."""
        alerts = [widget for role, _, widget in self.everything() if role == Role.AlertMessage]
        assert len(alerts) == 1, f"{len(alerts)} error summaries"
        return alerts[0]

    def has_button(self, name: str) -> bool:
        """Say whether a button of that name is there."""
        return name in self.names(Role.Button)

    def headings(self) -> list[str]:
        """Return the headings' words, from the top."""
        return self.names(Role.Heading)

    def texts(self) -> list[str]:
        """Return the words that are only read, from the top."""
        return [name for role, name, _ in self.everything() if role in (Role.StaticText, Role.Heading)]

    def all_texts(self) -> list[str]:
        """Return everything that is seen, or told to assistive technology."""
        found: list[str] = []
        for _role, name, widget in self.everything():
            shown = getattr(widget, "text", None)
            texts = [name, widget.accessibleDescription(), shown() if callable(shown) else ""]
            found += [text for text in texts if text and text not in found]
        return found

    def names(self, role: QAccessible.Role) -> list[str]:
        """Return the names of all visible controls of a role, from the top."""
        return [name for found, name, _ in self.everything() if found == role]

    def everything(self) -> list[tuple[QAccessible.Role, str, QWidget]]:
        """Return role, accessible name and widget of all that assistive technology can reach and that is visible."""
        return list(self._walk(QAccessible.queryAccessibleInterface(self.root)))

    def touch(self, widget: QWidget) -> None:
        """Touch the middle of a control with a finger, after moving the page to where it can be seen."""
        window = widget.window()
        place = _at_rest(widget, window)
        assert window.rect().contains(place), f"{widget.accessibleName()!r} is off the screen"
        assert _reachable(widget, place), f"{widget.accessibleName()!r} is covered by something else"
        self.touch_at(window, place)

    @staticmethod
    def touch_at(window: QWidget, place: QPoint) -> None:
        """Touch a place of a window, whatever is there."""
        handle = window.windowHandle()
        QTest.touchEvent(handle, touch_screen()).press(0, place).commit()
        QTest.touchEvent(handle, touch_screen()).release(0, place).commit()
        QApplication.processEvents()

    def touch_button(self, name: str) -> None:
        """Touch the button of that name."""
        self.touch(self.button(name))

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keyClick(focused, key)
        QApplication.processEvents()

    def write(self, words: str) -> None:
        """Type on a keyboard where the focus is."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus"
        QTest.keyClicks(focused, words)

    def _one(self, role: QAccessible.Role, name: str) -> QWidget:
        found = [widget for seen, said, widget in self.everything() if seen == role and said == name]
        assert len(found) == 1, f"{len(found)} of {role.name} {name!r}; there are {self.names(role)}"
        return found[0]

    def _walk(self, interface: QAccessibleInterface | None) -> Iterator[tuple[QAccessible.Role, str, QWidget]]:
        if interface is None:
            return
        widget = interface.object()
        if isinstance(widget, QWidget):
            if not widget.isVisibleTo(self.root):
                return
            yield interface.role(), interface.text(QAccessible.Text.Name), widget
        for place in range(interface.childCount()):
            yield from self._walk(interface.child(place))


def _at_rest(widget: QWidget, window: QWidget) -> QPoint:
    """Return where the middle of a control stands in its window: a page just shown is laid out in several steps."""
    before: QPoint | None = None
    for _ in range(_MOST_STEPS):
        show_inside_page(widget)
        QApplication.processEvents()
        place = widget.mapTo(window, widget.rect().center())
        if place == before:
            return place
        before = place
    raise AssertionError(f"{widget.accessibleName()!r} does not come to rest")


def wait_until(done: Callable[[], bool], seconds: float = 5.0) -> None:
    """Let Qt work until something is true. Raises AssertionError when it does not come true in time."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"not true after {seconds} s"
        QTest.qWait(10)


def show_inside_page(widget: QWidget) -> None:
    """Move the scrolling page so that a control can be seen, as a person would."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, 24)
        parent = parent.parentWidget()
    QApplication.processEvents()


@cache
def touch_screen() -> QPointingDevice:
    """Return the touch screen; Qt keeps it as long as the process lives."""
    return QTest.createTouchDevice()


def _reachable(widget: QWidget, place: QPoint) -> bool:
    """Say whether a finger at `place` lands in the widget and is not caught by a page's edge or another control."""
    hit = widget.window().childAt(place)
    while hit is not None and hit is not widget:
        hit = hit.parentWidget()
    if hit is None:
        return False
    area = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    return area.contains(place)
