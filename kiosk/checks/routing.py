"""Whether every form has a team that works on it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.problems import Problem


def routing(subject: Subject) -> Iterator[Problem]:
    """Yield routes for some forms where nothing is said of the others."""
    if subject.journey.route and not subject.journey.routing:
        remedy = "Add `routing` to the journey, for all for which no route holds."
        yield subject.problem("to", "nothing says who works on the other forms.", remedy, "route", 0)
