"""The keyboard in the frame: below the field, kept from page to page, typing into the page that is shown."""

from __future__ import annotations

from framed import MakeFrame, Question, place, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from stage import settle

from accessibility.display import Display


def test_the_keyboard_stands_below_and_never_over_the_field(frame: MakeFrame) -> None:
    low = Display(text_size=4, width=1920, height=1080)
    for display in (
        Display(),
        Display(text_size=4),
        low,
        Display(width=1920, height=1080),
        Display(width=800, height=1280),
    ):
        window = frame(display)
        screen = show(window, Question(window._look))
        assert window.keyboard is not None
        QTest.mouseClick(
            window.keyboard.keys[0], Qt.MouseButton.LeftButton
        )  # in view at the latest once it is typed into
        settle()
        field = place(window, screen.field)
        area = place(window, window.page_area)
        assert area[1] <= field[1]
        assert field[1] + field[3] <= area[1] + area[3] <= place(window, window.keyboard)[1]
        assert place(window, window.keyboard)[1] + window.keyboard.height() <= display.height


def test_a_page_with_the_same_keyboard_keeps_it_and_types_into_its_own_field(frame: MakeFrame) -> None:
    window = frame()
    show(window, Question(window._look))
    first = window.keyboard
    second = show(window, Question(window._look))
    assert first is not None
    assert window.keyboard is first
    QTest.mouseClick(next(key for key in first.keys if key.text() == "F"), Qt.MouseButton.LeftButton)
    assert second.field.text() == "F"


def test_typing_on_the_screen_keyboard_reaches_the_page(frame: MakeFrame) -> None:
    window = frame()
    screen = show(window, Question(window._look))
    assert window.keyboard is not None
    for letter in "FH1":
        key = next(key for key in window.keyboard.keys if key.text() == letter)
        QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert screen.field.text() == "FH1"
