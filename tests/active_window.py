"""Windows without a window manager: nobody but the window itself asks for the focus, and X answers when it likes."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def make_active(window: QWidget) -> None:
    """Return once the window has the keyboard; another that has just closed may have taken it at first."""
    for _ in range(10):
        window.activateWindow()
        if QTest.qWaitForWindowActive(window, 500):
            break
    QApplication.processEvents()
