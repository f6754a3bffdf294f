"""Values that stand for all others: on both sides of every border that a condition draws."""

from datetime import date

import pytest

from kiosk.conditions import Fact
from kiosk.fact_values import representatives
from kiosk.journey_pages import Page

PAGE = Page(id="born", kind="text", ask="When?")
UP_TO_NINE = Page(id="born", kind="number", ask="How many?", at_least=1, at_most=9)
MAY_BE_EMPTY = Page(id="born", kind="text", ask="When?", optional=True)


@pytest.mark.parametrize(
    ("page", "tests", "found"),
    [
        (PAGE, [("at_least", 18)], [17, 18, 19]),
        (PAGE, [("at_least", 18), ("at_most", 18)], [17, 18, 19]),
        (MAY_BE_EMPTY, [("at_most", 65)], [64, 65, 66, "(another)"]),
        (PAGE, [("before", "2026-04-01")], [date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 2)]),
        (UP_TO_NINE, [("at_least", 20)], [9]),
        (UP_TO_NINE, [("at_least", 9)], [8, 9]),
        (UP_TO_NINE, [("at_most", 0)], [1]),
        (PAGE, [("is", "given")], ["given", "(another)"]),
        (PAGE, [("any_of", ["b", "a"])], ["a", "b", "(another)"]),
    ],
)
def test_where_the_values_cannot_be_listed(page: Page, tests: list[tuple[str, object]], found: list[Fact]) -> None:
    assert representatives(page, "born", None, tests) == found


def test_where_they_can_one_that_no_condition_names_stands_for_the_rest() -> None:
    values = frozenset({"a", "b", "c", "d"})
    assert representatives(PAGE, "born", values, [("is", "b")]) == ["b", "a"]
