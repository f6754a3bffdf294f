"""Whether staff can make sure of who sends what they must know it of (R7)."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.problems import Problem

_REACHED_BY = ("phone", "email")


def identity(subject: Subject) -> Iterator[Problem]:
    """Yield journeys that want to know who sends them, and ask for nothing that could tell."""
    journey = subject.journey
    if journey.identity == "contact" and not any(page.kind in _REACHED_BY for page in journey.page):
        remedy = 'Ask for one, for example with `use = "how-to-reach-you"`, or write "none".'
        yield subject.problem("identity", "no phone number or e-mail address is asked for to make sure by.", remedy)
    if journey.identity == "verified" and not journey.evidence:
        remedy = 'Add an [[evidence]] such as a passport, or write "contact".'
        yield subject.problem("identity", "no paper is asked for that shows who somebody is.", remedy)
