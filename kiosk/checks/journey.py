"""All that is asked of one journey, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.checks.belonging import belonging
from kiosk.checks.conditions import conditions
from kiosk.checks.earlier import earlier
from kiosk.checks.evidence import evidence
from kiosk.checks.nudges import nudges
from kiosk.checks.options import options
from kiosk.checks.pages import pages
from kiosk.checks.paths import paths
from kiosk.checks.routing import routing
from kiosk.checks.sensitive import sensitive
from kiosk.checks.standard import standard
from kiosk.checks.subject import Subject
from kiosk.checks.words import words
from kiosk.problems import Problem

SOUND: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    belonging, standard, earlier, evidence, routing, sensitive, nudges, pages, options, conditions, words
)  # fmt: skip
"""What must be right before paths can be walked."""


def check_journey(subject: Subject) -> Iterator[Problem]:
    """Yield everything that is wrong with a journey. Paths are walked only where all else is sound."""
    found = [problem for check in SOUND for problem in check(subject)]
    yield from found
    if not found:
        yield from paths(subject)
