from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.conditions import TESTS, Facts, holds, names_in, problem_in

FACTS: Facts = {
    "where": "listed",
    "where.assisted": "no",
    "bins": ("rubbish", "food"),
    "none": (),
    "people": 3,
    "day": date(2026, 11, 20),
}


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({}, True),
        ({"where": {"is": "listed"}}, True),
        ({"where": {"is": "typed"}}, False),
        ({"where": {"is_not": "typed"}}, True),
        ({"where.assisted": {"is": "no"}, "where": {"is": "listed"}}, True),
        ({"where.assisted": {"is": "no"}, "where": {"is": "typed"}}, False),
        ({"where": {"any_of": ["typed", "listed"]}}, True),
        ({"where": {"none_of": ["typed"]}}, True),
        ({"where": {"none_of": ["typed", "listed"]}}, False),
        ({"bins": {"is": "food"}}, True),
        ({"bins": {"is_not": "food"}}, False),
        ({"bins": {"any_of": ["garden", "food"]}}, True),
        ({"bins": {"none_of": ["garden"]}}, True),
        ({"none": {"is": "food"}}, False),
        ({"none": {"none_of": ["food"]}}, True),
        ({"people": {"at_least": 3}}, True),
        ({"people": {"at_least": 4}}, False),
        ({"people": {"at_least": 1, "at_most": 2}}, False),
        ({"people": {"at_most": 3}}, True),
        ({"where": {"at_least": 1}}, False),
        ({"day": {"before": "2026-11-21"}}, True),
        ({"day": {"before": "2026-11-20"}}, False),
        ({"day": {"after": date(2026, 11, 19)}}, True),
        ({"where": {"after": "2026-11-19"}}, False),
        ({"any": [{"where": {"is": "typed"}}, {"people": {"at_least": 2}}]}, True),
        ({"all": [{"where": {"is": "listed"}}, {"people": {"at_least": 9}}]}, False),
        ({"any": [{"all": [{"where": {"is": "listed"}}, {"bins": {"is": "food"}}]}]}, True),
    ],
)
def test_conditions_hold_or_not(when: dict[str, Any], expected: bool) -> None:
    assert problem_in(when) == ""
    assert holds(when, FACTS) is expected


@pytest.mark.parametrize("comparison", TESTS)
def test_what_is_not_known_makes_every_comparison_false(comparison: str) -> None:
    wanted: Any = {"any_of": ["x"], "none_of": ["x"], "at_least": 1, "at_most": 1}.get(comparison, "2026-11-20")
    assert not holds({"never-asked": {comparison: wanted}}, FACTS)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("yes", "a condition is a table"),
        ([], "a condition is a table"),
        ({"where": "listed"}, "'where' needs a comparison"),
        ({"where": {}}, "'where' needs a comparison"),
        ({"where": {"equals": "listed"}}, "'equals' is no comparison: use one of is, is_not"),
        ({"where": {"any_of": "listed"}}, "'any_of' takes a list"),
        ({"where": {"none_of": "listed"}}, "'none_of' takes a list"),
        ({"people": {"at_least": "3"}}, "'at_least' takes a whole number"),
        ({"people": {"at_most": True}}, "'at_most' takes a whole number"),
        ({"day": {"before": "Friday"}}, "'before' takes a day such as 2026-11-20"),
        ({"any": {"where": {"is": "listed"}}}, "'any' holds a list of conditions"),
        ({"all": []}, "'all' holds a list of conditions"),
        ({"all": [{"where": {"equals": "x"}}]}, "'equals' is no comparison"),
    ],
)
def test_a_condition_of_the_wrong_shape_says_what_would_be_right(when: Any, said: str) -> None:
    assert said in problem_in(when)


def test_every_fact_of_a_condition_is_named() -> None:
    when = {"a": {"is": "x", "is_not": "y"}, "any": [{"b": {"is": "z"}}, {"all": [{"c": {"at_least": 1}}]}]}
    assert [name for name, _, _ in names_in(when)] == ["a", "a", "b", "c"]


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["any", "all", "where", "bins", *TESTS]), inner, max_size=3)
    ),
)


@given(json_like)
def test_a_condition_without_a_problem_can_always_be_looked_at(when: Any) -> None:
    if not problem_in(when):
        assert holds(when, FACTS) in (True, False)
