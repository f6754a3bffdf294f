"""The on-screen keyboard: every letter, every kind of answer, targets in millimetres."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from screen_keys import gaps, press

from accessibility.controls import TextArea, TextField, WordButton
from accessibility.display import Display
from accessibility.keyboard import Keyboard, KeyboardKind
from accessibility.keyboard.layouts import KeyboardState, load_layout, rows_for
from accessibility.look import Look
from kiosk.language import Language

KINDS: tuple[KeyboardKind, ...] = ("text", "paragraph", "postcode", "email", "digits", "phone", "money")
Shown = Callable[..., QWidget]


def test_it_types_into_the_field_and_never_takes_its_focus(shown: Shown, look: Look) -> None:
    field, keyboard = TextField(look, "Name"), Keyboard(look, Language(), "text")
    shown(field, keyboard, width=1080)
    field.setFocus()
    press(keyboard, "Capitals", "A", "Capitals", "n", "n", "space", "o", "Delete", "'", "1")
    assert field.text() == "Ann '1"
    assert field.hasFocus()
    assert {key.focusPolicy() for key in keyboard.keys} == {Qt.FocusPolicy.NoFocus}


def test_welsh_letters_are_one_key_away_and_plain_ones_come_back(shown: Shown, look: Look) -> None:
    field, keyboard = TextField(look, "Enw"), Keyboard(look, Language(), "text")
    shown(field, keyboard, width=1080)
    field.setFocus()
    press(keyboard, "d", "ŵ ŷ â", "ŵ", "r", "ŵ ŷ â", "ŷ", "Capitals", "ŵ ŷ â", "Ŵ")
    assert field.text() == "dŵrŷŴ"


def test_capitals_says_whether_it_is_on(shown: Shown, look: Look) -> None:
    keyboard = Keyboard(look, Language(), "text")
    shown(keyboard, width=1080)

    def told() -> tuple[bool, bool]:
        key = next(key for key in keyboard.keys if key.spec.act == "capitals")
        state = QAccessible.queryAccessibleInterface(key).state()
        return bool(state.checkable), bool(state.checked)

    assert told() == (True, False)
    press(keyboard, "Capitals")
    assert told() == (True, True)
    press(keyboard, "Capitals")
    assert told() == (True, False)


def test_a_postcode_comes_out_in_capitals(shown: Shown, look: Look) -> None:
    field, keyboard = TextField(look, "Postcode"), Keyboard(look, Language(), "postcode")
    shown(field, keyboard, width=1080)
    field.setFocus()
    press(keyboard, "F", "H", "1", "space", "4", "Q", "T")
    assert field.text() == "FH1 4QT"
    assert "Capitals" not in [key.text() for key in keyboard.keys]


@pytest.mark.parametrize(
    ("kind", "has", "has_not"),
    [
        ("email", "@.-_+1a", ""),
        ("digits", "0123456789", "a+."),
        ("money", "0123456789.", "a+"),
        ("phone", "0123456789+", "a@"),
        ("text", "a1.,-'/()&?!", "@"),
        ("paragraph", "a1.,", "@"),
        ("postcode", "AZ09", "a@."),
    ],
)
def test_each_kind_of_answer_has_its_keys(kind: KeyboardKind, has: str, has_not: str) -> None:
    typed = {key.types for row in rows_for(load_layout("en"), kind, KeyboardState()) for key in row}
    assert set(has) <= typed
    assert not set(has_not) & typed


@pytest.mark.parametrize("kind", ["text", "paragraph", "email"])
@pytest.mark.parametrize("columns", [4, 7, 10])
def test_a_compact_keyboard_still_reaches_every_sign(kind: KeyboardKind, columns: int) -> None:
    layout = load_layout("en")

    def reached(*states: KeyboardState, compact: bool) -> set[str]:
        rows = [row for state in states for row in rows_for(layout, kind, state, columns, compact=compact)]
        return {key.types for row in rows for key in row}

    full = reached(KeyboardState(), compact=False)
    assert reached(KeyboardState(), KeyboardState(signs=True), compact=True) == full


def test_every_layout_has_delete_and_every_letter_once() -> None:
    for kind in KINDS:
        for columns in (4, 7, 10):
            for compact in (False, True):
                keys = [
                    k
                    for row in rows_for(load_layout("en"), kind, KeyboardState(), columns, compact=compact)
                    for k in row
                ]
                assert [key.act for key in keys].count("delete") == 1
                typed = [key.types for key in keys if key.act == "type"]
                assert len(typed) == len(set(typed))


def test_new_line_stands_only_where_lines_are_kept(shown: Shown, look: Look) -> None:
    area, keyboard = TextArea(look, "Tell us"), Keyboard(look, Language(), "paragraph")
    shown(area, keyboard, width=1080)
    area.setFocus()
    press(keyboard, "a", "New line", "b")
    assert area.text() == "a\nb"


def test_alphabetical_order_is_offered(shown: Shown, look: Look) -> None:
    keyboard = Keyboard(look, Language(), "text")
    shown(keyboard, width=1080)
    press(keyboard, "A–Z order")
    letters = "".join(key.text() for key in keyboard.keys if len(key.text()) == 1 and key.text().isalpha())
    assert letters == "abcdefghijklmnopqrstuvwxyz"


def test_after_a_button_was_touched_it_types_into_the_field_again(shown: Shown, look: Look) -> None:
    field, button = TextField(look, "Name"), WordButton(look, "Elsewhere")
    keyboard = Keyboard(look, Language(), "text")
    shown(field, button, keyboard, width=1080)
    field.setFocus()
    button.setFocus()
    press(keyboard, "a")
    assert field.text() == "a"
    assert field.hasFocus()


def test_without_a_field_keys_do_nothing(shown: Shown, look: Look) -> None:
    keyboard = Keyboard(look, Language(), "text")
    shown(keyboard, width=1080)
    press(keyboard, "a", "Delete", "space")


def test_a_real_keyboard_works_beside_it(shown: Shown, look: Look) -> None:
    field, keyboard = TextField(look, "Name"), Keyboard(look, Language(), "text")
    shown(field, keyboard, width=1080)
    field.setFocus()
    QTest.keyClicks(field, "ab")
    press(keyboard, "c")
    assert field.text() == "abc"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "display",
    [Display(), Display(text_size=4), Display(text_size=4, width=1920, height=1080), Display(width=800, height=1280)],
)
def test_keys_are_12_7_mm_apart_by_2_54_mm_and_cut_nothing(shown: Shown, kind: KeyboardKind, display: Display) -> None:
    keyboard = Keyboard(Look.of(display), Language(), kind)
    shown(keyboard, width=display.width)
    for key in keyboard.keys:
        assert min(key.width(), key.height()) / display.pixels_per_mm >= 12.7, key.text()
        assert key.rect().toRectF().contains(key.text_rects()[0]), key.text()
        assert keyboard.rect().contains(key.geometry())
    assert gaps(keyboard.keys) >= 2.54 * display.pixels_per_mm


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [1, 4])
def test_on_a_low_window_it_takes_less_than_half(kind: KeyboardKind, size: int) -> None:
    display = Display(text_size=size, width=1920, height=1080)
    assert Keyboard(Look.of(display), Language(), kind).heightForWidth(1700) <= 0.45 * display.height


def test_every_number_pad_has_keys_of_one_width(shown: Shown, look: Look) -> None:
    widths = set()
    for kind in ("digits", "phone", "money"):
        keyboard = Keyboard(look, Language(), kind)
        shown(keyboard, width=1080)
        widths |= {key.width() for key in keyboard.keys if key.text() in "123456789"}
    assert len(widths) == 1


def test_signs_are_spoken_in_words(look: Look) -> None:
    keyboard = Keyboard(look, Language(), "email")
    names = {key.text(): QAccessible.queryAccessibleInterface(key).text(QAccessible.Text.Name) for key in keyboard.keys}
    assert names["@"] == "at sign"
    assert names["_"] == "underscore"
    assert names["a"] == "a"
