"""What stays on one line."""

import pytest

from kiosk.held_together import held_together, held_where_it_fits


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Text 07700 900123 now", "Text 07700_900123 now"),
        ("18001 01632 960100", "18001_01632_960100"),
        ("at FH1 4QT today", "at FH1_4QT today"),
        ("at M1 1AA", "at M1_1AA"),
        ("within 2 working days", "within 2_working days"),
        ("in 28 days", "in 28_days"),
        ("2 Mill Lane", "2 Mill Lane"),
        ("the year 2026 ends", "the year 2026 ends"),
        ("", ""),
    ],
)
def test_numbers_and_postcodes_are_held(text: str, held: str) -> None:
    assert held_together(text).replace("\N{NO-BREAK SPACE}", "_") == held


def test_nothing_is_held_that_would_be_too_long_for_a_line() -> None:
    assert held_where_it_fits("18001 01632 960100", lambda word: len(word) < 12) == "18001 01632 960100"
