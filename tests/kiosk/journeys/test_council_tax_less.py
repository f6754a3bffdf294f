"""Residents who may pay less council tax because of who lives with them."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, papers, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError

ACCOUNT = "12345674"
ONE = "council-tax-one-adult"


def alone(**answers: Any) -> Story:
    """Return somebody whose partner moved out in September, up to the home."""
    return {
        "for-whom": "self", "main-home": True, "yourself": "none", "anyone-else": False, "since": "2026-09-01",
        "what-changed": "moved-out", "who-left": "Huw Llŷr", "comes-back": "no", "went-to": "Mill Lane, Fairholme",
        "rest-hard": False, **answers,
    }  # fmt: skip


def asked_for(pack: CouncilPack, answers: Story) -> Story:
    """Return the same with home, account and name, a text message and a promise that it is true."""
    return {
        **answers, "where": home(pack), "account": ACCOUNT, "bill-name": "Mair Llŷr", **by_text(), "true": "yes",
    }  # fmt: skip


def without(answers: Story, *pages: str) -> Story:
    return {page: value for page, value in answers.items() if page not in pages}


def with_others(*reasons: str, **answers: Any) -> Story:
    """Return somebody who lives with others, each with the reason why they may not count."""
    others = [{"name": f"Person {'ABCD'[at]}", "reason": reason} for at, reason in enumerate(reasons)]
    story = {"for-whom": "self", "main-home": True, "yourself": "none", "anyone-else": True, "others": others}
    rest = {"since": "2026-09-01", "what-changed": "stopped-counting", "rest-hard": False}
    return {**story, **answers, **rest}


def test_whoever_is_the_only_adult_pays_a_quarter_less(pack: CouncilPack) -> None:
    visit = told(pack, ONE, asked_for(pack, alone()))
    assert said_next(visit).startswith("We send a new bill by Friday 4 December. It is one quarter less from")
    assert "Tuesday 1 September 2026" in said_next(visit)
    assert said_next(visit, "cy").startswith("Rydym yn anfon bil newydd erbyn dydd Gwener 4 Rhagfyr. Mae chwarter")
    assert "within 10 working days" in said_next(visit, dated=False)
    assert papers(visit) == set()
    assert "Huw" not in printed(visit)


def test_it_is_for_the_main_home_only(pack: CouncilPack) -> None:
    visit = told(pack, ONE, {"for-whom": "self", "main-home": False})
    assert ended(visit) == "This is only for a main home"
    assert ended(visit, "cy") == "Dim ond ar gyfer prif gartref y mae hyn"


@pytest.mark.parametrize("yourself", ["student", "ill"])
def test_students_and_the_very_ill_may_pay_nothing(pack: CouncilPack, yourself: str) -> None:
    visit = told(pack, ONE, {"for-whom": "self", "main-home": True, "yourself": yourself})
    assert ended(visit) == "There may be nothing to pay at all"
    assert ended(visit, "cy") == "Efallai na fydd dim i’w dalu o gwbl"


@pytest.mark.parametrize(
    ("yourself", "reasons", "too_many"),
    [
        ("none", ["none"], True),
        ("none", ["student", "carer"], False),
        ("none", ["student", "none"], True),
        ("carer", ["none"], False),
        ("carer", ["none", "none"], True),
        ("carer", ["none", "apprentice"], False),
        ("apprentice", ["leaver"], False),
    ],
)
def test_it_is_for_homes_where_one_adult_counts(
    pack: CouncilPack, yourself: str, reasons: list[str], too_many: bool
) -> None:
    story = with_others(*reasons, yourself=yourself)
    visit = told(pack, ONE, {page: story[page] for page in list(story)[:5]} if too_many else story)
    assert ended(visit) == ("This is for homes where one adult counts" if too_many else "")
    assert ended(visit, "cy") == ("Mae hyn ar gyfer cartrefi lle mae un oedolyn yn cyfrif" if too_many else "")


@pytest.mark.parametrize(
    ("reason", "paper"),
    [("student", "student"), ("apprentice", "apprentice"), ("leaver", "leaver"), ("carer", "care"), ("ill", "care")],
)
def test_each_adult_who_does_not_count_is_shown_by_a_paper(pack: CouncilPack, reason: str, paper: str) -> None:
    visit = told(pack, ONE, asked_for(pack, with_others(reason)))
    assert papers(visit) == {paper}
    assert said_next(visit).startswith("We send a new bill within 10 working days of the council getting your papers.")
    assert "Bring it by Friday 18 December, with your tracking code." in printed(visit)


@pytest.mark.parametrize(("yourself", "half"), [("carer", True), ("apprentice", True), ("none", False)])
def test_where_nobody_counts_it_may_be_half_off(pack: CouncilPack, yourself: str, half: bool) -> None:
    lone = told(pack, ONE, asked_for(pack, alone(yourself=yourself)))
    shared = told(pack, ONE, asked_for(pack, with_others("student", yourself=yourself)))
    assert [said_next(visit).startswith("It may be half off") for visit in (lone, shared)] == [half, half]
    assert said_next(lone, "cy").startswith("Gall fod yn hanner pris") is half


@pytest.mark.parametrize("comes_back", ["away", "nights"])
def test_whoever_still_lives_there_still_counts(pack: CouncilPack, comes_back: str) -> None:
    story = without(alone(**{"comes-back": comes_back}), "went-to", "rest-hard")
    assert ended(told(pack, ONE, story)) == "They still count, so the full bill is due"
    assert ended(told(pack, ONE, story), "cy").startswith("Maen nhw’n cyfrif o hyd")


def test_after_a_death_only_the_name_is_asked(pack: CouncilPack) -> None:
    visit = told(pack, ONE, asked_for(pack, without(alone(**{"what-changed": "died"}), "comes-back", "went-to")))
    assert "sorry" in asked(visit)
    assert visit.complete


@pytest.mark.parametrize(("since", "long_ago"), [("2025-11-20", False), ("2025-11-19", True)])
def test_only_more_than_a_year_back_a_reason_is_asked(pack: CouncilPack, since: str, long_ago: bool) -> None:
    visit = told(pack, ONE, without(alone(since=since), "rest-hard"))
    assert ("not-sooner" in asked(visit)) is long_ago


def test_a_day_still_to_come_is_refused(pack: CouncilPack) -> None:
    with pytest.raises(AnswerError):
        told(pack, ONE, without(alone(since="2026-11-21"), "what-changed", "who-left", "comes-back", "went-to"))


def test_a_daughter_asks_for_her_father(pack: CouncilPack) -> None:
    story = {
        "for-whom": "someone-else", "their-name": "Ifan Llŷr", "you-are": "family", "they-agree": True,
        "whose-contact": "mine", **without(alone(), "for-whom"), "where": home(pack), "account": "not-sure",
        **without_reply(), "true": "yes",
    }  # fmt: skip
    visit = told(pack, ONE, story)
    assert visit.complete
    assert "bill-name" not in asked(visit)


STUDENTS = "council-tax-students"


def student(hours: str = "full") -> Story:
    return {
        "name": "Nia Llŷr", "place": "Marlshire University", "hours": hours, "first-day": "2026-09-21",
        "last-day": "2029-06-15",
    }  # fmt: skip


def shared(pack: CouncilPack, *hours: str, others: int = 0, **answers: Any) -> Story:
    """Return a house of students who study so much, with so many other adults."""
    story = {
        "student-home": "shared", "students": [student(each) for each in hours], "other-adults": str(others), **answers,
        "since": "2026-09-12", "contract-end": "2027-08-31", "where": home(pack), "account": "not-sure",
        **by_text(), "true": "yes",
    }  # fmt: skip
    return {page: value for page, value in story.items() if value is not None}


def test_a_house_of_students_pays_nothing_once_the_papers_were_seen(pack: CouncilPack) -> None:
    visit = told(pack, STUDENTS, shared(pack, "full", "full", "school"))
    assert said_next(visit).startswith(
        "Within 10 working days of the council getting your papers, we write that there is"
    )
    assert said_next(visit, "cy").startswith("O fewn 10 diwrnod gwaith i’r cyngor gael eich papurau, byddwn yn")
    assert papers(visit) == {"certificate"}
    assert "Nia" not in printed(visit)
    assert "bill-name" not in asked(visit)


@pytest.mark.parametrize(
    ("hours", "others", "visa"),
    [(["full"], 1, False), (["full", "part"], 0, None), (["full"], 2, True), (["full", "part"], 1, True)],
)
def test_with_one_who_counts_it_is_a_quarter_less(
    pack: CouncilPack, hours: list[str], others: int, visa: bool | None
) -> None:
    visit = told(pack, STUDENTS, shared(pack, *hours, others=others, **{"visa-partner": visa}))
    assert said_next(visit).startswith("Within 10 working days of the council getting your papers, we send a bill")


def test_a_partner_who_may_not_work_does_not_count(pack: CouncilPack) -> None:
    visit = told(pack, STUDENTS, shared(pack, "full", others=1, **{"visa-partner": True}))
    assert "there is nothing to pay" in said_next(visit)
    assert papers(visit) == {"certificate", "visa"}


@pytest.mark.parametrize(
    ("hours", "others", "visa"),
    [
        (["full"], 2, False),
        (["full", "part"], 1, False),
        (["full", "part", "part"], 0, None),
        (["full"], 3, True),
        (["full", "part"], 2, True),
    ],
)
def test_with_two_who_count_the_others_pay_all_of_it(
    pack: CouncilPack, hours: list[str], others: int, visa: bool | None
) -> None:
    story = shared(pack, *hours, others=others, **{"visa-partner": visa})
    visit = told(pack, STUDENTS, {page: story[page] for page in list(story)[: 3 if visa is None else 4]})
    assert ended(visit) == "Two adults there are not full-time students"
    assert ended(visit, "cy") == "Nid yw dau oedolyn yno’n fyfyrwyr llawn amser"


def test_with_few_hours_a_student_counts(pack: CouncilPack) -> None:
    visit = told(pack, STUDENTS, {"student-home": "shared", "students": [student("part")]})
    assert ended(visit) == "With fewer hours a student counts like everybody else"
    assert ended(visit, "cy") == "Gyda llai o oriau mae myfyriwr yn cyfrif fel pawb arall"


@pytest.mark.parametrize(
    ("kind", "english", "welsh"),
    [
        ("hall", "You have nothing to do or pay", "Nid oes gennych ddim i’w wneud na’i dalu"),
        ("room", "The landlord gets the bill", "Y landlord sy’n cael y bil"),
    ],
)
def test_in_a_hall_or_a_single_room_others_get_the_bill(pack: CouncilPack, kind: str, english: str, welsh: str) -> None:
    visit = told(pack, STUDENTS, {"student-home": kind})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


@pytest.mark.parametrize(("day", "fits"), [("2027-02-20", True), ("2027-02-21", False)])
def test_moving_in_may_be_up_to_three_months_ahead(pack: CouncilPack, day: str, fits: bool) -> None:
    story = {**shared(pack, "full"), "since": day}
    if fits:
        assert told(pack, STUDENTS, story).complete
    else:
        with pytest.raises(AnswerError):
            told(pack, STUDENTS, story)
