"""How much journeys have in common: a journey is worth its place where it asks what no other asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.checks.subject import Subject
from kiosk.journey_pages import SHARED_FOLDER
from kiosk.problems import Problem

LEAST_OF_ITS_OWN = 3

Question = tuple[str, str]
"""The kind of a question and its words, without capitals and marks."""


@dataclass(frozen=True)
class Overlap:
    """What one journey has in common with the others; pages that stand once for all of them do not count."""

    journey: str
    questions: int
    own: int
    nearest: str  # the journey that asks most of the same; empty where none does
    in_common: int


def overlaps(subjects: Sequence[Subject]) -> list[Overlap]:
    """Return the overlap of each journey with all others, in their order. Life events ask what their members do."""
    asked = {subject.journey.id: _questions(subject) for subject in subjects if not subject.journey.life_event}
    found = []
    for name, questions in asked.items():
        others = {other: questions & theirs for other, theirs in asked.items() if other != name}
        common = set().union(*others.values())
        nearest = max(others, key=lambda other: len(others[other]), default="")
        most = len(others[nearest]) if nearest else 0
        found.append(Overlap(name, len(questions), len(questions - common), nearest if most else "", most))
    return found


def too_alike(subjects: Sequence[Subject]) -> Iterator[Problem]:
    """Yield journeys that ask next to nothing of their own. What is about an earlier submission may be alike."""
    journeys = [subject for subject in subjects if not subject.journey.life_event]
    for subject, overlap in zip(journeys, overlaps(subjects), strict=True):
        if overlap.own >= LEAST_OF_ITS_OWN or subject.journey.earlier:
            continue
        asks = "question" if overlap.own == 1 else "questions"
        what = f"the journey asks {overlap.own} {asks} that no other asks; {LEAST_OF_ITS_OWN} is the least."
        also = (
            f"{overlap.nearest!r} asks {overlap.in_common} of the same: make one of both, or "
            if overlap.nearest
            else ""
        )
        remedy = f"{also}ask what makes this one different."
        yield subject.problem("id", what, remedy[:1].upper() + remedy[1:])


def as_table(found: Sequence[Overlap]) -> Iterator[str]:
    """Yield the overlaps as lines of a table, the journeys that have least of their own first."""
    width = max([len(item.journey) for item in found], default=0)
    yield f"{'journey':{width}}  questions  own  most in common with"
    for item in sorted(found, key=lambda item: (item.own, item.journey)):
        nearest = f"{item.nearest} ({item.in_common})" if item.nearest else "-"
        yield f"{item.journey:{width}}  {item.questions:9}  {item.own:3}  {nearest}"


def _questions(subject: Subject) -> set[Question]:
    pages = zip(subject.journey.page, subject.origins, strict=True)
    return {
        (page.kind, _folded(page.ask))
        for page, origin in pages
        if page.is_question and origin.file.parent.name != SHARED_FOLDER
    }


def _folded(ask: str) -> str:
    return " ".join(re.findall(r"\w+", ask.casefold()))
