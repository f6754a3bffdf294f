"""What is counted of how the kiosk is used (R53 to R58): totals of a day, never who, or which visit."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class Family(StrEnum):
    """What a total is about."""

    JOURNEY = "journey"  # name: `began`, or how it ended (`Outcome`)
    PAGE = "page"  # name: `reached`, `ended` (the visit ended here unsent), or the code of a refused answer
    SETTING = "setting"  # name: a help that a resident used, such as `text-size-3`, counted once a visit
    FAULT = "fault"  # name: a code of what did not work
    SEARCH = "search"  # name: a word of the council's that was looked for, or `opened` (journey or page: what was)


class Outcome(StrEnum):
    """How a journey that was begun ended."""

    SENT = "sent"
    ANSWERED = "answered"  # without a form: a known problem, not due yet, another council's
    PASSED = "passed"  # to staff, or to somebody else who helps
    SAVED = "saved"  # to come back to
    STOPPED = "stopped"
    TIMED_OUT = "timed-out"


BEGAN = "began"
REACHED = "reached"
ENDED = "ended"
OPENED = "opened"
NOTHING = "nothing"
"""The page of a word that was looked for where nothing was found."""


@dataclass(frozen=True)
class Count:
    """One thing to count. What a family has no use for stays empty. All are ids and codes of ours, never answers."""

    family: Family
    name: str
    journey: str = ""
    page: str = ""
    channel: str = ""
    language: str = ""


class Usage(Protocol):
    """Keeps the totals. Raises KioskError where they cannot be kept; nothing else depends on them."""

    def add(self, day: date, counts: Counter[Count]) -> None:
        """Add to the totals of a day of the council's calendar."""
