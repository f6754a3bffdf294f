"""Other words for a page, by what was answered before it: the question stays the same, and so does its answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from kiosk.conditions import Facts, When, holds
from kiosk.easy_words import over
from kiosk.journey_pages import Page, Variant

_WORDS = ("ask", "short", "hint", "why", "text")


def worded(page: Page, facts: Facts) -> Page:
    """Return the page in the words for those facts: of the first variant that holds, else its own."""
    place = variant_for(page, facts)
    return page if place is None else _with_words(page, page.variant[place])


def variant_for(page: Page, facts: Facts) -> int | None:
    """Return the place (from 0) of the variant that gives the words; None where the page's own stand."""
    return next((place for place, variant in enumerate(page.variant) if holds(variant.when, facts)), None)


def wordings(page: Page) -> list[Page]:
    """Return the page in all the words that it may have: its own first, then in those of each variant."""
    return [page, *(_with_words(page, variant) for variant in page.variant)]


def conditions_of(page: Page) -> Iterator[When]:
    """Yield what decides whether a page is shown, and in which words."""
    yield page.when
    for variant in page.variant:
        yield variant.when


def _with_words(page: Page, variant: Variant) -> Page:
    easy = over(variant.easy, page.easy)
    given: dict[str, Any] = {key: value for key in _WORDS if (value := getattr(variant, key)) is not None}
    options = {name: variant.options.get(name, label) for name, label in page.options.items()}
    hints = {**page.option_hints, **variant.option_hints}
    return msgspec.structs.replace(page, **given, options=options, option_hints=hints, easy=easy)
