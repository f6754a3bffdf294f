"""What a street tells: its ward, parking zone, who looks after it, and whether a problem is known there already."""

from __future__ import annotations

from kiosk.answers.kind import YES_NO, Situation, Values
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.language import Language

WITHOUT_ZONE, ZONE_NOT_KNOWN = "none", "not-known"
"""What a street is in where only permits park nowhere, and where it is not one of the council's list."""


def place_facts(page_id: str, usrn: str, situation: Situation) -> dict[str, Fact]:
    """Return the facts of a street; for one that is not listed the council itself is asked."""
    street = situation.pack.gazetteer.street(usrn) if usrn else None
    problem = situation.pack.known_problem(usrn, situation.journey.service, situation.today) if street else None
    return {
        f"{page_id}.usrn": street.usrn if street else "",
        f"{page_id}.ward": street.ward if street else "",
        f"{page_id}.responsible": (street.responsible if street else "") or "council",
        f"{page_id}.known-problem": "yes" if problem else "no",
        f"{page_id}.zone": (street.zone or WITHOUT_ZONE) if street else ZONE_NOT_KNOWN,
    }


def place_values(council: Council) -> dict[str, Values]:
    """Return the facts of a street by suffix, with the values they can take."""
    bodies = frozenset({"council", *(body.id for body in council.bodies)})
    zones = frozenset({*council.words.get("zones", {}), WITHOUT_ZONE, ZONE_NOT_KNOWN})
    return {"usrn": None, "ward": None, "responsible": bodies, "known-problem": YES_NO, "zone": zones}


def place_words(page_id: str, usrn: str, fallback: str, situation: Situation, language: Language) -> dict[str, str]:
    """Return the words of a street."""
    street = situation.pack.gazetteer.street(usrn) if usrn else None
    problem = situation.pack.known_problem(usrn, situation.journey.service, situation.today) if street else None
    zone = situation.pack.council.words.get("zones", {}).get(street.zone) if street else None
    return {
        f"{page_id}.street": street.name if street else fallback,
        f"{page_id}.problem": language.translate(problem.text) if problem else "",
        f"{page_id}.zone": language.translate(zone.short) if zone else "",
    }
