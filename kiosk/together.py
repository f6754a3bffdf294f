"""The parts of a life event as visits of their own (R3): what was answered once, said again to each of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import msgspec

from kiosk.event_parts import ASKED, called, state_of
from kiosk.evidence import ToBring, to_bring
from kiosk.journey_tables import Member
from kiosk.language import Language
from kiosk.member_pages import as_answer
from kiosk.visit import Visit


def cut(visit: Visit) -> list[Visit]:
    """Return a complete visit of each journey that a complete life event sends; of any other journey the visit itself.

    Every answer is tidied again by its own journey. A part of a sensitive event is sensitive itself.
    Raises AnswerError for an answer that a part does not take, and KeyError for one that is not there: events where
    that could be are refused when they are read.
    """
    if not visit.journey.life_event:
        return [visit]
    chosen = [each for each in visit.journey.member if visit.facts.get(state_of(each.journey)) == ASKED]
    return [_part(visit, each) for each in chosen]


def all_to_bring(visit: Visit, language: Language, *, sent_at: datetime | None = None) -> ToBring:
    """Return what to bring for all that a complete visit sends, each line once."""
    found = [bring for part in cut(visit) if (bring := to_bring(part, language, sent_at=sent_at)).papers]
    if len(found) == 1:
        return found[0]
    return ToBring(tuple(dict.fromkeys(line for bring in found for line in bring.lines)))


def _part(visit: Visit, member: Member) -> Visit:
    journey = visit.pack.journeys[member.journey]
    if visit.journey.sensitive:
        journey = msgspec.structs.replace(journey, sensitive=True)
    given = visit.valid_answers()
    part = replace(visit, journey=journey, answers={}, carried={}, languages={})
    while (page := part.first_unanswered) is not None:
        name = member.given.get(page.id) or called(member.journey, page.id)
        answer = as_answer(member.fixed[page.id]) if page.id in member.fixed else given[name]
        part = part.answer(page.id, answer, visit.languages.get(name, ""))
    return part
