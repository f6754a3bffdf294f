"""Which values a fact can take, so that the checker knows a condition that can never hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from kiosk.answers import KINDS
from kiosk.answers.kind import NOT_SURE
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.journey import Page

YES_NO = frozenset({"yes", "no"})
Values = frozenset[str] | None
"""The values of a fact; None where they cannot be listed (a street, a day)."""

_PLACE: Mapping[str, Values] = {"known-problem": YES_NO, "ward": None, "usrn": None}
_OF_KIND: Mapping[str, Mapping[str, Values]] = {
    "address": {"": frozenset({"listed", "typed"}), "assisted": YES_NO, **_PLACE},
    "street": {"": frozenset({"listed", "typed"}), **_PLACE},
    "collection_day": {"": None, "state": frozenset({"ok", "not-yet", "too-late"})},
}


def fact_values(page: Page, council: Council) -> dict[str, Values]:
    """Return every fact that a page's answer gives, with the values it can take."""
    kind = KINDS.get(page.kind)
    if kind is None:
        return {}
    return {name: _values(page, name.removeprefix(page.id).lstrip("."), council) for name in kind.fact_names(page)}


def is_many(page: Page, name: str) -> bool:
    """Say whether a fact of a page holds several values at once."""
    return (page.kind == "choices" and name == page.id) or name == f"{page.id}.bins"


def representatives(page: Page, name: str, values: Values, tests: list[tuple[str, object]]) -> list[Fact]:
    """Return values of a fact that stand for all others: those that conditions name, and one that none names."""
    named = [item for _, wanted in tests for item in (wanted if isinstance(wanted, list) else [wanted])]
    texts = sorted({str(item) for item in named if values is None or str(item) in values})
    others = [value for value in sorted(values) if value not in texts][:1] if values is not None else ["(another)"]
    if is_many(page, name):
        return _subsets(texts, others, may_be_empty=page.optional or name != page.id)
    days: list[Fact] = []
    for comparison, wanted in tests:
        if comparison in ("before", "after"):
            day = date.fromisoformat(str(wanted))
            days += [day - timedelta(days=1), day, day + timedelta(days=1)]
    return [*days, *texts, *others]


def _values(page: Page, suffix: str, council: Council) -> Values:
    own = _OF_KIND.get(page.kind, {})
    if suffix == "responsible":
        return frozenset({"council", *(body.id for body in council.bodies)})
    if suffix == "bins":
        return frozenset(council.words.get("bins", {}))
    if suffix in own:
        return own[suffix]
    if page.kind in ("choice", "choices", "yes_no"):
        return frozenset(_option_ids(page, council))
    return frozenset({"given"})


def _option_ids(page: Page, council: Council) -> list[str]:
    brought = council.words.get(page.options_from.words, {}) if page.options_from else {}
    ids = [*brought, *page.options] if page.kind != "yes_no" else ["yes", "no"]
    return [*ids, *([NOT_SURE] if page.not_sure else []), *([""] if page.optional else [])]


def _subsets(texts: list[str], others: list[str], *, may_be_empty: bool) -> list[Fact]:
    found: list[tuple[str, ...]] = [()]
    for item in [*texts, *others]:
        found += [(*chosen, item) for chosen in found]
    return [chosen for chosen in found if chosen or may_be_empty]
