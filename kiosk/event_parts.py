"""The parts of a life event (R3): how their pages are called, and which of them a visit asks.

A page of a member journey stands in the event's own list with the journey's id in front: `new-bin--which`. So does all
that names it: conditions, placeholders, and the pages that a page looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from kiosk.conditions import Fact, Facts, holds
from kiosk.journey_pages import Page
from kiosk.journey_tables import Member
from kiosk.placeholders import placeholders, renamed

MARK = "--"
"""Between a member journey's id and what is its own; no id has two hyphens in a row."""

ASKED, LEFT_OUT, ENDED = "asked", "left-out", "ended"
"""What can become of a part: its questions are asked, nobody wanted it, or it turned out that nothing is to be sent."""


class _Event(Protocol):
    @property
    def member(self) -> list[Member]: ...


def part_of(name: str) -> str:
    """Return the member journey whose page (or fact, or placeholder) has this name; empty for the event's own."""
    return name.partition(MARK)[0] if MARK in name else ""


def called(part: str, name: str) -> str:
    """Return what a page, fact or placeholder of a member journey is called in the event."""
    return f"{part}{MARK}{name}"


def state_of(part: str) -> str:
    """Return the fact that says what became of a part."""
    return f"{MARK}{part}"


def nothing_id(event: str) -> str:
    """Return the id of the ending for whom no part is left."""
    return called(event, "nothing")


def begun(journey: _Event, facts: Facts) -> dict[str, Fact]:
    """Return what becomes of each part once the event's own questions are answered."""
    return {state_of(each.journey): ASKED if holds(each.when, facts) else LEFT_OUT for each in journey.member}


def ended(page: Page) -> dict[str, Fact]:
    """Return what a page that is read changes: a part may end with it."""
    part = part_of(page.id)
    return {state_of(part): ENDED} if part and page.kind == "notice" and page.outcome else {}


def first_of_parts(pages: Iterable[Page]) -> str:
    """Return the id of the first page that is not the event's own; empty where the journey is no life event."""
    return next((page.id for page in pages if part_of(page.id)), "")


def names_given(journey: _Event, names: Iterable[str]) -> dict[str, str]:
    """Return what a member's texts call the words of pages that are asked in place of its own: {theirs: ours}."""
    ours = list(names)
    found = {}
    for each in journey.member:
        for theirs, own in each.given.items():
            for name in ours:
                if name == own or name.startswith(f"{own}."):
                    found[called(each.journey, theirs + name.removeprefix(own))] = name
    return found


def in_part(text: str, part: str) -> str:
    """Return a text of a member journey with the names that its placeholders have in the event."""
    return renamed(text, lambda name: called(part, name))


def as_written(text: str) -> tuple[str, str]:
    """Return a text as it stands in the journey's own file, and the part it is of: translations know it so."""
    part = next((part for name in placeholders(text) if (part := part_of(name))), "")
    return (renamed(text, lambda name: name.removeprefix(called(part, ""))), part) if part else (text, "")


def known_states(journey: _Event) -> Mapping[str, frozenset[str]]:
    """Return the facts about parts, with the values they can take."""
    return {state_of(each.journey): frozenset({ASKED, LEFT_OUT, ENDED}) for each in journey.member}
