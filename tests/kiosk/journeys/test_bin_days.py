"""Residents who look up their bin days, and some who want to be reminded or get a calendar."""

from __future__ import annotations

from datetime import datetime

import pytest
from residents import Story, asked, ended, printed, said_next, told

from kiosk.council_pack import CouncilPack
from kiosk.page_views import page_view
from kiosk.visit import Visit

JOURNEY = "collection-day"


def mill_lane(pack: CouncilPack) -> dict[str, str]:
    """Return the house of the pictures: rubbish in weeks B, recycling and garden waste in weeks A, all on Friday."""
    [house] = [item for item in pack.gazetteer.at_postcode("FH1 4QT") if item.number == "14"]
    return {"uprn": house.uprn}


def days_said(pack: CouncilPack, hour: int, code: str = "en", *, trusted: bool = True) -> str:
    """Return what the page about the days says at that hour of Friday 20 November."""
    visit = Visit(pack, pack.journeys[JOURNEY], datetime(2026, 11, 20, hour, tzinfo=pack.zone), clock_trusted=trusted)
    visit = visit.answer("where", mill_lane(pack))
    return page_view(visit, visit.page_named("days"), pack.language(code)).text[0]


def wanted(pack: CouncilPack, what: str, **answers: object) -> Story:
    return {"where": mill_lane(pack), "wanted": what, **answers}


def test_each_bin_is_said_with_its_next_day(pack: CouncilPack) -> None:
    assert days_said(pack, 10) == (
        "Rubbish (black bin): Friday 27 November.\nRecycling (blue bin): Friday 20 November.\n"
        "Food waste (small brown bin): Friday 20 November.\nGarden waste (green bin): Friday 20 November."
    )
    assert "Sbwriel" in days_said(pack, 10, "cy")


@pytest.mark.parametrize(("hour", "day"), [(17, "20 November"), (18, "27 November")])
def test_today_counts_until_the_crews_have_finished(pack: CouncilPack, hour: int, day: str) -> None:
    assert f"Food waste (small brown bin): Friday {day}." in days_said(pack, hour)


def test_a_clock_that_may_be_wrong_says_no_day(pack: CouncilPack) -> None:
    assert days_said(pack, 10, trusted=False).startswith("The clock of this kiosk may be wrong")
    assert days_said(pack, 10, "cy", trusted=False).startswith("Efallai fod cloc y ciosg hwn yn anghywir")


def test_who_wants_no_more_has_nothing_to_send(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, wanted(pack, "enough"))
    assert ended(visit) == "Nothing needs to be sent"
    assert ended(visit, "cy") == "Nid oes angen anfon dim"


def test_a_bin_that_was_not_emptied_is_reported_with_its_own_questions(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, wanted(pack, "missed"))
    assert ended(visit) == "Please report the missed bin"
    assert ended(visit, "cy") == "Rhowch wybod am y bin na chafodd ei wagio"
    assert visit.ending is not None
    assert "missed-bin" in [way.journey for way in visit.ending.alternatives]


def test_an_address_that_is_not_listed_is_looked_up_by_the_team(pack: CouncilPack) -> None:
    typed = {"line1": "The Old Forge, Back Lane", "town": "Fairholme", "postcode": "FH1 9ZZ"}
    visit = told(pack, JOURNEY, {"where": typed})
    assert ended(visit) == "We do not know the bin days of this address"
    assert ended(visit, "cy") == "Nid ydym yn gwybod diwrnodau bin y cyfeiriad hwn"


def test_reminders_come_for_the_bins_that_were_chosen(pack: CouncilPack) -> None:
    how = {"which": ["rubbish"], "remind-when": "evening", "remind-by": "text", "mobile": "07700 900123"}
    visit = told(pack, JOURNEY, wanted(pack, "reminders", **how))
    assert said_next(visit).startswith("Reminders begin by Friday 27 November")
    assert said_next(visit, "cy", dated=False).startswith("Mae’r negeseuon atgoffa’n dechrau o fewn 5 diwrnod gwaith")
    assert "07700 900123" not in printed(visit)
    assert "email" not in asked(visit)


def test_a_calendar_comes_to_the_home(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, wanted(pack, "calendar", **{"calendar-kind": "large"}))
    assert said_next(visit).startswith("The calendar comes by Friday 27 November")
    assert said_next(visit, "cy").startswith("Daw’r calendr erbyn")
    assert "Mill Lane" not in printed(visit)
    assert {"which", "remind-by"}.isdisjoint(asked(visit))
