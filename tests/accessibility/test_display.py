"""Sizes in millimetres, on screens of any density."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.display import CAPITAL_HEIGHT_EM, Display, TextRole

ROLES: tuple[TextRole, ...] = ("heading", "title", "tile", "body", "bold", "note", "bar", "small", "code")
DISPLAYS = st.builds(
    Display,
    text_size=st.sampled_from((1, 2, 3, 4)),
    pixels_per_mm=st.floats(1.5, 12),
    width=st.integers(600, 4000),
    height=st.integers(600, 4000),
)


def capital_mm(display: Display, role: TextRole) -> float:
    return display.font_pixels(role) * CAPITAL_HEIGHT_EM / display.pixels_per_mm


@pytest.mark.parametrize(("size", "least"), [(1, 4.8), (2, 5.6), (3, 7.3), (4, 9.0)])
def test_the_smallest_text_of_each_size_has_capitals_of_its_millimetres(size: int, least: float) -> None:
    for density in (2.0, 3.21, 3.78, 5.9):
        display = Display(text_size=size, pixels_per_mm=density)
        assert min(capital_mm(display, role) for role in ROLES) >= least


@given(DISPLAYS)
def test_no_text_is_smaller_than_4_8_mm_and_nothing_to_touch_than_12_7_mm(display: Display) -> None:
    assert min(capital_mm(display, role) for role in ROLES) >= 4.8
    assert display.touch_target / display.pixels_per_mm >= 12.7
    assert display.gap / display.pixels_per_mm >= 2.54
    assert display.small_gap / display.pixels_per_mm >= 2.54


@given(DISPLAYS)
def test_headings_stay_larger_than_body_and_body_larger_than_small(display: Display) -> None:
    assert display.font_pixels("heading") > display.font_pixels("body") >= display.font_pixels("small")


def test_body_grows_and_headings_grow_less() -> None:
    small, large = Display(text_size=1), Display(text_size=4)
    body = large.font_pixels("body") / small.font_pixels("body")
    heading = large.font_pixels("heading") / small.font_pixels("heading")
    assert body == pytest.approx(1.9, abs=0.02)
    assert heading < body


def test_a_length_keeps_its_millimetres_on_a_denser_screen() -> None:
    assert Display(pixels_per_mm=6.42).px(48) == 96
    assert Display(pixels_per_mm=1.0).px(1) == 1


@pytest.mark.parametrize(
    ("display", "columns", "folded", "landscape"),
    [
        (Display(), 2, False, False),
        (Display(text_size=4), 1, True, False),
        (Display(text_size=4, width=1920, height=1080), 2, True, True),
        (Display(width=1920, height=1080), 2, False, True),
        (Display(width=800, height=1280), 1, True, False),
        (Display(width=800, height=1280, pixels_per_mm=5.9), 1, True, False),
    ],
)
def test_tiles_and_tools_stand_as_the_window_allows(
    display: Display, columns: int, folded: bool, landscape: bool
) -> None:
    assert (display.columns, display.folds_tools, display.landscape) == (columns, folded, landscape)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text_size": 5}, "1, 2, 3 or 4"),
        ({"text_size": 0}, "1, 2, 3 or 4"),
        ({"contrast": "loud"}, '"normal" or "high"'),
        ({"pixels_per_mm": 0.0}, "between 1 and 40"),
        ({"width": 0}, "above 0"),
    ],
)
def test_a_display_that_cannot_be_is_refused_with_what_would_be_right(wrong: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Display(**wrong)  # type: ignore[arg-type]
