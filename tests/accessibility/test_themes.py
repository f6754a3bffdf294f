"""Every pair of colours that is drawn, by its contrast."""

from __future__ import annotations

import dataclasses

import pytest

from accessibility.themes import HIGH, NORMAL, Theme, contrast_ratio, theme_for

TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("ink", "tile"),
    ("hint", "paper"),
    ("hint", "surface"),
    ("action", "surface"),
    ("on_action", "action"),
    ("on_action", "action_pressed"),
    ("on_done", "done"),
    ("on_stored", "stored"),
    ("on_staff", "staff"),
]
COLOURED = [("problem", "surface"), ("problem", "paper"), ("action", "tile"), ("action", "paper")]
MARKS = [("line", "paper"), ("line", "surface"), ("line", "tile"), ("focus_line", "paper"), ("focus_line", "surface")]


def ratio(theme: Theme, one: str, other: str) -> float:
    return contrast_ratio(getattr(theme, one), getattr(theme, other))


@pytest.mark.parametrize("theme", [NORMAL, HIGH], ids=["normal", "high"])
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_text_is_at_least_ten_to_one(theme: Theme, words: str, ground: str) -> None:
    assert ratio(theme, words, ground) >= 10


@pytest.mark.parametrize("theme", [NORMAL, HIGH], ids=["normal", "high"])
@pytest.mark.parametrize(("words", "ground"), COLOURED)
def test_coloured_words_are_at_least_nine_to_one(theme: Theme, words: str, ground: str) -> None:
    assert ratio(theme, words, ground) >= 9


@pytest.mark.parametrize("theme", [NORMAL, HIGH], ids=["normal", "high"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_lines_and_the_focus_mark_are_at_least_four_and_a_half_to_one(theme: Theme, mark: str, ground: str) -> None:
    assert ratio(theme, mark, ground) >= 4.5


def test_body_text_in_high_contrast_is_twenty_one_to_one() -> None:
    assert ratio(HIGH, "ink", "paper") == pytest.approx(21)


def test_a_council_accent_goes_over_a_theme_and_is_measured_alike() -> None:
    pale = dataclasses.replace(theme_for("normal"), action="#7FB2C0")
    assert ratio(pale, "on_action", "action") < 4.5


@pytest.mark.parametrize("wrong", ["red", "#FFF", "123456", "#GGGGGG"])
def test_a_colour_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - int() words one of them itself
        contrast_ratio(wrong, "#000000")
