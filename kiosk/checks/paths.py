"""What the paths through a journey reach, and what they never do."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.standard import INFORMATION
from kiosk.checks.subject import Subject
from kiosk.conditions import When, alternatives_in, names_in
from kiosk.journey_paths import (
    Reach,
    TooManyBranchesError,
    conditions_at,
    conditions_at_the_end,
    tail_conditions,
    walk,
)
from kiosk.problems import Problem

_MEND_IT = "Change it, or take it out: it contradicts what stands beside it."


def paths(subject: Subject) -> Iterator[Problem]:
    """Yield pages and words that no path reaches, and texts with a gap on some path."""
    try:
        reach = walk(subject.journey, subject.council)
    except TooManyBranchesError as error:
        what = f"there are too many branches up to page {str(error)!r} to check them all."
        yield subject.problem("page", what, "Split the journey, or ask fewer conditions at once.")
        return
    for page in subject.journey.page:
        if page.id not in reach.pages:
            yield subject.on_page(page, "when", "no path leads here.", "Change `when`, or take the page out.")
        for at in range(len(page.variant)):
            if page.id in reach.pages and (page.id, at) not in reach.variants:
                remedy = "Change its `when`, move it up, or take it out."
                yield subject.on_page(page, "variant", "these words are never used.", remedy, inside=(at, "when"))
    if not reach.sends and subject.journey.contact_type != INFORMATION:
        yield subject.problem("page", "no path ends in something to send.", "Give an ending a condition.")
    if reach.sends_nothing:
        yield subject.problem("page", "a path sends nothing at all.", "Ask a question on every path.")
    yield from _unused(subject, reach)
    yield from _contradicted(subject, reach)
    for place, name in sorted(reach.unfilled):
        yield _unfilled(subject, place, name)


def _unused(subject: Subject, reach: Reach) -> Iterator[Problem]:
    if not reach.sends:
        return
    for index in range(len(subject.journey.next)):
        if index not in reach.steps:
            remedy = "Change its `when`, move it up, or take it out."
            yield subject.problem("when", "this [[next]] is never used.", remedy, "next", index)
    for name, _ in tail_conditions(subject.journey):
        if name not in reach.conditions:
            table, _, place = name.partition(" ")
            what = f"`{table}` never holds."
            if place:
                yield subject.problem("when", what, "Change its condition.", table, int(place))
            else:
                yield subject.problem(table, what, "Change its condition.")


def _contradicted(subject: Subject, reach: Reach) -> Iterator[Problem]:
    """What never holds beside the rest of its condition; conditions that never hold as a whole are told elsewhere."""
    held = {place for place, _ in reach.alternatives}
    for page in subject.journey.page:
        for place, when in conditions_at(page):
            for what in _never(place, when, reach, held):
                number = place.split()[1] if place.startswith("variant ") else ""
                key, inside = ("variant", (int(number), "when")) if number else ("when", ())
                yield subject.on_page(page, key, what, _MEND_IT, inside=inside)
    for place, when in conditions_at_the_end(subject.journey):
        table, _, index = place.partition(" ")
        for what in _never(place, when, reach, held):
            if index:
                yield subject.problem("when", what, _MEND_IT, table, int(index))
            else:
                yield subject.problem(table, what, _MEND_IT)


def _never(place: str, when: When, reach: Reach, held: set[str]) -> Iterator[str]:
    for number, part in enumerate(alternatives_in(when)):
        if place in held and (place, number) not in reach.alternatives:
            names = " and ".join(sorted({repr(name) for name, _, _ in names_in(part)}))
            yield f"what `any` says about {names} never holds here."


def _unfilled(subject: Subject, place: str, name: str) -> Problem:
    what = f"on some paths nothing fills {{{name}}}."
    remedy = "Give these words a `when` of their own, or ask that question on every path here."
    if place.startswith("next "):
        return subject.problem("dated", what, remedy, "next", int(place.removeprefix("next ")))
    return subject.on_page(subject.journey.page_named(place), "text", what, remedy)
