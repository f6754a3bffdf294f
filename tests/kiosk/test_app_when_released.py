from __future__ import annotations

import pytest
from finding import wait_until
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.app.when_released import WhenReleased


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    return QWidget()


def test_it_happens_at_once_where_nobody_touches(window: QWidget) -> None:
    done: list[str] = []
    WhenReleased(window).run(lambda: done.append("done"))
    assert done == ["done"]


def test_it_waits_for_the_finger_and_happens_once(window: QWidget) -> None:
    done: list[str] = []
    button, waiting = QPushButton(window), WhenReleased(window)
    button.setDown(True)
    waiting.run(lambda: done.append("first"))
    waiting.run(lambda: done.append("last"))
    assert done == []
    button.setDown(False)
    wait_until(lambda: bool(done))
    assert done == ["last"]


def test_it_goes_with_its_window_though_a_finger_is_down(window: QWidget) -> None:
    done: list[str] = []
    gone: list[str] = []
    button, waiting = QPushButton(window), WhenReleased(window)
    button.setDown(True)
    waiting.run(lambda: done.append("done"))
    waiting.destroyed.connect(lambda: gone.append("gone"))
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert (done, gone) == ([], ["gone"])
