"""The on-screen keyboard in each language of the kiosk: every letter, its order, its names, and room for all."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from string import ascii_lowercase
from unicodedata import category

import pytest
from babel.messages.pofile import read_po
from PySide6.QtWidgets import QApplication, QWidget
from screen_keys import gaps, press

from accessibility.controls import TextArea, TextField
from accessibility.display import Display
from accessibility.keyboard import Keyboard, KeyboardKind
from accessibility.keyboard.layouts import KeyboardState, Layout, load_layout, rows_for
from accessibility.look import Look
from kiosk.collation import sort_key
from kiosk.language import PRODUCT_CATALOGUES, Language, load_language
from kiosk.spoken_languages import spoken_languages

LANGUAGES = sorted(path.stem for path in PRODUCT_CATALOGUES.glob("*.po"))
WITHOUT_CATALOGUES = ["ro", "ur"]
"""Whose words the product has on one page only; a council may add its own."""
FLAGS = list(product([False, True], repeat=3))
Shown = Callable[..., QWidget]

STATES = [KeyboardState(alphabetical=order, accents=accents, latin=latin) for order, accents, latin in FLAGS]


def typed_in(layout: Layout, *states: KeyboardState, compact: bool = False, columns: int | None = None) -> set[str]:
    """Every sign that the keys of these states type."""
    wide = columns or layout.columns
    rows = [row for state in states for row in rows_for(layout, "text", state, wide, compact=compact)]
    return {key.types for row in rows for key in row if key.act == "type"}


def words_in(code: str) -> str:
    """All words that the product has in a language."""
    if code in WITHOUT_CATALOGUES:
        return str(spoken_languages()[code])
    with (PRODUCT_CATALOGUES / f"{code}.po").open(encoding="utf-8") as file:
        return "".join(str(message.string) for message in read_po(file, locale=code))


@pytest.mark.parametrize("code", [*LANGUAGES, *WITHOUT_CATALOGUES])
@pytest.mark.parametrize("compact", [False, True])
def test_every_letter_of_each_language_of_the_kiosk_can_be_typed(code: str, compact: bool) -> None:
    letters = {sign for sign in words_in(code).lower() if category(sign) in ("Ll", "Lo", "Mn", "Mc")}
    assert len(letters) > 20
    assert not letters - typed_in(load_layout(code), *STATES, compact=compact)


def test_welsh_has_every_letter_with_an_accent() -> None:
    assert set("âêîôûŵŷáéíóúẃýäëïöüẅÿàèìòùẁỳ") <= typed_in(load_layout("cy"), KeyboardState(accents=True))


@pytest.mark.parametrize("code", [*LANGUAGES, *WITHOUT_CATALOGUES])
def test_the_order_of_the_alphabet_is_the_languages_own(code: str) -> None:
    layout = load_layout(code)
    letters, usual, apart = "".join(layout.alphabet), set("".join(layout.qwerty)), set("".join(layout.accents))
    ranks = [sort_key(letter, code)[0] for letter in letters]
    assert ranks == sorted(ranks)
    assert len(letters) == len(set(letters))
    assert (usual | apart if layout.accents_beside else usual) <= set(letters) <= usual | apart
    assert set(letters) <= typed_in(layout, KeyboardState(), columns=7)


@pytest.mark.parametrize(
    ("code", "kind", "text", "keys"),
    [
        ("pl", TextField, "Łódź", ["Capitals", "Ł", "Capitals", "ó", "d", "ź"]),
        ("ar", TextField, "شارع الطاحونة", [*"شارع", "space", *"الطاحونة"]),
        ("ar", TextArea, "شكرًا", [*"شكر", "إ آ ـً", "تنوين فتح", "ا"]),
        (
            "ar",
            TextField,
            "Mill شارع 12",
            ["a b c", "Capitals", "M", "Capitals", *"ill", "space", "ا ب ت", *"شارع", "space", *"12"],
        ),
    ],
)
def test_words_arrive_as_they_are_typed(
    shown: Shown, code: str, kind: type[TextField | TextArea], text: str, keys: list[str]
) -> None:
    language = load_language(code)
    look = Look.of(Display(), language.direction)
    field, keyboard = kind(look, "Name"), Keyboard(look, language, "text")
    shown(field, keyboard, width=1080)
    field.setFocus()
    press(keyboard, *(language.translate(key) for key in keys))
    assert field.text() == text
    assert field.hasFocus()


@pytest.mark.parametrize("kind", ["postcode", "email"])
def test_postcodes_and_addresses_for_e_mail_have_latin_letters_in_arabic_too(kind: KeyboardKind) -> None:
    keys = [key for row in rows_for(load_layout("ar"), kind, KeyboardState(), 12) for key in row]
    assert {key.types.lower() for key in keys if key.types.isalpha()} == set(ascii_lowercase)
    assert "script" not in [key.act for key in keys]


def test_signs_and_accents_are_never_both_asked_for(shown: Shown) -> None:
    look = Look.of(Display(text_size=4, width=1920, height=1080))
    keyboard = Keyboard(look, load_language("pl"), "text")
    shown(keyboard, width=1920)
    press(keyboard, "1 2 3 ?", "ą ę ł")
    assert "ą" in [key.text() for key in keyboard.keys]
    press(keyboard, "1 2 3 ?")
    assert "7" in [key.text() for key in keyboard.keys]


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
def test_the_name_of_every_key_has_the_words_on_it(shown: Shown, code: str) -> None:
    language = load_language(code)
    keyboard = Keyboard(Look.of(Display(), language.direction), language, "paragraph")
    shown(keyboard, width=1080)
    for state in STATES:
        keyboard._switch(state)
        for key in keyboard.keys:
            sign = len(key.spec.types) == 1 and not key.spec.types.isalnum()  # "." is said in words
            assert key.text() in key.accessibleName() or (key.spec.act == "type" and sign), key.text()


@pytest.mark.parametrize("code", ["ar", "pl", "ur"])
@pytest.mark.parametrize(
    ("size", "width", "height"), [(1, 1920, 1080), (4, 1920, 1080), (4, 1080, 1920), (4, 800, 1280)]
)
def test_other_layouts_fit_on_every_page_of_theirs(shown: Shown, code: str, size: int, width: int, height: int) -> None:
    display = Display(text_size=size, width=width, height=height)
    language = Language(code) if code in WITHOUT_CATALOGUES else load_language(code)
    keyboard = Keyboard(Look.of(display, language.direction), language, "paragraph")
    window = shown(keyboard, width=width)
    for switched in ({}, {"alphabetical": True}, {"accents": True}, {"latin": True, "capitals": True}, {"signs": True}):
        state = KeyboardState(**switched)
        keyboard._switch(state)
        window.resize(width, height)
        QApplication.processEvents()
        assert keyboard.heightForWidth(keyboard.width()) <= 0.46 * height, state
        for key in keyboard.keys:
            assert min(key.width(), key.height()) >= display.touch_target, key.text()
            assert key.rect().toRectF().contains(key.text_rects()[0]), key.text()
            assert keyboard.rect().contains(key.geometry())
        assert gaps(keyboard.keys) >= 2.54 * display.pixels_per_mm
