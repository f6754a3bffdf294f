"""Which values a fact can take, so that the checker knows a condition that can never hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kiosk.answers import KINDS
from kiosk.answers.kind import Values
from kiosk.answers.numerals import least_of, most_of
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.journey_pages import Page


def fact_values(page: Page, council: Council) -> dict[str, Values]:
    """Return every fact that a page's answer gives, with the values it can take."""
    kind = KINDS.get(page.kind)
    return kind.fact_values(page, council) if kind else {}


def is_many(page: Page, name: str) -> bool:
    """Say whether a fact of a page holds several values at once."""
    kind = KINDS.get(page.kind)
    return kind is not None and name in kind.many_facts(page)


def representatives(page: Page, name: str, values: Values, tests: list[tuple[str, object]]) -> list[Fact]:
    """Return values of a fact that stand for all others: those that conditions name, and one that none names.

    Around a day or a number that a condition compares with stand the one before and the one after, within the limits
    of the page: a condition beyond them never holds.
    """
    around = list(dict.fromkeys(_within(page, name, value) for value in _around(tests)))
    named = [item for comparison, wanted in tests if comparison not in _ORDERED for item in _listed(wanted)]
    named = [item for item in named if not _is_number(item)]
    texts = sorted({str(item) for item in named if values is None or str(item) in values})
    if values is not None:
        others = [value for value in sorted(values) if value not in texts][:1]
    else:
        others = ["(another)"] if not around or page.not_sure or page.optional else []
    if is_many(page, name):
        return _subsets(texts, others, may_be_empty=page.optional or name != page.id)
    return [*around, *texts, *others]


_ORDERED = ("before", "after", "at_least", "at_most")


def _within(page: Page, name: str, value: Fact) -> Fact:
    """Return the nearest value that the page takes, where it has limits for numbers."""
    if page.kind not in ("number", "money") or name != page.id or not isinstance(value, int):
        return value
    return max(least_of(page), min(most_of(page), value))


def _around(tests: list[tuple[str, object]]) -> Iterator[Fact]:
    for comparison, wanted in tests:
        if comparison in ("before", "after"):
            day = date.fromisoformat(str(wanted))
            yield from (day - timedelta(days=1), day, day + timedelta(days=1))
        else:
            for number in _listed(wanted):
                if isinstance(number, int) and _is_number(number):
                    yield from (number - 1, number, number + 1)


def _is_number(wanted: object) -> bool:
    return isinstance(wanted, int) and not isinstance(wanted, bool)


def _listed(wanted: object) -> list[object]:
    return wanted if isinstance(wanted, list) else [wanted]


def _subsets(texts: list[str], others: list[str], *, may_be_empty: bool) -> list[Fact]:
    found: list[tuple[str, ...]] = [()]
    for item in [*texts, *others]:
        found += [(*chosen, item) for chosen in found]
    return [chosen for chosen in found if chosen or may_be_empty]
