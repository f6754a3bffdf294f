"""Says a condition of a journey in words, for whoever writes journeys: “What is wrong” is “It is loose”."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kiosk.conditions import When
from kiosk.event_parts import MARK
from kiosk.journey import Journey
from kiosk.journey_pages import Page

_COMPARED: Mapping[str, str] = {
    "is": "is",
    "is_not": "is not",
    "any_of": "is",
    "none_of": "is not",
    "at_least": "is at least",
    "at_most": "is at most",
    "before": "is before",
    "after": "is after",
}
_BETWEEN = {"any_of": " or ", "none_of": " nor "}


Say = Callable[[str], str]
"""Puts a text of the journey into a language."""


def condition_words(when: When, journey: Journey, say: Say = str) -> str:
    """Return a condition in words, with the labels of pages and options in place of their ids; empty for none."""
    pages = {page.id: page for page in journey.page}
    return _all_of(when, pages, say)


def _all_of(when: When, pages: Mapping[str, Page], say: Say) -> str:
    parts = []
    for name, test in when.items():
        if name == "all":
            parts.append(" and ".join(_bracketed(part, pages, say) for part in test))
        elif name == "any":
            either = " or ".join(_bracketed(part, pages, say) for part in test)
            parts.append(f"({either})" if len(when) > 1 and len(test) > 1 else either)
        else:
            parts += [_compared(name, comparison, wanted, pages, say) for comparison, wanted in test.items()]
    return " and ".join(parts)


def _bracketed(when: When, pages: Mapping[str, Page], say: Say) -> str:
    words = _all_of(when, pages, say)
    several = len(when) > 1 or any(name == "any" and len(test) > 1 for name, test in when.items())
    return f"({words})" if several else words


def _compared(name: str, comparison: str, wanted: Any, pages: Mapping[str, Page], say: Say) -> str:
    page_id, _, suffix = name.partition(".")
    page = pages.get(page_id)
    fact = f"“{say(page.short or page.ask)}”" if page else name.removeprefix(MARK)
    if suffix:
        fact = f"{fact} ({suffix.replace('-', ' ').replace('.', ' ')})"
    options = page.options if page and not suffix else {}
    items = wanted if isinstance(wanted, list) else [wanted]
    answers = _BETWEEN.get(comparison, " or ").join(_answer(item, options, say) for item in items)
    return f"{fact} {_COMPARED.get(comparison, comparison.replace('_', ' '))} {answers}"


def _answer(item: Any, options: Mapping[str, str], say: Say) -> str:
    if isinstance(item, Mapping):
        return ", ".join(f"{key} {value}" for key, value in item.items())
    return f"“{say(options[item])}”" if item in options else str(item).replace("-", " ").replace("_", " ")
