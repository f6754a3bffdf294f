"""Conditions of a journey file, compared with facts from earlier answers. No expressions and no code.

In TOML: `when = { where-is-it = { is = "road" } }`; several facts in one table must all hold; `all` and `any` hold
lists of such tables. A fact is an answer (`page`) or something known from it (`page.fact`, e.g. `"where.assisted"`).
A fact that is not known makes every comparison false, `is_not` and `none_of` included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

Fact = str | bool | int | date | tuple[str, ...]
Facts = Mapping[str, Fact]
When = Mapping[str, Any]

WHEN_REMEDY = 'Write for example `{ wrong = { any_of = ["loose", "gone"] } }`.'


def _is(fact: Fact, wanted: Any) -> bool:
    return wanted in fact if isinstance(fact, tuple) else fact == wanted


def _before(fact: Fact, wanted: Any) -> bool:
    return isinstance(fact, date) and fact < date.fromisoformat(str(wanted))


def _after(fact: Fact, wanted: Any) -> bool:
    return isinstance(fact, date) and fact > date.fromisoformat(str(wanted))


def _at_least(fact: Fact, wanted: Any) -> bool:
    return isinstance(fact, int) and fact >= int(wanted)


def _at_most(fact: Fact, wanted: Any) -> bool:
    return isinstance(fact, int) and fact <= int(wanted)


TESTS: Mapping[str, Callable[[Fact, Any], bool]] = {
    "is": _is,
    "is_not": lambda fact, wanted: not _is(fact, wanted),
    "any_of": lambda fact, wanted: any(_is(fact, item) for item in wanted),
    "none_of": lambda fact, wanted: not any(_is(fact, item) for item in wanted),
    "at_least": _at_least,
    "at_most": _at_most,
    "before": _before,
    "after": _after,
}


def holds(when: When, facts: Facts) -> bool:
    """Say whether a condition holds for the facts known so far; an empty one always does."""
    return all(_part_holds(name, test, facts) for name, test in when.items())


def _part_holds(name: str, test: Any, facts: Facts) -> bool:
    if name == "all":
        return all(holds(part, facts) for part in test)
    if name == "any":
        return any(holds(part, facts) for part in test)
    if name not in facts:
        return False
    return all(TESTS[comparison](facts[name], wanted) for comparison, wanted in test.items())


def names_in(when: When) -> Iterator[tuple[str, str, Any]]:
    """Yield every (fact, comparison, wanted value) of a condition."""
    for name, test in when.items():
        if name in ("all", "any"):
            for part in test:
                yield from names_in(part)
        else:
            for comparison, wanted in test.items():
                yield name, comparison, wanted


def alternatives_in(when: When) -> Iterator[When]:
    """Yield every alternative of a condition: what stands in a list `any`, at any depth, in order."""
    for name, test in when.items():
        if name not in ("all", "any"):
            continue
        for part in test:
            if name == "any":
                yield part
            yield from alternatives_in(part)


def problem_in(when: Any) -> str:
    """Return what is wrong with the shape of a condition, or an empty text."""
    if not isinstance(when, Mapping):
        return "a condition is a table"
    for name, test in when.items():
        if name in ("all", "any"):
            if not isinstance(test, list) or not test:
                return f"{name!r} holds a list of conditions"
            for part in test:
                if inner := problem_in(part):
                    return inner
        elif not isinstance(test, Mapping) or not test:
            return f"{name!r} needs a comparison: one of {', '.join(TESTS)}"
        else:
            for comparison, wanted in test.items():
                if inner := _problem_in_test(comparison, wanted):
                    return inner
    return ""


def _problem_in_test(comparison: str, wanted: Any) -> str:
    if comparison not in TESTS:
        return f"{comparison!r} is no comparison: use one of {', '.join(TESTS)}"
    if comparison in ("any_of", "none_of") and not _is_list_of_answers(wanted):
        return f"{comparison!r} takes a list of answers, each of them a text, a number or a day"
    if comparison in ("is", "is_not") and isinstance(wanted, list | Mapping):
        return f"{comparison!r} takes one answer; for several there are any_of and none_of"
    if comparison in ("at_least", "at_most") and (not isinstance(wanted, int) or isinstance(wanted, bool)):
        return f"{comparison!r} takes a whole number"
    if comparison in ("before", "after"):
        try:
            date.fromisoformat(str(wanted))
        except ValueError:
            return f"{comparison!r} takes a day such as 2026-11-20"
    return ""


def _is_list_of_answers(wanted: Any) -> bool:
    return isinstance(wanted, list) and bool(wanted) and not any(isinstance(item, list | Mapping) for item in wanted)
