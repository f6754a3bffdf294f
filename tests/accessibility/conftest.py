"""Windows for controls, shown for real."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from active_window import make_active
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from accessibility.display import Display
from accessibility.fonts import load_fonts
from accessibility.look import Look


@pytest.fixture(autouse=True)
def _fonts(qapp: QApplication) -> None:
    load_fonts()


@pytest.fixture
def look() -> Look:
    return Look.of(Display())


@pytest.fixture
def shown(qapp: QApplication) -> Iterator[Callable[..., QWidget]]:
    """Shows widgets in a column of the given width and returns the window; all are thrown away afterwards."""
    windows: list[QWidget] = []

    def show(*widgets: QWidget, width: int = 984) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        window.resize(width, max(400, window.heightForWidth(width)))
        window.show()
        make_active(window)
        windows.append(window)
        return window

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
