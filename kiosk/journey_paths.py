"""Walks every path of a journey at once, with values that stand for all others, and says what can be reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from kiosk.answers import KINDS
from kiosk.conditions import TESTS, Fact, Facts, When, alternatives_in, holds, names_in
from kiosk.council_pack import Council
from kiosk.event_parts import begun, ended, first_of_parts, names_given, state_of
from kiosk.fact_values import fact_values, representatives
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.journey_states import States
from kiosk.placeholders import placeholders
from kiosk.variants import conditions_of, variant_for, wordings

MOST_STATES = 20_000
_ANSWERED = "?"  # marks that a page was answered, for the placeholders that need it; no page id begins so


class TooManyBranchesError(Exception):
    """The paths of a journey cannot be walked within reason."""


@dataclass
class Reach:
    """What some path reaches."""

    pages: set[str] = field(default_factory=set)
    variants: set[tuple[str, int]] = field(default_factory=set)  # (page id, place of the variant)
    steps: set[int] = field(default_factory=set)  # the `next` words used
    conditions: set[str] = field(default_factory=set)  # "urgent", "offers 0", "responsible 1"
    alternatives: set[tuple[str, int]] = field(default_factory=set)  # (place of a condition, which of its `any`)
    sends: bool = False
    sends_nothing: bool = False  # a path without any answer reaches the end
    stepless: bool = False  # a path for which no `next` holds
    unfilled: set[tuple[str, str]] = field(default_factory=set)  # (page id or "next 0", placeholder)


def walk(journey: Journey, council: Council) -> Reach:
    """Return what can be reached. Raises TooManyBranchesError."""
    owners = _owners(journey)
    turns = _turns(journey, council)
    reach = Reach()
    states = States()
    parts_from = first_of_parts(journey.page)
    for index, page in enumerate(journey.page):
        if page.id == parts_from:
            states = _begun(journey, states, _needed(journey, index, owners))
        stop = _Stop(page, turns[page.id], owners, reach)
        states = states.after(stop.looks_at, stop.through, stop.gives, _needed(journey, index + 1, owners))
        if len(states) > MOST_STATES:
            raise TooManyBranchesError(page.id)
    reach.sends = len(states) > 0
    reach.sends_nothing = reach.sends and not _asks_something(journey)
    _finish(journey, states, owners, reach)
    return reach


def tail_conditions(journey: Journey) -> Iterator[tuple[str, When]]:
    """Yield every condition that is looked at once all is answered, by what it decides."""
    if journey.urgent:
        yield "urgent", journey.urgent
    for index, item in enumerate(journey.responsible):
        yield f"responsible {index}", item.when
    for index, offer in enumerate(journey.offers):
        yield f"offers {index}", offer.when
    for index, route in enumerate(journey.route):
        yield f"route {index}", route.when
    for index, nudge in enumerate(journey.nudge):
        if nudge.when:
            yield f"nudge {index}", nudge.when
    for index, paper in enumerate(journey.evidence):
        if paper.when:
            yield f"evidence {index}", paper.when
    for index, member in enumerate(journey.member):
        if member.when:
            yield f"member {index}", member.when


def conditions_at(page: Page) -> Iterator[tuple[str, When]]:
    """Yield a page's conditions with their places: "page ID", and "variant N ID" for its variants."""
    yield f"page {page.id}", page.when
    for number, variant in enumerate(page.variant):
        yield f"variant {number} {page.id}", variant.when


def conditions_at_the_end(journey: Journey) -> Iterator[tuple[str, When]]:
    """Yield what is looked at once all is answered, with its place: "next 0", "urgent", "offers 1" …"""
    for index, step in enumerate(journey.next):
        yield f"next {index}", step.when
    yield from tail_conditions(journey)


def texts_of(page: Page) -> list[str]:
    """Return the texts of a page whose placeholders are filled."""
    return [page.ask, page.hint, page.why, *page.text]


class _Stop:
    """A page, and what is looked at there."""

    def __init__(
        self, page: Page, turns: Mapping[str, Sequence[Fact]], owners: Mapping[str, str], reach: Reach
    ) -> None:
        self._page, self._turns, self._reach = page, turns, reach
        self._gaps = [_gaps(texts_of(wording), owners) for wording in wordings(page)]  # its own, then each variant's
        self._mark = _ANSWERED + page.id
        self._ends = ended(page)
        self.gives = [self._mark, *turns, *self._ends]
        self.looks_at = {name for when in conditions_of(page) for name, _, _ in names_in(when)}
        self.looks_at |= {mark for gaps in self._gaps for _, mark in gaps}

    def through(self, facts: Facts) -> Iterator[Facts]:
        """Yield what becomes known on a page, which may be passed over, read, answered in every way, or be the end."""
        page, reach = self._page, self._reach
        for at, when in conditions_at(page):
            _note_alternatives(at, when, facts, reach)
        if not holds(page.when, facts):
            yield {}
            return
        reach.pages.add(page.id)
        place = variant_for(page, facts)
        if place is not None:
            reach.variants.add((page.id, place))
        gaps = self._gaps[0 if place is None else place + 1]
        reach.unfilled.update((page.id, name) for name, mark in gaps if mark not in facts)
        if page.kind == "ending":
            return
        if not page.is_question:
            yield self._ends
            return
        for values in product(*self._turns.values()):
            yield {self._mark: True, **dict(zip(self._turns, values, strict=True))}


def _begun(journey: Journey, states: States, needed: Collection[str]) -> States:
    """Return the states in which the parts of a life event begin."""
    looked_at = {name for each in journey.member for name, _, _ in names_in(each.when)}
    gives = [state_of(each.journey) for each in journey.member]
    return states.after(looked_at, lambda facts: [begun(journey, facts)], gives, needed)


def _asks_something(journey: Journey) -> bool:
    """Say whether the path on which nothing was answered yet comes to a question, or to an ending."""
    facts: dict[str, Fact] = {}
    parts_from = first_of_parts(journey.page)
    for page in journey.page:
        facts |= begun(journey, facts) if page.id == parts_from else {}
        if holds(page.when, facts):
            if page.is_question or page.kind == "ending":
                return True
            facts |= ended(page)
    return False


def _gaps(texts: Sequence[str], owners: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the placeholders in texts that some page fills, each with the mark that it was answered."""
    return [(name, _ANSWERED + owners[name]) for text in texts for name in placeholders(text) if name in owners]


def _finish(journey: Journey, states: States, owners: Mapping[str, str], reach: Reach) -> None:
    for place, when in conditions_at_the_end(journey):
        for facts in states.seen({name for name, _, _ in names_in(when)}):
            _note_alternatives(place, when, facts, reach)
            if holds(when, facts) and not place.startswith("next "):
                reach.conditions.add(place)
    gaps = [_gaps([words.dated, words.undated, words.after], owners) for words in journey.next]
    looked_at = {name for step in journey.next for name, _, _ in names_in(step.when)}
    for facts in states.seen(looked_at | {mark for each in gaps for _, mark in each}):
        step = next((index for index, item in enumerate(journey.next) if holds(item.when, facts)), None)
        if step is None:
            reach.stepless = True
            continue
        reach.steps.add(step)
        reach.unfilled.update((f"next {step}", name) for name, mark in gaps[step] if mark not in facts)


def _note_alternatives(place: str, when: When, facts: Facts, reach: Reach) -> None:
    """Note which alternatives make a condition hold: one that never does contradicts what stands beside it."""
    if when and holds(when, facts):
        parts = enumerate(alternatives_in(when))
        reach.alternatives.update((place, number) for number, part in parts if holds(part, facts))


def _owners(journey: Journey) -> dict[str, str]:
    """Return, for every placeholder that some page fills, the page."""
    own = {name: page.id for page in journey.page if page.kind in KINDS for name in KINDS[page.kind].word_names(page)}
    return own | {name: own[ours] for name, ours in names_given(journey, own).items()}


def _turns(journey: Journey, council: Council) -> dict[str, dict[str, list[Fact]]]:
    """Return, for each page, the facts that conditions look at, with values that stand for all others."""
    tests: dict[str, list[tuple[str, Any]]] = {}
    whens = [when for page in journey.page for when in conditions_of(page)] + [step.when for step in journey.next]
    for when in [*whens, *(when for _, when in tail_conditions(journey))]:
        for name, comparison, wanted in names_in(when):
            tests.setdefault(name, []).append((comparison, wanted))
    turns = {}
    for page in journey.page:
        values = fact_values(page, council)
        turns[page.id] = {
            name: _told_apart(representatives(page, name, values[name], tests[name]), tests[name])
            for name in values
            if name in tests
        }
    return turns


def _told_apart(values: Sequence[Fact], tests: Sequence[tuple[str, Any]]) -> list[Fact]:
    """Return one value for each way in which the comparisons can come out: those that none tells apart are one."""
    found: dict[tuple[bool, ...], Fact] = {}
    for value in values:
        found.setdefault(tuple(TESTS[comparison](value, wanted) for comparison, wanted in tests), value)
    return list(found.values())


def _needed(journey: Journey, start: int, owners: Mapping[str, str]) -> set[str]:
    """Return the facts and marks that pages from `start` on, and the end, still look at."""
    later = journey.page[start:]
    whens = [when for page in later for when in conditions_of(page)] + [step.when for step in journey.next]
    needed = {name for when in [*whens, *(w for _, w in tail_conditions(journey))] for name, _, _ in names_in(when)}
    texts = [text for page in later for wording in wordings(page) for text in texts_of(wording)]
    texts += [text for step in journey.next for text in (step.dated, step.undated, step.after)]
    marks = {_ANSWERED + owners[name] for text in texts for name in placeholders(text) if name in owners}
    return needed | marks
