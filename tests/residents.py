"""Residents who tell their story to a journey of the demo council: answers in, and what the kiosk says to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.next_steps import next_words
from kiosk.page_views import page_view
from kiosk.receipt_words import Place, receipt_for
from kiosk.visit import Visit

CODE = "FC-7KD4-N9WH-3"

Story = Mapping[str, Any]
"""Answers by page, in the order in which they are given."""


def told(pack: CouncilPack, journey: str, answers: Story) -> Visit:
    """Return a visit of Friday 20 November 2026, 10 in the morning. Fails on a page that is not on the way."""
    visit = Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, 10, tzinfo=pack.zone))
    for page, value in answers.items():
        assert page in {each.id for each in visit.path}, f"{page} is not asked"
        visit = visit.answer(page, value)
    return visit


def asked(visit: Visit) -> set[str]:
    """Return the pages on the way so far."""
    return {page.id for page in visit.path}


def said_next(visit: Visit, code: str = "en", *, dated: bool = True) -> str:
    """Return what happens next, and what to do if it does not, where everything is answered."""
    assert visit.complete, visit.first_unanswered or visit.ending
    words = next_words(visit, visit.pack.language(code), sent_at=visit.now, dated=dated)
    return f"{words.text} {words.after}".strip()


def ended(visit: Visit, code: str = "en") -> str:
    """Return the heading of the ending that the answers lead to; empty where there is none."""
    return page_view(visit, visit.ending, visit.pack.language(code)).heading if visit.ending else ""


def printed(visit: Visit, code: str = "en") -> str:
    """Return the words on the receipt, in one line."""
    place = Place("Central Library", "https://fairholme.example")
    paper = receipt_for(visit, visit.pack.language(code), place, CODE, visit.now)
    return " ".join(line.text for line in paper.lines)


def urgent(visit: Visit) -> bool:
    """Say whether it is marked urgent for the hub."""
    return bool(visit.journey.urgent) and holds(visit.journey.urgent, visit.facts)


def papers(visit: Visit) -> set[str]:
    """Return the papers that the answers call for, by id."""
    return {paper.id for paper in needed(visit)}


def street(pack: CouncilPack, *, of: str = "", problem: int = 0) -> dict[str, str]:
    """Return a street that a body looks after (empty: the council), with a known problem of that service or none."""
    today = datetime(2026, 11, 20, tzinfo=pack.zone).date()
    services = {service for known in pack.council.problems for service in known.services}

    def known(usrn: str) -> set[int]:
        return {service for service in services if pack.known_problem(usrn, service, today)}

    wanted = {problem} if problem else set()
    found = (each for each in pack.gazetteer.all_streets() if each.responsible == of and wanted <= known(each.usrn))
    return {"usrn": next(each.usrn for each in found if problem or not known(each.usrn))}


def home(pack: CouncilPack, *, assisted: bool = False) -> dict[str, str]:
    """Return a home without known problems; its bins are fetched from the door, or not."""
    found = (each for each in pack.gazetteer.all_addresses() if each.assisted == assisted)
    return {"uprn": next(each.uprn for each in found)}


def without_reply() -> Story:
    """Return the answer of somebody who needs no reply."""
    return {"contact": "none"}


def by_text() -> Story:
    """Return the answers of somebody who wants a text message, up to their number."""
    return {"contact": "text", "mobile": "07700 900123"}


def routed(visit: Visit) -> str:
    """Return the word of the council's own for the team that works on it."""
    journey = visit.journey
    return next((route.to for route in journey.route if holds(route.when, visit.facts)), journey.routing)


def heading(visit: Visit, page: str, code: str = "en") -> str:
    """Return the heading of a notice on the way, in the words that these answers give it."""
    here = next(each for each in visit.path if each.id == page)
    return page_view(visit, here, visit.pack.language(code)).heading
