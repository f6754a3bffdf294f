"""Students who look for money, and their parents."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, by_text, ended, printed, routed, said_next, told, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.page_views import page_view


def looking(course: str, **answers: Any) -> Story:
    """Somebody of 18 who begins in 2027, and wants to see what to do."""
    away = {"lived": "england"} if course in ("university", "health", "masters") else {}
    income = {} if course == "work" else {"home-income": "middle"}
    story = {"age": "18", "course": course, "begins": "next", **away, **income, "student-has": []}
    story |= {"wants": "steps"}
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    assert given.keys() <= story.keys()
    return story | given


def from_abroad(may_stay: str) -> Story:
    """A student who lived elsewhere, and may stay or not."""
    story: dict[str, Any] = {}
    for page, answer in looking("university", lived="abroad").items():
        story[page] = answer
        story.update({"may-stay": may_stay} if page == "lived" else {})
    return story


def said_at_the_end(pack: CouncilPack, story: Story, code: str = "en") -> str:
    """All that stands on the ending."""
    visit = told(pack, "student-finance", story)
    assert visit.ending is not None
    return " ".join(page_view(visit, visit.ending, pack.language(code)).text)


@pytest.mark.parametrize(
    ("story", "english", "welsh"),
    [
        ({"age": "15"}, "This money begins at 16", "Mae’r arian hwn yn dechrau yn 16 oed"),
        (looking("college", age="16"), "Ask the college for its bursary", "Gofynnwch i’r coleg am ei fwrsari"),
        (looking("college", age="18"), "Ask the college for its bursary", "Gofynnwch i’r coleg am ei fwrsari"),
        (looking("college", age="19"), "The course may be free", "Efallai fod y cwrs am ddim"),
        (looking("work"), "You are paid, and pay nothing for the course", "Rydych yn cael eich talu, ac nid ydych"),
        (looking("university"), "Ask Student Finance England", "Gofynnwch i Gyllid Myfyrwyr Lloegr"),
        (looking("masters", lived="wales"), "Ask Student Finance Wales", "Gofynnwch i Gyllid Myfyrwyr Cymru"),
        (looking("health", lived="other-uk"), "Ask in the country that you come from", "Gofynnwch yn y wlad"),
        (from_abroad("yes"), "Ask Student Finance England", "Gofynnwch i Gyllid Myfyrwyr Lloegr"),
        (from_abroad("refugee"), "Ask Student Finance England", "Gofynnwch i Gyllid Myfyrwyr Lloegr"),
        (from_abroad("visa"), "Ask the university before you ask for a loan", "Gofynnwch i’r brifysgol cyn"),
        (from_abroad("not-sure"), "Ask the university before you ask for a loan", "Gofynnwch i’r brifysgol cyn"),
    ],
)
def test_each_student_is_shown_the_right_way(pack: CouncilPack, story: Story, english: str, welsh: str) -> None:
    visit = told(pack, "student-finance", story)
    assert ended(visit) == english
    assert ended(visit, "cy").startswith(welsh)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (looking("college", student_has=["care"]), "up to £1,200 a year"),
        (looking("university", begins="begun"), "up to 9 months after the first day"),
        (looking("masters"), "There is one loan for a master’s degree"),
        (looking("masters", lived="wales"), "There is one loan for a master’s degree"),
        (looking("health"), "£5,000 a year that they never pay back"),
        (looking("university", student_has=["apart"]), "then only your own money counts"),
        (looking("university", home_income="low"), "With up to £25,000 at home"),
        (looking("university", home_income="not-sure"), "depends on what comes in at home"),
    ],
)
def test_the_steps_fit_the_student(pack: CouncilPack, story: Story, expected: str) -> None:
    assert expected in said_at_the_end(pack, story)
    assert said_at_the_end(pack, story) != said_at_the_end(pack, story, "cy")


def with_somebody(*hard: str, **answers: Any) -> Story:
    """A student who wants somebody to go through it with them, up to how to be reached."""
    return looking("university", wants="person", **answers) | {"hard-part": list(hard), "last-day": "2027-05-22"}


def test_somebody_goes_through_it_with_the_student(pack: CouncilPack) -> None:
    visit = told(pack, "student-finance", {**with_somebody("debt"), **by_text(), "name": "Nia Llŷr"})
    assert said_next(visit).startswith(
        "Somebody who knows about money for learning gets in touch by Friday 27 November"
    )
    assert "yn mynd drwyddo gyda chi" in said_next(visit, "cy")
    assert "within 5 working days" in said_next(visit, dated=False)
    assert routed(visit) == "learning-and-money"
    assert "Nia" not in printed(visit)


def test_who_wants_no_reply_finds_a_list_at_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, "student-finance", {**with_somebody("what"), **without_reply()})
    assert "the desk here has a list for you" in said_next(visit)
    assert "bydd rhestr i chi wrth y ddesg yma" in said_next(visit, "cy")


def test_who_was_in_care_has_a_team_of_their_own(pack: CouncilPack) -> None:
    story = with_somebody("papers", student_has=["care", "disability"])
    assert routed(told(pack, "student-finance", {**story, **without_reply()})) == "leaving-care"


@pytest.mark.parametrize(("hard", "first"), [("money-now", "crisis-help"), ("form", "council-tax-students")])
def test_help_today_comes_before_help_with_council_tax(pack: CouncilPack, hard: str, first: str) -> None:
    visit = told(pack, "student-finance", {**with_somebody(hard), **without_reply()})
    assert next(nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)) == first
