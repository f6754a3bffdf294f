"""Every way a journey can turn, and few walks that take them all: for tests, maps and `kiosk example --all`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

import msgspec

from kiosk.answers import KINDS
from kiosk.answers.kind import NOT_SURE
from kiosk.conditions import TESTS, Facts, holds, names_in
from kiosk.event_parts import nothing_id, part_of
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.journey_paths import MOST_STATES, TooManyBranchesError, tail_conditions
from kiosk.submission import AnswerValue, ids_of
from kiosk.visit import Visit

Turn = Literal["shown", "passed", "chosen", "next", "holds", "fails"]


@dataclass(frozen=True, order=True)
class Branch:
    """One way to turn.

    A page `shown` or `passed` over by its condition, an option `chosen` on it, a `next` used, or a condition of the
    journey's end (urgent, an offer, who is responsible) that `holds` or `fails`. `place` is the page's id, the number
    of the `next`, or the condition as `kiosk.journey_paths.tail_conditions` names it; `value` the option.
    """

    turn: Turn
    place: str
    value: str = ""


def branches(visit: Visit) -> set[Branch]:
    """Return every branch of the visit's journey; options that earlier answers bring are not among them.

    Of a life event they are its own, and that each member is asked: how the pages of a member turn among themselves is
    looked at where it is a journey by itself.
    """
    journey = visit.journey
    own = [page for page in journey.page if not part_of(page.id)]
    found = {Branch("shown", page.id) for page in own}
    found |= {Branch("shown", page_id) for page_id in _first_of_each_part(journey)}
    found |= {Branch("passed", page.id) for page in own if page.when}
    found |= {Branch("next", str(index)) for index in range(len(journey.next))}
    for page in own:
        found |= {Branch("chosen", page.id, value) for value in _listed(page)}
    for name, _ in tail_conditions(journey):
        found |= {Branch("holds", name), Branch("fails", name)}
    return found


def taken(visit: Visit) -> set[Branch]:
    """Return the branches that a visit has taken up to the question that is asked now, or to its end."""
    journey, path = visit.journey, [page.id for page in visit.path]
    stop = visit.ending or visit.first_unanswered
    ids = [page.id for page in journey.page]
    behind = ids[: ids.index(stop.id) + 1] if stop else ids
    found = {Branch("shown" if page_id in path else "passed", page_id) for page_id in behind}
    answers = visit.valid_answers()
    for page in visit.path:
        if page.id in answers:
            found |= _chosen(page, answers[page.id])
    if visit.complete or (visit.ending is not None and visit.ending.id == nothing_id(journey.id)):
        used = next((index for index, step in enumerate(journey.next) if holds(step.when, visit.facts)), None)
        found |= {Branch("next", str(used))} if used is not None else set()
        for name, when in tail_conditions(journey):
            found.add(Branch("holds" if holds(when, visit.facts) else "fails", name))
    return found


def covering(visit: Visit) -> Iterator[Visit]:
    """Yield few visits, complete or at an ending, that take every branch which answers can take.

    `visit` is one without answers. Ways that differ only in three or more earlier answers at once are looked at where
    the others leave a branch out. Raises TooManyBranchesError.
    """
    if visit.journey.life_event:
        yield from _covering_event(visit)
        return
    left = branches(visit)
    for every_way in (False, True):
        edges = _offering(left, _edges(visit, every_way=every_way))
        for edge in sorted(edges, key=lambda edge: -len(edge.start.answers)):
            if edge.offers & left:
                done = _to_the_end(edge, left)
                left -= taken(done)
                yield done


def _covering_event(visit: Visit) -> Iterator[Visit]:
    """Yield walks that take every branch of a life event's own; the parts are answered otherwise in each of them."""
    journey = visit.journey
    own = [page for page in journey.page if not part_of(page.id)]
    alone = msgspec.structs.replace(journey, page=own, life_event=False)
    for number, walk in enumerate(covering(replace(visit, journey=alone))):
        whole = replace(visit, answers=walk.answers)
        while (page := _asked(whole)) is not None:
            values = list(KINDS[page.kind].examples(page, whole.situation_at(page.id)))
            whole = _answered(whole, page, values[number % len(values)])
        yield whole


def _first_of_each_part(journey: Journey) -> Iterator[str]:
    """Yield the first page of each part, where it is asked of everybody who wants that part."""
    seen = {"", journey.id}
    for page in journey.page:
        if part_of(page.id) not in seen:
            seen.add(part_of(page.id))
            yield from [page.id] if len(page.when) == 1 else []


def _offering(wanted: set[Branch], edges: Iterator[_Edge]) -> list[_Edge]:
    """Return the first edges that together offer what is wanted; all of them where some of it cannot be had."""
    missing, found = set(wanted), []
    while missing and (edge := next(edges, None)) is not None:
        missing -= edge.offers
        found.append(edge)
    return found


@dataclass(frozen=True, eq=False)
class _Edge:
    """An answer to the question that `start` is asked, and the branches that are taken by it."""

    start: Visit
    page: Page
    value: AnswerValue
    offers: set[Branch]


def _edges(start: Visit, *, every_way: bool) -> Iterator[_Edge]:
    """Yield every answer that differs in what it leads to, at each question once for each state that matters to it.

    Without `every_way` a state matters only where two things known in it were not known together before.
    """
    later = _Later(start.journey)
    known: set[State] = set()
    waiting = [start]
    while waiting:
        visit = waiting.pop()
        page = _asked(visit)
        if page is None:
            continue
        before = taken(visit)
        for value in later.told_apart(visit, page):
            after = _answered(visit, page, value)
            yield _Edge(visit, page, value, taken(after) - before)
            states = later.states(after, every_way=every_way)
            if not states <= known:
                known |= states
                waiting.append(after)
        if len(known) > MOST_STATES:
            raise TooManyBranchesError(page.id)


def _to_the_end(edge: _Edge, left: set[Branch]) -> Visit:
    """Return a visit that goes this way, and then where most of what is `left` can be taken."""
    visit = _answered(edge.start, edge.page, edge.value)
    while (page := _asked(visit)) is not None:
        ways = [_answered(visit, page, value) for value in KINDS[page.kind].examples(page, visit.situation_at(page.id))]
        visit = max(ways, key=lambda way: len(taken(way) & left))
    return visit


State = frozenset[object]


class _Later:
    """What each page, and all after it, look at: comparisons, what brings or takes options, what days come from."""

    def __init__(self, journey: Journey) -> None:
        at_the_end = [when for _, when in tail_conditions(journey)] + [step.when for step in journey.next]
        tests = [test for when in at_the_end for test in names_in(when)]
        bringing: list[str] = []
        self._after: dict[str, tuple[list[tuple[str, str, Any]], list[str]]] = {"": (list(tests), [])}
        for page in reversed(journey.page):
            tests += [test for when in _whens(page) for test in names_in(when) if test not in tests]
            bringing += [name for name in (page.bins_from, page.of, *page.differs_from) if name]
            bringing += [page.options_from.fact] if page.options_from else []
            self._after[page.id] = (list(tests), list(bringing))

    def told_apart(self, visit: Visit, page: Page) -> list[AnswerValue]:
        """Return one answer to the question that is asked for each way in which what follows can look at it."""
        tests, bringing = self._after[page.id]
        kind, situation = KINDS[page.kind], visit.situation_at(page.id)
        found: dict[object, AnswerValue] = {}
        for value in kind.examples(page, situation):
            facts = kind.facts(value, page, situation)
            outcomes = tuple(
                TESTS[comparison](facts[name], wanted) for name, comparison, wanted in tests if name in facts
            )
            given = tuple(repr(facts[name]) for name in bringing if name in facts)
            whole = repr(value) if page.id in bringing else ""
            found.setdefault((frozenset(_chosen(page, value)), frozenset(facts), outcomes, given, whole), value)
        return list(found.values())

    def states(self, visit: Visit, *, every_way: bool) -> set[State]:
        """Return what tells this visit from others that are asked the same: all at once, or two things at a time."""
        page, ending = _asked(visit), visit.ending
        tests, bringing = self._after[page.id if page else ""]
        facts: Facts = visit.facts
        things: list[object] = [
            (name, comparison, repr(wanted), TESTS[comparison](facts[name], wanted))
            for name, comparison, wanted in tests
            if name in facts
        ]
        things += [(name, repr(facts.get(name)), repr(visit.answers.get(name))) for name in bringing]
        place = (page.id if page else "", ending.id if ending else "")
        if every_way:
            return {frozenset([place, *things])}
        return {frozenset([place, *pair]) for pair in combinations(things, 2)} or {frozenset([place, *things])}


def _answered(visit: Visit, page: Page, value: AnswerValue) -> Visit:
    return replace(visit, answers={**visit.answers, page.id: value})


def _whens(page: Page) -> list[Mapping[str, object]]:
    return [page.when, *(variant.when for variant in page.variant)]


def _asked(visit: Visit) -> Page | None:
    return None if visit.ending else visit.first_unanswered


def _chosen(page: Page, value: AnswerValue) -> set[Branch]:
    chosen = [value] if isinstance(value, str) else ids_of(value)
    listed = _listed(page)
    return {Branch("chosen", page.id, item) for item in chosen if item in listed}


def _listed(page: Page) -> list[str]:
    """Return the options that stand on the page itself."""
    if page.kind == "yes_no":
        return ["yes", "no", *([NOT_SURE] if page.not_sure else [])]
    return [*page.options, *([NOT_SURE] if page.not_sure and page.options else [])]
