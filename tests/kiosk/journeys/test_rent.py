"""Tenants of the council who pay rent, or cannot."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, routed, said_next, told, urgent, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.variants import worded

RENT = "pay-rent"


def behind(**answers: Any) -> Story:
    """Return the story of somebody three weeks behind who had no letter, but for these answers; None is not asked."""
    usual: dict[str, Any] = {
        "landlord": "council", "wish": "behind", "account": "3004512678", "letter": "none", "court-day": None,
        "weeks-behind": "3", "rent-why": "work", "paid-when": None, "help-with-rent": "none", "straight-to-us": None,
        "can-pay": {"amount": "5", "per": "week"}, "enough": "yes", **without_reply(),
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {page: answer for page, answer in {**usual, **given}.items() if answer is not None}


def test_somebody_behind_gets_a_plan_in_three_working_days(pack: CouncilPack) -> None:
    visit = told(pack, RENT, behind())
    assert said_next(visit).startswith("We send you a plan by Wednesday 25 November")
    assert "Rydym yn anfon cynllun atoch erbyn dydd Mercher 25 Tachwedd" in said_next(visit, "cy")
    assert not urgent(visit)
    assert routed(visit) == "rents"


@pytest.mark.parametrize(
    ("amount", "expected"), [("0", "You need not pay more for now."), ("1", "We send you a plan by")]
)
def test_who_cannot_pay_more_is_not_asked_to(pack: CouncilPack, amount: str, expected: str) -> None:
    assert expected in said_next(told(pack, RENT, behind(can_pay={"amount": amount, "per": "week"})))


@pytest.mark.parametrize(("weeks", "agree"), [("7", False), ("8", True)])
def test_from_eight_weeks_on_universal_credit_nearly_always_pays_us(pack: CouncilPack, weeks: str, agree: bool) -> None:
    visit = told(pack, RENT, behind(weeks_behind=weeks, help_with_rent="uc-me", straight_to_us="yes"))
    why = worded(visit.journey.page_named("straight-to-us"), visit.facts).why
    assert ("8 weeks behind" in why) == agree


@pytest.mark.parametrize(("day", "now"), [("2026-11-27", True), ("2026-11-28", False), ("not-sure", True)])
def test_a_day_in_court_within_a_week_does_not_wait_for_an_answer(pack: CouncilPack, day: str, now: bool) -> None:
    visit = told(pack, RENT, behind(letter="court", court_day=day))
    assert urgent(visit)
    assert routed(visit) == "rents-court"
    assert "court-now" in asked(visit)
    assert ("tell the staff at the desk now" in said_next(visit)) == now
    assert "go to the court on the day" in said_next(visit)


def test_bailiffs_do_not_wait_either(pack: CouncilPack) -> None:
    visit = told(pack, RENT, behind(letter="bailiffs"))
    assert urgent(visit)
    assert "dywedwch wrth y staff wrth y ddesg nawr" in said_next(visit, "cy")


@pytest.mark.parametrize("letter", ["none", "pay", "notice", "not-sure"])
def test_other_letters_are_not_urgent(pack: CouncilPack, letter: str) -> None:
    assert not urgent(told(pack, RENT, behind(letter=letter)))


def test_what_was_paid_already_is_looked_for(pack: CouncilPack) -> None:
    visit = told(pack, RENT, behind(rent_why="mistake", paid_when="£110 at the post office", can_pay=None))
    assert said_next(visit).startswith("We check your account and tell you by Wednesday 25 November")
    assert routed(visit) == "rents-accounts"
    assert "can-pay" not in asked(visit)


@pytest.mark.parametrize(
    ("wish", "more", "english", "welsh"),
    [
        ("debit", {"debit-day": "first"}, "We send you a Direct Debit form by", "ffurflen Debyd Uniongyrchol"),
        ("balance", {}, "We tell you by Wednesday 25 November what is due", "beth sydd i’w dalu"),
    ],
)
def test_who_is_not_behind_is_asked_nothing_about_debts(
    pack: CouncilPack, wish: str, more: Story, english: str, welsh: str
) -> None:
    story = {"landlord": "council", "wish": wish, "account": "not-sure", "where": home(pack), **more, **without_reply()}
    visit = told(pack, RENT, story)
    assert english in said_next(visit)
    assert welsh in said_next(visit, "cy")
    assert routed(visit) == "rents-accounts"
    assert not {"letter", "weeks-behind", "enough"} & asked(visit)


def test_free_advice_is_offered_to_who_is_behind_and_can_be_reached(pack: CouncilPack) -> None:
    story = {page: answer for page, answer in behind(wish="part").items() if page != "contact"}
    assert "referral-money-advice" in asked(told(pack, RENT, {**story, **by_text()}))
    assert "referral-money-advice" not in asked(told(pack, RENT, behind()))


@pytest.mark.parametrize(
    ("answers", "journeys"),
    [
        ({"enough": "no"}, ["crisis-help", "housing-benefit"]),
        ({"help_with_rent": "hb", "enough": "no"}, ["crisis-help"]),
        ({}, ["housing-benefit"]),
        ({"help_with_rent": "uc-you"}, []),
    ],
)
def test_more_help_is_named_where_money_is_short(pack: CouncilPack, answers: Story, journeys: list[str]) -> None:
    visit = told(pack, RENT, behind(**answers))
    assert [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)] == journeys


@pytest.mark.parametrize(
    ("story", "english", "welsh"),
    [
        ({"landlord": "council", "wish": "all"}, "You can pay in these ways", "Gallwch dalu yn y ffyrdd hyn"),
        ({"landlord": "private"}, "Please talk to them first", "Siaradwch â nhw yn gyntaf, os gwelwch yn dda"),
        ({"landlord": "association"}, "Please talk to them first", "Siaradwch â nhw yn gyntaf, os gwelwch yn dda"),
    ],
)
def test_nothing_is_sent_where_there_is_another_way(pack: CouncilPack, story: Story, english: str, welsh: str) -> None:
    visit = told(pack, RENT, story)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)
