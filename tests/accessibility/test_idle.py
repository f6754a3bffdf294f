from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from accessibility.idle import IdleWatch


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Watched:
    """A watch of 60 s and 20 s whose clock the test moves, and what it said."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.busy = False
        self.watch = IdleWatch(60, 20, busy=lambda: self.busy, clock=self.clock)
        self.said: list[object] = []
        self.watch.asked.connect(lambda: self.said.append("asked"))
        self.watch.answered.connect(lambda: self.said.append("answered"))
        self.watch.expired.connect(lambda: self.said.append("expired"))
        self.watch.tick.connect(self.said.append)
        self.watch.start()

    def after(self, seconds: float) -> None:
        self.clock.now += seconds
        self.watch.look()


@pytest.fixture
def watched(qapp: QCoreApplication) -> Iterator[Watched]:
    found = Watched()
    yield found
    found.watch.pause()
    qapp.removeEventFilter(found.watch)
    found.watch.deleteLater()


def press(widget: QWidget, kind: QEvent.Type) -> None:
    if kind is QEvent.Type.KeyPress:
        event: QEvent = QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
    elif kind in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
        event = QFocusEvent(kind)
    else:
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, QPointF(1, 1), QPointF(1, 1), left, left, none)
    QCoreApplication.sendEvent(widget, event)


def test_nobody_is_asked_before_the_time(watched: Watched) -> None:
    watched.after(59.9)
    assert watched.said == []


def test_after_the_time_it_asks_counts_down_and_expires_once(watched: Watched) -> None:
    watched.after(60)
    assert watched.said == ["asked", 20]
    watched.after(0.5)
    watched.after(0.6)
    watched.after(18)
    watched.after(0.9)
    assert watched.said[2:] == [19, 1, "expired"]
    watched.after(1000)
    assert watched.said[-1] == "expired"
    assert watched.said.count("expired") == 1


@pytest.mark.parametrize("kind", [QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove])
def test_any_input_anywhere_starts_the_count_again(watched: Watched, qtbot: QtBot, kind: QEvent.Type) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watched.after(50)
    press(widget, kind)
    watched.after(50)
    assert watched.said == []
    watched.after(10)
    assert "asked" in watched.said


def test_what_is_no_input_does_not_count_as_somebody(watched: Watched, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watched.after(50)
    press(widget, QEvent.Type.FocusOut)
    watched.after(10)
    assert "asked" in watched.said


@pytest.mark.parametrize("times", [1, 15])
def test_any_simple_action_answers_the_question_as_often_as_needed(watched: Watched, qtbot: QtBot, times: int) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for _ in range(times):
        watched.after(60)
        assert watched.watch.asking
        watched.after(19)
        press(widget, QEvent.Type.MouseButtonPress)
        assert not watched.watch.asking
    assert watched.said.count("answered") == times
    assert "expired" not in watched.said


def test_paused_it_says_nothing_and_input_does_not_start_it(watched: Watched, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    watched.watch.pause()
    press(widget, QEvent.Type.MouseButtonPress)
    qtbot.wait(300)
    assert watched.said == []
    watched.clock.now += 500
    watched.watch.resume()
    watched.after(59)
    assert watched.said == []
    watched.after(1)
    assert watched.said[0] == "asked"


def test_a_computer_that_slept_still_gives_the_full_time_to_answer(watched: Watched) -> None:
    watched.after(8 * 3600)
    assert watched.said == ["asked", 20]
    watched.after(19.5)
    assert "expired" not in watched.said


def test_while_something_is_read_aloud_nobody_is_asked_and_the_time_begins_after_the_last_word(
    watched: Watched,
) -> None:
    watched.after(59)
    watched.busy = True
    for _ in range(10):
        watched.after(58)
    watched.busy = False
    watched.after(59)
    assert watched.said == []
    watched.after(1)
    assert watched.said[0] == "asked"


def test_a_countdown_that_is_read_aloud_stands_not_still(watched: Watched) -> None:
    watched.after(60)
    watched.busy = True
    watched.after(20)
    assert watched.said[-1] == "expired"


def test_a_voice_that_hangs_keeps_nobodys_page_for_ever(watched: Watched) -> None:
    watched.busy = True
    for _ in range(20):
        watched.after(60)
    assert watched.said == []
    for _ in range(2):
        watched.after(60)
    assert "asked" in watched.said


def test_who_resumes_in_answer_to_the_question_sees_no_countdown(watched: Watched) -> None:
    watched.watch.asked.connect(watched.watch.resume)
    watched.after(60)
    assert watched.said == ["asked"]


def test_the_timer_looks_by_itself(qapp: QCoreApplication, qtbot: QtBot) -> None:
    watch = IdleWatch(0.2, 0.4)
    with qtbot.waitSignals([watch.asked, watch.tick, watch.expired], timeout=5000, order="strict"):
        watch.start()
    qapp.removeEventFilter(watch)


def test_the_event_is_let_through(watched: Watched, qtbot: QtBot) -> None:
    pressed: list[int] = []

    class Seen(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
            pressed.append(event.key())

    widget = Seen()
    qtbot.addWidget(widget)
    press(widget, QEvent.Type.KeyPress)
    assert pressed == [Qt.Key.Key_Tab]
