"""Parents who look for a school, and carers too."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, papers, printed, routed, said_next, told

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError

CHILD = {"child-name": "Nia Llŷr", "born": "2023-01-31"}
WHO_ASKS = {"parent": "parent", "both-agree": "yes", **by_text(), "your-full-name": "Mair Llŷr", "true": True}


def with_answers(story: Story, answers: Story) -> Story:
    """The story with other answers to some of its pages."""
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    assert given.keys() <= story.keys()
    return {**story, **given}


def first_place(pack: CouncilPack, **answers: Any) -> Story:
    """A first school place for a child of four in September, at one home, without anything special."""
    story = {
        **CHILD, "where": home(pack), "second-home": "no", "moving": False, "in-care": "no", "plan": "no",
        "first-school": "mill-road", "second-school": "castle", "third-school": "none", "sister-there": False,
        "same-age": False, "works-there": False, "needs-one-school": False, **WHO_ASKS,
    }  # fmt: skip
    return with_answers(story, answers)


def behind(story: Story, page: str, more: Story) -> Story:
    """The story with more answers behind that page."""
    longer: dict[str, Any] = {}
    for name, answer in story.items():
        longer[name] = answer
        longer.update(more if name == page else {})
    return longer


def test_who_is_in_time_hears_on_16_april(pack: CouncilPack) -> None:
    visit = told(pack, "school-first", first_place(pack))
    assert "by Friday 4 December" in said_next(visit)
    assert "you hear on 16 April 2027 which school it is" in said_next(visit)
    assert "cewch glywed ar 16 Ebrill 2027" in said_next(visit, "cy")
    assert papers(visit) == {"birth", "home"}
    assert "birth certificate" in printed(visit)
    assert "Nia" not in printed(visit)


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2023-09-01", "It is too early for this child"),
        ("2023-08-31", ""),
        ("2022-09-01", ""),
        ("2022-03-31", "Your child can go to school now"),
    ],
)
def test_september_decides_when_school_begins(pack: CouncilPack, born: str, expected: str) -> None:
    visit = told(pack, "school-first", {**CHILD, "born": born})
    assert ended(visit) == expected
    assert "agreed-later" not in asked(visit)


@pytest.mark.parametrize("born", ["2022-04-01", "2022-08-31"])
def test_a_year_later_has_to_be_agreed(pack: CouncilPack, born: str) -> None:
    no = told(pack, "school-first", {**CHILD, "born": born, "agreed-later": False})
    assert ended(no, "cy") == "Gall eich plentyn fynd i’r ysgol nawr"
    assert ended(told(pack, "school-first", {**CHILD, "born": born, "agreed-later": True})) == ""


@pytest.mark.parametrize(("born", "young"), [("2023-03-31", False), ("2023-04-01", True)])
def test_only_summer_children_choose_how_they_start(pack: CouncilPack, born: str, young: bool) -> None:
    assert ("start" in asked(told(pack, "school-first", {**CHILD, "born": born}))) is young


def test_a_start_in_2028_is_asked_of_the_schools(pack: CouncilPack) -> None:
    story = behind(first_place(pack, born="2023-06-05"), "born", {"start": "year-later"})
    visit = told(pack, "school-first", story)
    assert said_next(visit).startswith("We ask the schools about the later start")
    assert "Medi 2027 yr un fath" in said_next(visit, "cy")


def test_no_school_is_named_twice(pack: CouncilPack) -> None:
    story = first_place(pack)
    upto = {page: story[page] for page in list(story)[: list(story).index("second-school")]}
    visit = told(pack, "school-first", upto)
    with pytest.raises(AnswerError) as error:
        visit.answer("second-school", "mill-road")
    assert error.value.code == "same-again"
    assert "third-school" not in asked(visit.answer("second-school", "none"))


def test_a_plan_names_the_school_itself(pack: CouncilPack) -> None:
    story = first_place(pack, plan="yes")
    upto = {page: story[page] for page in list(story)[: list(story).index("first-school")]}
    assert ended(told(pack, "school-first", upto)) == "The plan itself names the school"
    assert ended(told(pack, "school-first", upto), "cy") == "Y cynllun ei hun sy’n enwi’r ysgol"


@pytest.mark.parametrize("place", ["first-school", "second-school", "third-school"])
def test_the_church_school_asks_about_church_wherever_it_stands(pack: CouncilPack, place: str) -> None:
    visit = told(pack, "school-first", behind(first_place(pack, **{place: "st-mary"}), "third-school", {"faith": True}))
    assert papers(visit) == {"birth", "home", "faith"}


@pytest.mark.parametrize(
    ("page", "answer", "more", "paper"),
    [
        ("second-home", "half", {}, "two-homes"),
        ("in-care", "before", {}, "was-in-care"),
        ("needs-one-school", True, {"needs-why": "A lift"}, "needs"),
    ],
)
def test_what_counts_has_to_be_shown(pack: CouncilPack, page: str, answer: Any, more: Story, paper: str) -> None:
    visit = told(pack, "school-first", behind(first_place(pack, **{page: answer}), page, more))
    assert papers(visit) == {"birth", "home", paper}


def test_the_new_home_is_shown_in_place_of_the_old_one(pack: CouncilPack) -> None:
    more = {"new-home": home(pack), "new-home-from": "2027-09-30"}
    visit = told(pack, "school-first", behind(first_place(pack, moving=True), "moving", more))
    assert papers(visit) == {"birth", "new-home"}
    with pytest.raises(AnswerError, match="date-late"):
        visit.answer("new-home-from", "2027-10-01")


@pytest.mark.parametrize(("in_care", "to"), [("no", "school-places"), ("now", "children-in-care")])
def test_children_in_care_have_their_own_team(pack: CouncilPack, in_care: str, to: str) -> None:
    assert routed(told(pack, "school-first", first_place(pack, in_care=in_care))) == to


def test_parents_who_do_not_agree_lose_no_time(pack: CouncilPack) -> None:
    visit = told(pack, "school-first", first_place(pack, both_agree="no"))
    assert "you do not lose your place in the line" in said_next(visit)
    assert "pwy all eich helpu i gytuno" in said_next(visit, "cy")
    assert "within 10 working days" in said_next(visit, dated=False)


def test_brothers_sisters_and_twins_are_told(pack: CouncilPack) -> None:
    story = first_place(pack, sister_there=True, same_age=True, parent="other")
    story = behind(story, "sister-there", {"sisters": [{"name": "Lowri Llŷr", "born": "2019-05-01"}]})
    visit = told(pack, "school-first", story)
    assert {"each-one", "not-family"} <= asked(visit)
    assert visit.complete
