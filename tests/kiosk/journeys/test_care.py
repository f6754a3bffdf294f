"""Residents who need care, or who look after somebody who does."""

from __future__ import annotations

from typing import Any

import pytest
from residents import CODE, Story, asked, ended, home, printed, routed, said_next, told, urgent

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.visit import Visit

A_DAY = {"hard": ["washing", "home", "people"], "cannot": ["washing"], "began": "years", "falls": "once"}


def for_me(pack: CouncilPack, **answers: Any) -> Story:
    """The answers of somebody who asks for themselves, up to how to be reached."""
    return {
        "care-for": "self", "danger": "no", "born": "1941-03-02", "where": home(pack), "lives": "alone", **A_DAY,
        "hospital": "no", "helper": "nobody", "have-now": ["alarm"], "talk-where": "there", "talk-easier": [],
        "doctor": "", "again": "To cook for my sister", "full-name": "Mair Llŷr",
        **{page.replace("_", "-"): answer for page, answer in answers.items()},
    }  # fmt: skip


def for_my_mother(pack: CouncilPack, **answers: Any) -> Story:
    """The answers of a daughter who looks after her mother."""
    mine = for_me(pack)
    whose = {
        "care-for": "someone-else", "danger": "no", "their-name": "Mair Llŷr", "you-are": "family",
        "they-know": "agree", "whose-contact": "mine",
    }  # fmt: skip
    day = {page: mine[page] for page in ("born", "where", "lives", *A_DAY, "hospital")}
    helped = {"helper": "family", "helper-hours": "night", "helper-copes": "fine"}
    talk = {page: mine[page] for page in ("have-now", "talk-where", "talk-easier", "doctor", "again")}
    story = {**whose, **day, **helped, **talk}
    return {**story, **{page.replace("_", "-"): answer for page, answer in answers.items()}}


def safely_by_text() -> Story:
    return {
        "safe-to-contact": "yes", "contact": "text", "mobile": "07700 900123", "safe-when": ["any"], "say-who": "yes",
    }  # fmt: skip


def in_order(story: Story, after: str, more: Story) -> Story:
    """The story with more answers behind that page."""
    told_so_far: dict[str, Any] = {}
    for page, answer in story.items():
        told_so_far[page] = answer
        told_so_far.update(more if page == after else {})
    return told_so_far


def in_hospital(pack: CouncilPack, leaving: str) -> Visit:
    story = in_order(for_me(pack, hospital="in"), "hospital", {"leaving": leaving, "ward": "Oak ward"})
    return told(pack, "care-needs", {**story, **safely_by_text()})


def test_help_with_daily_life_begins_with_a_talk(pack: CouncilPack) -> None:
    visit = told(pack, "care-needs", {**for_me(pack), **safely_by_text()})
    assert said_next(visit).startswith("Somebody from the care team gets in touch by Friday 18 December")
    assert "Mae’r sgwrs am ddim." in said_next(visit, "cy")
    assert "within 20 working days" in said_next(visit, dated=False)
    assert not urgent(visit)


def test_the_receipt_says_nothing_of_care(pack: CouncilPack) -> None:
    paper = printed(told(pack, "care-needs", {**for_me(pack), **safely_by_text()}))
    assert CODE in paper
    assert not [word for word in ("care", "Mair", "daily life", "wash") if word in paper]


def test_only_what_is_hard_can_be_what_nobody_can_do_alone(pack: CouncilPack) -> None:
    visit = told(pack, "care-needs", for_me(pack))
    page = visit.page_named("cannot")
    assert page.options_from is not None
    assert visit.facts[page.options_from.fact] == ("washing", "home", "people")


@pytest.mark.parametrize(("born", "child"), [("2008-11-20", False), ("2008-11-21", True)])
def test_who_is_not_18_yet_has_a_team_of_their_own(pack: CouncilPack, born: str, child: bool) -> None:
    story = {"care-for": "self", "danger": "no", "born": born}
    assert ended(told(pack, "care-needs", story)) == ("There is a team for children and young people" if child else "")
    assert ended(told(pack, "care-needs", story), "cy") == ("Mae tîm ar gyfer plant a phobl ifanc" if child else "")


@pytest.mark.parametrize("they_know", ["not-yet", "unwilling"])
@pytest.mark.parametrize("danger", ["no", "hurt"])
def test_grown_ups_are_asked_first_unless_they_are_in_danger(pack: CouncilPack, they_know: str, danger: str) -> None:
    story = {
        "care-for": "someone-else", "danger": danger, "their-name": "Mair Llŷr", "you-are": "family",
        "they-know": they_know,
    }  # fmt: skip
    assert ended(told(pack, "care-needs", story)) == ("Please talk with them first" if danger == "no" else "")
    assert ended(told(pack, "care-needs", story), "cy") == ("Siaradwch â nhw yn gyntaf" if danger == "no" else "")


def test_who_cannot_decide_for_themselves_is_helped_all_the_same(pack: CouncilPack) -> None:
    visit = told(pack, "care-needs", {**for_my_mother(pack, they_know="cannot"), **safely_by_text(), "name": ""})
    assert visit.complete


@pytest.mark.parametrize("danger", ["hurt", "today"])
def test_danger_is_urgent_and_says_whom_to_call_now(pack: CouncilPack, danger: str) -> None:
    visit = told(pack, "care-needs", {**for_me(pack, danger=danger), **safely_by_text()})
    assert urgent(visit)
    assert "do-not-wait" in asked(visit)
    assert said_next(visit).startswith("This is marked as urgent.")
    assert routed(visit) == ("adult-protection" if danger == "hurt" else "adult-care")


@pytest.mark.parametrize(("leaving", "soon"), [("2026-11-23", True), ("2026-11-24", False), ("not-sure", False)])
def test_going_home_from_hospital_within_three_days_is_urgent(pack: CouncilPack, leaving: str, soon: bool) -> None:
    visit = in_hospital(pack, leaving)
    assert urgent(visit) is soon
    assert said_next(visit).startswith("Our hospital team talks with the ward")
    assert routed(visit) == "hospital-team"


@pytest.mark.parametrize(
    ("answers", "works_on_it"),
    [
        ({"hospital": "out"}, "back-on-your-feet"),
        ({"began": "days"}, "back-on-your-feet"),
        ({"began": "weeks"}, "adult-care"),
        ({"hard": ["seeing"], "cannot": []}, "senses-team"),
    ],
)
def test_each_team_gets_what_it_can_help_with(pack: CouncilPack, answers: Story, works_on_it: str) -> None:
    visit = told(pack, "care-needs", {**for_me(pack, **answers), **safely_by_text()})
    assert routed(visit) == works_on_it
    assert ("suddenly" in asked(visit)) is (answers.get("began") == "days")


@pytest.mark.parametrize(
    ("copes", "offered", "now"), [("fine", False, False), ("tired", True, False), ("cannot", True, True)]
)
def test_whoever_looks_after_somebody_is_offered_help_too(
    pack: CouncilPack, copes: str, offered: bool, now: bool
) -> None:
    visit = told(pack, "care-needs", {**for_my_mother(pack, helper_copes=copes), **safely_by_text(), "name": "Ann"})
    assert ("referral-carers" in asked(visit)) is offered
    assert urgent(visit) is now


@pytest.mark.parametrize("safe", ["no", "not-sure"])
def test_where_it_is_not_safe_nobody_writes_or_calls(pack: CouncilPack, safe: str) -> None:
    visit = told(pack, "care-needs", {**for_me(pack), "safe-to-contact": safe})
    assert said_next(visit).startswith("We do not write or call. From Friday 18 December on")
    assert said_next(visit, "cy").startswith("Nid ydym yn ysgrifennu nac yn ffonio.")


def test_bins_are_offered_where_the_home_is_hard(pack: CouncilPack) -> None:
    visit = told(pack, "care-needs", {**for_me(pack), **safely_by_text()})
    assert [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)] == ["help-with-bins"]


HOW_MUCH = ("worse", "better", "stop")


def a_change(pack: CouncilPack, what: str, more: Story, danger: str = "no") -> Story:
    """The answers of somebody whose care changes, up to how to be reached."""
    changed = {"what-changed": "help", "how-much-help": what} if what in HOW_MUCH else {"what-changed": what}
    return {
        **changed, "care-for": "self", "danger": danger, "care-number": "", "born": "1941-03-02",
        "where": home(pack), **more, "more-about": "", "full-name": "Mair Llŷr",
    }  # fmt: skip


VISITS = {"visits-wrong": ["missed", "strangers"], "tell-firm": True, "visit-times": ["morning"]}
CHANGES: list[tuple[str, Story, str]] = [
    ("worse", {"more-with": ["nights"], "came": "slowly"}, "adult-care"),
    ("better", {"less-of": ["visits"]}, "adult-care"),
    ("visits", VISITS, "care-firms"),
    ("carer", {"came": "suddenly", "carer-now": "others", "break": "holiday"}, "adult-care"),
    ("money", {"payment": "no-helper"}, "care-money"),
    ("equipment", {"equipment": "small-fault", "which-thing": "A bath lift"}, "care-equipment"),
]


@pytest.mark.parametrize(("what", "more", "works_on_it"), CHANGES)
def test_each_change_reaches_who_can_make_it(pack: CouncilPack, what: str, more: Story, works_on_it: str) -> None:
    visit = told(pack, "care-change", {**a_change(pack, what, more), **safely_by_text()})
    assert routed(visit) == works_on_it
    assert said_next(visit).startswith("Somebody from the care team gets in touch by Friday 27 November")
    assert "Tan hynny mae popeth yn mynd ymlaen fel y mae." in said_next(visit, "cy")
    assert "within 5 working days" in said_next(visit, dated=False)
    assert not urgent(visit)


def test_a_move_is_planned_with_the_other_council(pack: CouncilPack) -> None:
    more = {"new-home": home(pack), "new-home-from": "2026-12-01", "whose-area": "other"}
    assert told(pack, "care-change", {**a_change(pack, "moved", more), **safely_by_text()}).complete


@pytest.mark.parametrize(
    ("what", "more"),
    [
        ("equipment", {"equipment": "broken", "which-thing": "The hoist"}),
        ("carer", {"came": "suddenly", "carer-now": "nobody", "break": "hours"}),
    ],
)
def test_what_is_needed_today_is_urgent(pack: CouncilPack, what: str, more: Story) -> None:
    visit = told(pack, "care-change", {**a_change(pack, what, more), **safely_by_text()})
    assert urgent(visit)
    assert said_next(visit).startswith("This is marked as urgent.")
    assert "wedi’i nodi fel un brys" in said_next(visit, "cy")


def test_danger_is_urgent_whatever_has_changed(pack: CouncilPack) -> None:
    visit = told(pack, "care-change", {**a_change(pack, "better", {"less-of": ["things"]}, "hurt"), **safely_by_text()})
    assert urgent(visit)
    assert routed(visit) == "adult-protection"


def test_rough_helpers_are_looked_at_by_others_than_the_firm(pack: CouncilPack) -> None:
    rough = {**VISITS, "visits-wrong": ["rough", "late"], "tell-firm": False}
    more = in_order(rough, "visit-times", {"better-time": "Breakfast at 8"})
    visit = told(pack, "care-change", {**a_change(pack, "visits", more), **safely_by_text()})
    assert "not-your-fault" in asked(visit)
    assert routed(visit) == "adult-protection"


def test_nothing_stops_before_a_talk(pack: CouncilPack) -> None:
    more = {"why-stop": "cost", "stop-on": "2026-12-01"}
    visit = told(pack, "care-change", {**a_change(pack, "stop", more), **safely_by_text()})
    assert said_next(visit).startswith("Nothing stops before somebody has talked with you.")
    assert said_next(visit, "cy").startswith("Nid oes dim yn stopio cyn i rywun siarad â chi.")


def test_visits_wait_while_somebody_is_in_hospital(pack: CouncilPack) -> None:
    more = {"which-way": "in", "hospital-day": "2026-11-19"}
    visit = told(pack, "care-change", {**a_change(pack, "hospital", more), **safely_by_text()})
    assert "so that they wait" in said_next(visit)
    assert "fel eu bod yn aros" in said_next(visit, "cy")
    assert routed(visit) == "hospital-team"


@pytest.mark.parametrize("safe", ["no", "not-sure"])
def test_a_change_is_asked_for_at_the_desk_where_it_is_not_safe(pack: CouncilPack, safe: str) -> None:
    story = {**a_change(pack, "better", {"less-of": ["visits"]}), "safe-to-contact": safe}
    visit = told(pack, "care-change", story)
    assert said_next(visit).startswith("We do not write or call. From Friday 27 November on")
    assert "gyda’ch cod olrhain beth a ganfuom" in said_next(visit, "cy")


def test_after_a_death_nobody_is_asked_whether_the_person_agrees(pack: CouncilPack) -> None:
    story = {
        "what-changed": "died", "died-name": "Mair Llŷr", "died-on": "2026-11-18", "fetch": ["bed"],
        "care-number": "", "born": "1941-03-02", "where": home(pack), "more-about": "", **safely_by_text(),
        "name": "Ann Llŷr",
    }  # fmt: skip
    visit = told(pack, "care-change", story)
    assert not {"care-for", "they-know", "danger"} & asked(visit)
    assert said_next(visit).startswith("We stop the visits, and no bill counts days after that.")
    assert said_next(visit, "cy").startswith("Rydym yn stopio’r ymweliadau")
    assert [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)] == ["register-death"]
    assert "Mair" not in printed(visit)


def test_a_carer_who_cannot_go_on_is_offered_help_too(pack: CouncilPack) -> None:
    whose = {
        "what-changed": "carer", "care-for": "someone-else", "danger": "no", "their-name": "Mair Llŷr",
        "you-are": "family", "they-know": "agree", "whose-contact": "mine",
    }  # fmt: skip
    rest = a_change(pack, "carer", {"came": "slowly", "carer-now": "still", "break": "hours"})
    story = {**whose, **{page: answer for page, answer in rest.items() if page not in {*whose, "full-name"}}}
    visit = told(pack, "care-change", {**story, **safely_by_text(), "name": "Ann Llŷr"})
    assert "referral-carers" in asked(visit)


@pytest.mark.parametrize("they_know", ["not-yet", "unwilling"])
def test_care_is_not_changed_behind_somebodys_back(pack: CouncilPack, they_know: str) -> None:
    story = {
        "what-changed": "help", "how-much-help": "stop", "care-for": "someone-else", "danger": "no",
        "their-name": "Mair Llŷr", "you-are": "family", "they-know": they_know,
    }  # fmt: skip
    assert ended(told(pack, "care-change", story)) == "Please talk with them first"
