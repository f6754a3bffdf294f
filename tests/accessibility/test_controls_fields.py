"""Fields: what is typed can be hidden, reaches no clipboard, and is gone once it is wiped."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from accessibility.controls import TextArea, TextField
from accessibility.display import Display
from accessibility.look import Look

Shown = Callable[..., QWidget]


@pytest.mark.parametrize("text_size", [1, 4])
def test_what_is_typed_is_no_larger_than_the_page_for_others_stand_in_the_room(text_size: int) -> None:
    look = Look.of(Display(text_size=text_size))
    for field in (TextField(look, "Name"), TextArea(look, "Tell us")):
        assert field.font().pixelSize() == look.font("body").pixelSize()
        assert field.font().weight() == look.font("body").weight()


def test_wiped_fields_keep_nothing_not_even_to_undo(shown: Shown, look: Look) -> None:
    line, area = TextField(look, "Name"), TextArea(look, "Tell us")
    shown(line, area)
    for field in (line, area):
        field.setFocus()
        QTest.keyClicks(field, "Ann Other")
        assert field.text() == "Ann Other"
        field.wipe()
        field.undo()
        assert field.text() == ""


def test_nothing_typed_reaches_a_clipboard(shown: Shown, look: Look) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    line, area = TextField(look, "Name", "Ann Other"), TextArea(look, "Tell us", "Ann Other")
    shown(line, area)
    for field in (line, area):
        field.setFocus()
        field.selectAll()
        for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V):
            QTest.keyClick(field, key, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == "Ann Other"
    assert clipboard.text() == "before"


def test_a_masked_field_hides_what_is_typed(look: Look) -> None:
    field = TextField(look, "Number", "12345", masked=True)
    assert field.displayText() == "●●●●●"
    field.set_masked(masked=False)
    assert field.displayText() == "12345"


def test_a_text_area_grows_instead_of_scrolling_inside(shown: Shown, look: Look) -> None:
    area = TextArea(look, "Tell us", lines=3)
    shown(area)
    before = area.sizeHint().height()
    area.setPlainText("word " * 400)
    assert area.sizeHint().height() > before


def test_from_the_right_several_lines_begin_at_the_right(shown: Shown) -> None:
    area = TextArea(Look.of(Display(), "rtl"), "Tell us")
    shown(area)
    words = QInputMethodEvent()
    words.setCommitString("شارع")
    QApplication.sendEvent(area, words)
    assert area.cursorRect().left() > area.width() / 2
