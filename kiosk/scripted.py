"""A visit as scripts go through it: a journey by its id, and all answers at once, by the rules of the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError, KioskError, UsageError
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.open_days import standing_of
from kiosk.printable import printable
from kiosk.submission import Channel
from kiosk.visit import Visit

_NOT_OPEN = {"past": "closed", "not-yet": "not-open-yet"}


@dataclass
class RefusedError(KioskError):
    """Answers that the journey does not take: {question: code}."""

    errors: dict[str, str]


def journey_named(pack: CouncilPack, name: str) -> Journey:
    """Return the journey of that id. Raises UsageError naming those there are."""
    if name not in pack.journeys:
        raise UsageError(f"there is no journey {name!r}. There are: {', '.join(sorted(pack.journeys))}.")
    return pack.journeys[name]


def language_named(pack: CouncilPack, code: str) -> Language:
    """Return a language of the council. Raises UsageError naming those it has, ConfigError for a broken catalogue."""
    known = dict.fromkeys(["en", *pack.council.offered])
    if code not in known:
        raise UsageError(f"the council has no language {printable(code)!r}. There are: {', '.join(known)}.")
    return pack.language(code)


def begin(pack: CouncilPack, name: str, channel: Channel = "self", day: date | None = None) -> Visit:
    """Return a new visit of the journey of that id; with a day, as it stands then. Raises UsageError."""
    journey = journey_named(pack, name)
    return Visit(pack, journey, datetime.now(pack.zone), channel, standing=standing_of(journey, day))


def answered(visit: Visit, answers: Mapping[str, Any]) -> Visit:
    """Return the visit with all these answers, given page by page along the path. Raises RefusedError."""
    if visit.standing != "open":
        raise RefusedError({visit.journey.id: _NOT_OPEN[visit.standing]})
    errors: dict[str, str] = {}
    known = {page.id for page in visit.journey.questions}
    errors.update({name: "unknown-question" for name in answers if name not in known})
    while (page := visit.first_unanswered) is not None:
        try:
            visit = visit.answer(page.id, _given(page, answers))
        except AnswerError as error:
            errors[page.id] = error.code
            break
    if visit.ending is not None and not errors:
        errors[visit.ending.id] = "nothing-to-send"
    if not errors:
        asked = {page.id for page in visit.path}
        errors.update({name: "not-asked" for name in answers if name not in asked})
    if errors:
        raise RefusedError(errors)
    return visit


def _given(page: Page, answers: Mapping[str, Any]) -> Any:
    if page.id in answers:
        return answers[page.id]
    if page.optional:
        return ""
    raise AnswerError("missing")
