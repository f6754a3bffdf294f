"""What may be known at a place of a journey: rows that are alike in what is looked at are looked at once."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.conditions import Facts
from kiosk.journey_states import States


def asked(name: str, *values: str) -> States:
    """Return what may be known after one question."""
    return States().after([], lambda _: [{name: value} for value in values], [name], [name])


def test_nothing_is_known_at_the_start() -> None:
    assert len(States()) == 1
    assert list(States().seen(["a"])) == [{}]


def test_answers_multiply() -> None:
    both = asked("a", "x", "y").after([], lambda _: [{"b": "1"}, {"b": "2"}, {}], ["b"], ["a", "b"])
    assert len(both) == 6
    assert sorted(map(str, both.seen(["b"]))) == ["{'b': '1'}", "{'b': '2'}", "{}"]
    assert {"a": "y", "b": "2"} in both.seen(["a", "b"])
    assert {"a": "y"} in both.seen(["a", "b"])


def test_what_nobody_needs_any_more_is_forgotten() -> None:
    left = asked("a", "x", "y").after([], lambda _: [{"b": "1"}], ["b"], ["b"])
    assert list(left.seen(["a", "b"])) == [{"b": "1"}]


def test_a_page_is_looked_at_once_for_all_that_are_alike_there_and_cuts_off_its_own() -> None:
    looked: list[Facts] = []

    def ends_for_x(facts: Facts) -> Iterator[Facts]:
        looked.append(facts)
        if facts["a"] != "x":
            yield {}

    many = asked("a", "x", "y").after([], lambda _: [{"b": str(n)} for n in range(50)], ["b"], ["a", "b"])
    after = many.after(["a"], ends_for_x, [], ["a", "b"])
    assert sorted(map(str, looked)) == ["{'a': 'x'}", "{'a': 'y'}"]
    assert len(after) == 50
    assert list(after.seen(["a"])) == [{"a": "y"}]


def test_what_is_known_may_change() -> None:
    changed = asked("a", "x", "y").after(["a"], lambda facts: [{"a": "z"} if facts["a"] == "x" else {}], ["a"], ["a"])
    assert sorted(map(str, changed.seen(["a"]))) == ["{'a': 'y'}", "{'a': 'z'}"]
