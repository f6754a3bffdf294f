"""Keys of the screen's keyboard, as a finger finds them, and how far apart they stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from accessibility.keyboard import Keyboard
from accessibility.keyboard.key import Key


def press(keyboard: Keyboard, *labels: str) -> None:
    for label in labels:
        key = next(key for key in keyboard.keys if label in (key.text(), key.accessibleName()))
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)


def gaps(keys: list[Key]) -> int:
    """The least distance of two keys, in pixels."""
    found = []
    for i, one in enumerate(keys):
        for other in keys[i + 1 :]:
            a, b = one.geometry(), other.geometry()
            across = max(a.left(), b.left()) - min(a.right(), b.right()) - 1
            down = max(a.top(), b.top()) - min(a.bottom(), b.bottom()) - 1
            found.append(max(across, down))
    return min(found)
