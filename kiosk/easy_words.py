"""Easy read: the same journey in easy words, one idea a line, with pictures. Answers, and what is sent, stay the same.

Whoever chose it has a language with `easy`. Where the journey has no easy words, its ordinary ones stand.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from kiosk.journey import Journey, NextStep
from kiosk.journey_pages import Easy, Page
from kiosk.language import Language

OWN_LABELS: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("yes", "no", "not-sure"),
    "consent": ("yes", "no"),
}
"""Kinds of answer whose options stand without being written in the journey."""


def is_easy(journey: Journey, language: Language) -> bool:
    """Say whether a journey is shown in easy words to whoever reads this language so."""
    return language.easy and journey.easy_read


def said(page: Page, journey: Journey, language: Language) -> Page:
    """Return a page in the words that it is read in: its easy ones where they were chosen, else its own."""
    return in_easy_words(page) if is_easy(journey, language) else page


def in_easy_words(page: Page) -> Page:
    """Return a page in its easy words, and what is asked inside it; one that has none as it is."""
    words = page.easy
    if words is None:
        return page
    known = {*page.options, *OWN_LABELS.get(page.kind, ())}
    return msgspec.structs.replace(
        page,
        ask=words.ask or page.ask,
        short=words.short or page.short,
        hint="",
        why="",
        text=words.text or [],
        options={**page.options, **{name: label for name, label in words.options.items() if name in known}},
        option_hints={},
        page=[in_easy_words(inner) for inner in page.page],
    )


def over(first: Easy | None, second: Easy | None) -> Easy | None:
    """Return the easy words of a variant (`first`) with those of its page for what it leaves out."""
    if first is None or second is None:
        return first or second
    return Easy(
        ask=first.ask or second.ask,
        short=first.short or second.short,
        text=second.text if first.text is None else first.text,
        options={**second.options, **first.options},
        picture=first.picture or second.picture,
        pictures={**second.pictures, **first.pictures},
    )


def next_in_easy_words(step: NextStep) -> NextStep:
    """Return what happens next in easy words, where it has some."""
    words = step.easy
    if words is None:
        return step
    return msgspec.structs.replace(step, dated=words.dated, undated=words.undated, after=words.after)


def start_in_easy_words(journey: Journey) -> Journey:
    """Return a journey with its easy words for what is said before the first question, where it has some."""
    words = journey.easy
    return journey if words is None else msgspec.structs.replace(journey, need=words.need, privacy=words.privacy)
