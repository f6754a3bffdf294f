"""All that is asked of one journey, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.checks.apart import apart
from kiosk.checks.belonging import belonging
from kiosk.checks.conditions import conditions
from kiosk.checks.earlier import earlier
from kiosk.checks.easy import easy
from kiosk.checks.evidence import evidence
from kiosk.checks.identity import identity
from kiosk.checks.members import members
from kiosk.checks.nudges import nudges
from kiosk.checks.open_days import open_days
from kiosk.checks.options import options
from kiosk.checks.pages import pages
from kiosk.checks.paths import paths
from kiosk.checks.routing import routing
from kiosk.checks.sensitive import sensitive
from kiosk.checks.standard import standard
from kiosk.checks.subject import Subject
from kiosk.checks.words import words
from kiosk.event_parts import part_of
from kiosk.problems import Problem

SOUND: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    belonging, standard, earlier, evidence, identity, routing, sensitive, apart, nudges, open_days, members, pages,
    options, conditions, words,
)  # fmt: skip
"""What must be right before paths can be walked."""


def check_journey(subject: Subject) -> Iterator[Problem]:
    """Yield everything that is wrong with a journey. Paths are walked only where all else is sound.

    What stands in the files of a life event's members is told of them, not again of the event.
    """
    own = [
        origin.file for page, origin in zip(subject.journey.page, subject.origins, strict=True) if not part_of(page.id)
    ]
    files = {subject.path, *own}
    found = [problem for check in SOUND for problem in check(subject) if problem.file in files]
    yield from found
    yield from (problem for problem in easy(subject) if problem.file in files)
    if not found:
        yield from (problem for problem in paths(subject) if problem.file in files)
