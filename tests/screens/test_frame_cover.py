"""A cover over the frame: nothing beneath it can be seen or reached, and all of it comes back."""

from __future__ import annotations

from framed import MakeFrame, Question, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from stage import settle

from accessibility.display import Display
from accessibility.look import Look
from kiosk.language import Language
from screens.screen import Screen


def test_beneath_a_cover_nothing_can_be_seen_or_reached(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    screen.field.setText("FH1 4QT")
    screen.options[0].setFocus()
    hidden = Screen(window._look, Language(), next_step="Show my page")
    hidden.add_heading("This screen is hidden")
    window.cover(hidden)
    settle()
    assert window.covered
    for part in (screen, window.bar, window.tools, window.keyboard):
        assert part is not None
        assert not part.isVisible()
    reached = set()
    for _ in range(12):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget().accessibleName())
    assert reached <= {"Show my page", "This screen is hidden"}
    window.uncover()
    settle()
    assert screen.isVisible()
    assert screen.field.text() == "FH1 4QT"
    assert screen.options[0].hasFocus()


def test_a_screen_shown_under_a_cover_stays_hidden_until_it_is_taken_away(frame: MakeFrame) -> None:
    window = frame()
    show(window, Question(window._look))
    window.cover(Screen(window._look, Language(), next_step="Yes"))
    second = show(window, Question(window._look))
    window.restyle(Look.of(Display(contrast="high")), Language())
    settle()
    assert not second.isVisible()
    window.uncover()
    settle()
    assert second.isVisible()
