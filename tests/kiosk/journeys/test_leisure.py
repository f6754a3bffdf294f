"""Residents and clubs who book a pitch, a court, a hall or lanes in the pool."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, routed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.evidence import needed

JOURNEY = "sports-facility"
CLUB = {"for-whom": "business", "business-name": "Oldbrook Rovers", "business-role": "staff"}


def wanted(**answers: Any) -> Story:
    """Return what is asked of somebody who books for themselves, up to who comes."""
    return {
        "for-whom": "self", "activity": "badminton", "day": "2026-12-05", "start": "morning", "hours": "2",
        "if-full": "ask-me", "often": "once", **answers,
    }  # fmt: skip


def who(**answers: Any) -> Story:
    return {"people": "4", "ages": "adults", "extras": ["kit"], "access": [], "pass": "no", **answers}


def last() -> Story:
    return {**without_reply(), "name": "Ann Price", "true": "yes"}


def test_a_court_is_asked_for_and_paid_only_after_a_yes(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**wanted(), **who(), **last()})
    assert said_next(visit).startswith("We see if this time is free. You hear from us by Wednesday 25 November")
    assert "You pay only when we have said yes." in said_next(visit)
    assert said_next(visit, "cy").startswith("Rydym yn gweld a yw’r amser hwn yn rhydd. Cewch glywed")
    assert "Badminton on a court" in printed(visit)
    assert "Ann Price" not in printed(visit)
    assert not needed(visit)


def test_for_a_swim_nobody_books(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "activity": "swim"})
    assert ended(visit) == "For a swim or the gym you can just come"
    assert ended(visit, "cy") == "I nofio neu fynd i’r gampfa gallwch ddod heb archebu"


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-11-26", False), ("2026-11-27", True), ("2027-11-20", True), ("2027-11-21", False)]
)
def test_it_can_be_booked_from_one_week_to_one_year_before(pack: CouncilPack, day: str, fits: bool) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "activity": "hall"})
    if fits:
        visit.answer("day", day)
        return
    with pytest.raises(AnswerError):
        visit.answer("day", day)


@pytest.mark.parametrize(("people", "plan"), [("100", False), ("101", True)])
def test_for_more_than_a_hundred_people_there_is_a_plan(pack: CouncilPack, people: str, plan: bool) -> None:
    visit = told(pack, JOURNEY, {**wanted(activity="party"), **who(people=people), **last()})
    assert ("many" in asked(visit)) == plan
    assert {item.id for item in needed(visit)} == ({"safety"} if plan else set())
    assert ("Bring it by Friday 27 November" in said_next(visit)) == plan


@pytest.mark.parametrize(
    ("activity", "start", "asked_for"),
    [
        ("football", "afternoon", False),
        ("football", "early-evening", True),
        ("bowls", "evening", True),
        ("hall", "evening", False),
    ],
)
def test_lights_are_booked_for_evenings_outside(pack: CouncilPack, activity: str, start: str, asked_for: bool) -> None:
    visit = told(pack, JOURNEY, {**wanted(activity=activity, start=start), "people": "22", "ages": "adults"})
    assert ("lights" in asked(visit)) == asked_for


@pytest.mark.parametrize(
    ("activity", "team"), [("football", "parks"), ("bowls", "parks"), ("hall", "leisure"), ("lane", "leisure")]
)
def test_parks_and_halls_have_their_own_teams(pack: CouncilPack, activity: str, team: str) -> None:
    assert routed(told(pack, JOURNEY, {**wanted(activity=activity), **who(), **last()})) == team


@pytest.mark.parametrize(
    ("insured", "papers", "said"),
    [("yes", {"insurance"}, "Bring it by Friday 27 November"), ("no", set(), "how your group can be insured")],
)
def test_a_club_is_insured_or_hears_how(pack: CouncilPack, insured: str, papers: set[str], said: str) -> None:
    first = {page: value for page, value in wanted(activity="football").items() if page != "for-whom"}
    people = {"people": "30", "ages": "children", "insured": insured, "extras": ["changing"], "access": ["step-free"]}
    visit = told(pack, JOURNEY, {**CLUB, **first, **people, **last()})
    assert {item.id for item in needed(visit)} == papers
    assert said in said_next(visit)
    assert "pass" not in asked(visit)


def test_a_second_choice_and_the_last_day_are_asked_where_they_count(pack: CouncilPack) -> None:
    other = {"if-full": "other-day", "second-day": "2026-12-12", "often": "weekly", "until": "not-sure"}
    first = {page: value for page, value in wanted().items() if page not in ("if-full", "often")}
    visit = told(pack, JOURNEY, {**first, **other, **who(), **last()})
    assert visit.complete
    assert {"second-day", "until"}.isdisjoint(asked(told(pack, JOURNEY, {**wanted(), **who()})))
