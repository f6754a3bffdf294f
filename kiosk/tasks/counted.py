"""Counts what `kiosk submit` does for the usage totals (R53, R55), as the screens count theirs.

A set of answers that is stored counts as a journey begun and sent, in its channel and language, so that the totals of
`sent` are those of the forms. No page is counted, because nobody saw one, and refused answers are not: whoever
makes them is a program, or corrects them at once; residents who give up would drown in them.
"""

from __future__ import annotations

import logging

from kiosk.errors import KioskError
from kiosk.parts import Parts
from kiosk.tally import Tally
from kiosk.usage import Outcome
from kiosk.visit import Visit

_LOG = logging.getLogger(__name__)


def count_sent(parts: Parts, visit: Visit, language: str) -> None:
    """Count a visit that was stored."""
    tally = Tally()
    tally.began(visit, language)
    tally.outcome(Outcome.SENT)
    _add(parts, tally)


def count_fault(parts: Parts, code: str) -> None:
    """Count something that did not work, by its code."""
    tally = Tally()
    tally.fault(code)
    _add(parts, tally)


def _add(parts: Parts, tally: Tally) -> None:
    """Add to the day's totals; a fault of it stops nothing."""
    day = parts.clock.now().astimezone(parts.pack.zone).date()
    try:
        parts.store.usage.add(day, tally.take())
    except KioskError as error:
        _LOG.warning("use was not counted: %s", type(error).__name__)
