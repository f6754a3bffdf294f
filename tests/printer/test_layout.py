from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.receipt import Line, Receipt, Style
from printer.layout import look_of, rows, rows_of, tidy

CODE = "KK-4T7X-M2PC-W"


@pytest.mark.parametrize(
    ("style", "paper", "columns"),
    [
        ("normal", 48, 48),
        ("normal", 32, 32),
        ("bold", 48, 48),
        ("heading", 48, 48),
        ("code", 48, 24),
        ("code", 32, 16),
        ("small", 48, 48),
        ("small", 32, 32),
    ],
)
def test_a_style_has_its_columns_on_each_paper(style: Style, paper: int, columns: int) -> None:
    assert look_of(Line("x", style), paper).columns(paper) == columns


def test_words_stay_whole() -> None:
    found = rows_of(Line("We will collect it within 2 working days of the council getting it."), 32)
    assert [row.text for row in found] == [
        "We will collect it within",
        "2 working days of the council",
        "getting it.",
    ]


@pytest.mark.parametrize("before", range(0, 48, 3))
def test_a_tracking_code_is_never_broken(before: int) -> None:
    found = rows_of(Line("x" * before + f" {CODE} and more words after it"), 48)
    assert any(CODE in row.text for row in found)


def test_a_word_longer_than_the_paper_is_cut_and_loses_nothing() -> None:
    found = rows_of(Line("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"), 32)
    assert [len(row.text) for row in found] == [32, 26]


def test_a_space_that_must_not_break_keeps_its_words_together_and_prints_as_a_space() -> None:
    found = rows_of(Line("Text us on any day of the week at 07700\u00a0900123"), 40)
    assert found[-1].text == "07700 900123"


def test_a_phone_number_stays_on_one_row() -> None:
    found = rows_of(Line("If you do not hear or speak on the phone: 18001 01632 960100"), 48)
    assert [row.text for row in found] == ["If you do not hear or speak on the phone:", "18001 01632 960100"]


def test_a_phone_number_longer_than_the_paper_is_broken_at_its_spaces() -> None:
    found = rows_of(Line("18001 01632 960100"), 12)
    assert [row.text for row in found] == ["18001 01632", "960100"]


def test_a_code_too_long_for_double_width_keeps_double_height() -> None:
    short, long = look_of(Line(CODE, "code"), 32), look_of(Line(CODE + "-ABC", "code"), 32)
    assert (short.width, short.height) == (2, 2)
    assert (long.width, long.height) == (1, 2)


@pytest.mark.parametrize("style", ["qr", "rule", "space"])
def test_what_is_no_text_is_one_row(style: Style) -> None:
    found = rows_of(Line("https://example.org/" + "x" * 200 if style == "qr" else "", style), 32)
    assert len(found) == 1
    assert found[0].style == style


def test_an_empty_line_is_an_empty_row() -> None:
    assert [row.text for row in rows_of(Line(""), 48)] == [""]


def test_line_breaks_in_a_text_are_kept() -> None:
    assert [row.text for row in rows_of(Line("one\ntwo\r\nthree"), 48)] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        ("a\x1b@b", "a@b"),
        ("a\x1dV\x00b", "aVb"),
        ("\x10\x04\x01", ""),
        ("tab\there", "tab here"),
        ("w\u0302", "ŵ"),
        ("\ud800", ""),
        ("\x7f\x9b", ""),
    ],
)
def test_a_text_cannot_command_the_printer(given_text: str, printed: str) -> None:
    assert tidy(given_text) == printed


@given(st.text(max_size=300), st.sampled_from([32, 42, 48]), st.sampled_from(["normal", "heading", "small", "code"]))
def test_no_row_is_wider_than_its_columns(text: str, columns: int, style: Style) -> None:
    for row in rows(Receipt([Line(text, style)]), columns):
        assert len(row.text) <= row.look.columns(columns)


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x24F), max_size=200))
def test_wrapping_loses_no_character(text: str) -> None:
    printed = "".join(row.text for row in rows_of(Line(text), 32))
    assert printed.replace(" ", "") == tidy(" ".join(text.split())).replace(" ", "").replace("\u00a0", "")
