"""What a journey compares an answer with: so that examples stand on both sides of every limit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kiosk.answers.kind import fact_name
from kiosk.conditions import names_in
from kiosk.journey import Journey
from kiosk.journey_pages import Page

_CONDITIONS = frozenset({"when", "urgent"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def numbers_compared(page: Page, journey: Journey, suffix: str = "") -> list[int]:
    """Return the whole numbers that conditions anywhere in a journey compare a fact with, and those beside them."""
    found = [item for wanted in _wanted(page, journey, suffix) for item in _whole(wanted)]
    return list(dict.fromkeys(near for number in found for near in (number, number - 1, number + 1)))


def days_compared(page: Page, journey: Journey, suffix: str = "") -> list[str]:
    """Return the days, in ISO form, that conditions anywhere in a journey compare a fact with."""
    return list(dict.fromkeys(day for wanted in _wanted(page, journey, suffix) for day in _days(wanted)))


def is_compared(page: Page, journey: Journey, suffix: str) -> bool:
    """Say whether conditions anywhere in a journey look at a fact."""
    return any(True for _ in _wanted(page, journey, suffix))


def _wanted(page: Page, journey: Journey, suffix: str) -> Iterator[Any]:
    name = fact_name(page, suffix)
    for when in _conditions(journey):
        yield from (wanted for fact, _, wanted in names_in(when) if fact == name)


def _conditions(item: object) -> Iterator[Mapping[str, Any]]:
    """Yield every condition in a table of a journey file and in the tables below it."""
    if isinstance(item, list):
        for each in item:
            yield from _conditions(each)
    elif isinstance(item, msgspec.Struct):
        for name in item.__struct_fields__:
            value = getattr(item, name)
            if name in _CONDITIONS and isinstance(value, Mapping):
                yield value
            elif name == "count":
                yield from value.values()
            else:
                yield from _conditions(value)


def _whole(wanted: object) -> list[int]:
    items = wanted if isinstance(wanted, list) else [wanted]
    return [item for item in items if isinstance(item, int) and not isinstance(item, bool)]


def _days(wanted: object) -> list[str]:
    """Return the days among the values of a comparison: a day may also be compared with "not-sure"."""
    items = wanted if isinstance(wanted, list) else [wanted]
    return [str(item) for item in items if _DAY.fullmatch(str(item))]
