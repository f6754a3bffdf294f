"""People without a home, or about to lose theirs."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, routed, said_next, told, urgent

from kiosk.council_pack import CouncilPack

HOMELESS = "homeless-today"
NOT_SAFE_TO_WRITE = {"safe-to-contact": "no"}
SAFE = {
    "safe-to-contact": "yes", "contact": "text", "mobile": "07700 900123", "safe-when": ["any"], "say-who": "no",
    "name": "Mair Llŷr", "referral-housing-advice": "yes",
}  # fmt: skip


def a_person(*, reply: Story = NOT_SAFE_TO_WRITE, whose: Story | None = None, **answers: Any) -> Story:
    """Return the story of somebody alone who is safe and at home for months to come, but for these answers."""
    usual: dict[str, Any] = {
        "for-whom": "self", **(whose or {}), "safe-now": "yes", "tonight": "home", "leave-by": "2027-03-01",
        "reason": "landlord", "paper": "form-8", "paper-date": "2026-11-02", "age": "older", "household": [],
        "more-help": [], "room-for": [], "links": ["lived"], "allowed": "yes",
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {**{page: answer for page, answer in {**usual, **given}.items() if answer is not None}, **reply}


def outside(**answers: Any) -> Story:
    """Return the story of somebody who had to get away, and has nowhere tonight."""
    gone = {"tonight": "nowhere", "reason": "fear", "leave_by": None, "paper": None, "paper_date": None, "links": None}
    return a_person(**{**gone, **answers})


def test_somebody_with_a_notice_gets_a_plan_by_the_next_working_day(pack: CouncilPack) -> None:
    visit = told(pack, HOMELESS, a_person(reply=SAFE))
    assert said_next(visit).startswith("Somebody from our housing team gets in touch by Monday 23 November")
    assert "Bydd rhywun o’n tîm tai yn cysylltu erbyn dydd Llun 23 Tachwedd" in said_next(visit, "cy")
    assert "stay-put" in asked(visit)
    assert not urgent(visit)
    assert routed(visit) == "housing-advice"


def test_who_cannot_be_written_to_comes_to_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, HOMELESS, a_person())
    assert said_next(visit).startswith("Please come to the desk here on Monday 23 November or later")
    assert "1 working day after the council has this" in said_next(visit, dated=False)
    assert said_next(visit, "cy").startswith("Dewch at y ddesg yma, ond nid cyn dydd Llun 23 Tachwedd")
    assert "come-back" in asked(visit)
    assert "name" not in asked(visit)


def test_nothing_on_paper_says_what_it_is_about(pack: CouncilPack) -> None:
    for code in ("en", "cy"):
        paper = printed(told(pack, HOMELESS, outside(reply=SAFE)), code).casefold()
        assert not any(word in paper for word in ("home", "hous", "cartref", "tai ", "digartref", "mair"))


@pytest.mark.parametrize("tonight", ["nowhere", "car"])
def test_nowhere_tonight_is_urgent_and_need_not_wait(pack: CouncilPack, tonight: str) -> None:
    visit = told(pack, HOMELESS, outside(tonight=tonight))
    assert urgent(visit)
    assert routed(visit) == "housing-tonight"
    assert "tell the staff at the desk now" in said_next(visit)
    assert "dywedwch wrth y staff wrth y ddesg nawr" in said_next(visit, "cy", dated=False)


@pytest.mark.parametrize(
    ("day", "soon"), [("2026-11-20", True), ("2026-11-21", True), ("2026-11-22", False), ("2026-11-10", True)]
)
def test_out_by_tomorrow_is_urgent_and_the_day_after_is_not(pack: CouncilPack, day: str, soon: bool) -> None:
    visit = told(pack, HOMELESS, a_person(leave_by=day))
    assert urgent(visit) == soon
    assert (routed(visit) == "housing-tonight") == soon


def test_a_day_that_nobody_knows_is_not_urgent_by_itself(pack: CouncilPack) -> None:
    assert not urgent(told(pack, HOMELESS, a_person(leave_by="not-sure")))


@pytest.mark.parametrize(
    ("safe", "soon", "notice"), [("yes", False, False), ("no", True, True), ("not-sure", False, True)]
)
def test_who_is_not_safe_is_told_whom_to_reach_first(pack: CouncilPack, safe: str, soon: bool, notice: bool) -> None:
    visit = told(pack, HOMELESS, a_person(safe_now=safe))
    assert urgent(visit) == soon
    assert ("not-safe" in asked(visit)) == notice


@pytest.mark.parametrize(
    ("age", "team"), [("under-18", "young-people"), ("under-25", "housing-advice"), ("older", "housing-advice")]
)
def test_the_young_have_a_team_of_their_own(pack: CouncilPack, age: str, team: str) -> None:
    visit = told(pack, HOMELESS, a_person(age=age))
    assert routed(visit) == team
    assert urgent(visit) == (age == "under-18")


def test_nobody_who_had_to_get_away_is_asked_for_links_or_papers(pack: CouncilPack) -> None:
    visit = told(pack, HOMELESS, outside())
    assert "fear-help" in asked(visit)
    assert not {"links", "paper"} & asked(visit)


@pytest.mark.parametrize(("years", "is_asked"), [("17", True), ("18", False)])
def test_the_school_is_asked_where_there_are_children(pack: CouncilPack, years: str, is_asked: bool) -> None:
    story = a_person(household=[{"relation": "child", "years": years}])
    before = {page: story[page] for page in list(story)[: list(story).index("household") + 1]}
    assert ("school" in asked(told(pack, HOMELESS, before))) == is_asked


def test_a_paper_is_asked_for_where_there_may_be_one(pack: CouncilPack) -> None:
    for paper, dated in (("none", False), ("not-sure", False), ("letter", True), ("form-21", True), ("court", True)):
        visit = told(pack, HOMELESS, a_person(paper=paper, paper_date="not-sure" if dated else None))
        assert ("paper-date" in asked(visit)) == dated


@pytest.mark.parametrize(("tonight", "reason"), [("friends", "landlord"), ("home", "court")])
def test_only_who_is_still_at_home_is_told_to_stay(pack: CouncilPack, tonight: str, reason: str) -> None:
    assert "stay-put" not in asked(told(pack, HOMELESS, a_person(tonight=tonight, reason=reason)))


def test_shelter_is_offered_only_where_somebody_can_be_reached(pack: CouncilPack) -> None:
    assert "referral-housing-advice" in asked(told(pack, HOMELESS, a_person(reply=SAFE)))
    assert "referral-housing-advice" not in asked(told(pack, HOMELESS, a_person()))


def test_somebody_else_may_ask_who_has_agreed(pack: CouncilPack) -> None:
    friend = {"for-whom": "someone-else", "their-name": "Idris Vaughan", "you-are": "friend"}
    whose = {**friend, "they-agree": "yes", "whose-contact": "mine"}
    assert urgent(told(pack, HOMELESS, outside(whose=whose, for_whom="someone-else")))
    visit = told(pack, HOMELESS, {**friend, "they-agree": "no"})
    assert (ended(visit), ended(visit, "cy")) == ("Please ask them first", "Gofynnwch iddyn nhw yn gyntaf")
