"""Parents who look for a school, and carers too."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, papers, printed, routed, said_next, told, urgent

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


def test_whoever_may_move_shows_the_present_home(pack: CouncilPack) -> None:
    assert papers(told(pack, "school-first", first_place(pack, moving="not-sure"))) == {"birth", "home"}


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
    assert "you do not lose your place in the queue" in said_next(visit)
    assert "pwy all eich helpu i gytuno" in said_next(visit, "cy")
    assert "within 10 working days" in said_next(visit, dated=False)


def test_brothers_sisters_and_twins_are_told(pack: CouncilPack) -> None:
    story = first_place(pack, sister_there=True, same_age=True, parent="other")
    story = behind(story, "sister-there", {"sisters": [{"name": "Lowri Llŷr", "born": "2019-05-01"}]})
    visit = told(pack, "school-first", story)
    assert {"each-one", "not-family"} <= asked(visit)
    assert visit.complete


def another_school(pack: CouncilPack, **answers: Any) -> Story:
    """A family of a nine-year-old that has moved here; the child goes on at the school of the old place."""
    story = {
        **CHILD, "born": "2017-02-03", "attends": "yes", "school-now": "Hill School, Marlton", "why-change": "moved",
        "where": home(pack), "in-care": "no", "plan": "no", "family": [], "been-there": "nearly-always",
        "first-school": "helyg", "second-school": "none", "sister-there": False, "begin": "at-once",
        "way-there": "alone", **WHO_ASKS,
    }  # fmt: skip
    return with_answers(story, answers)


def test_another_school_is_known_in_fifteen_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "school-in-year", another_school(pack))
    assert "By Friday 11 December you know which one has a place." in said_next(visit)
    assert "gadewch i’ch plentyn barhau fel nawr" in said_next(visit, "cy")
    assert "within 15 working days" in said_next(visit, dated=False)
    assert papers(visit) == {"birth", "home"}
    assert not urgent(visit)
    assert not [word for word in ("Nia", "Hill School") if word in printed(visit)]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2022-09-01", "Your child starts school later"),
        ("2022-08-31", ""),
        ("2010-09-01", ""),
        ("2010-08-31", "After year 11, you ask the college or school itself"),
    ],
)
def test_this_is_for_years_from_reception_to_11(pack: CouncilPack, born: str, expected: str) -> None:
    assert ended(told(pack, "school-in-year", {**CHILD, "born": born})) == expected


def test_who_is_too_young_or_too_old_is_told_in_welsh_too(pack: CouncilPack) -> None:
    young = told(pack, "school-in-year", {**CHILD, "born": "2022-09-01"})
    old = told(pack, "school-in-year", {**CHILD, "born": "2010-08-31"})
    assert ended(young, "cy") == "Bydd eich plentyn yn dechrau’r ysgol yn nes ymlaen"
    assert ended(old, "cy").startswith("Ar ôl blwyddyn 11")


@pytest.mark.parametrize(
    ("born", "schools", "exams"),
    [
        ("2015-09-01", "first-school", False),
        ("2015-08-31", "first-upper", False),
        ("2012-09-01", "first-upper", False),
        ("2012-08-31", "first-upper", True),
    ],
)
def test_the_year_decides_which_schools_and_whether_exams_are_asked(
    pack: CouncilPack, born: str, schools: str, exams: bool
) -> None:
    story = another_school(pack, born=born)
    upto = {page: story[page] for page in list(story)[: list(story).index("first-school")]}
    found = asked(told(pack, "school-in-year", upto))
    assert ("exams" in found) is exams
    assert {"first-school", "first-upper"} & found == {schools}


@pytest.mark.parametrize("attends", ["stopped", "never"])
def test_children_without_a_school_come_first(pack: CouncilPack, attends: str) -> None:
    story = another_school(pack, attends=attends)
    if attends == "stopped":
        story = behind(story, "school-now", {"last-day": "2026-11-10"})
    else:
        story = {page: answer for page, answer in story.items() if page not in ("school-now", "been-there")}
    visit = told(pack, "school-in-year", story)
    assert urgent(visit)
    assert routed(visit) == "no-child-without-school"
    assert said_next(visit).startswith("Children without a school come first.")
    assert said_next(visit, "cy").startswith("Plant heb ysgol sy’n dod yn gyntaf.")


@pytest.mark.parametrize(("sent_away", "for_good"), [("for-good", True), ("days", False), ("talked-into", False)])
def test_who_was_sent_away_for_good_has_lessons_from_the_sixth_day(
    pack: CouncilPack, sent_away: str, for_good: bool
) -> None:
    story = behind(another_school(pack, why_change="sent-away"), "why-change", {"sent-away": sent_away})
    visit = told(pack, "school-in-year", story)
    assert said_next(visit).startswith("Your child has lessons again from the sixth school day on") is for_good
    assert ("o’r chweched diwrnod ysgol" in said_next(visit, "cy")) is for_good
    assert urgent(visit) is for_good
    assert ("no-letter" in asked(visit)) is (sent_away == "talked-into")


@pytest.mark.parametrize(("talked", "told_more"), [("not-yet", True), ("helped", True), ("no-help", False)])
def test_what_the_school_has_to_do_is_said_before_it_is_left(pack: CouncilPack, talked: str, told_more: bool) -> None:
    story = behind(another_school(pack, why_change="unhappy"), "why-change", {"talked": talked})
    assert ("talk-helps" in asked(told(pack, "school-in-year", story))) is told_more


@pytest.mark.parametrize(
    ("been_there", "to"),
    [("often", "school-places"), ("hardly", "no-child-without-school")],
)
def test_a_child_who_stays_away_gets_more_than_a_school(pack: CouncilPack, been_there: str, to: str) -> None:
    assert routed(told(pack, "school-in-year", another_school(pack, been_there=been_there))) == to


def test_a_move_is_shown_by_the_new_contract(pack: CouncilPack) -> None:
    more = {"new-home": home(pack), "new-home-from": "not-sure"}
    visit = told(pack, "school-in-year", behind(another_school(pack, why_change="moving"), "where", more))
    assert papers(visit) == {"birth", "new-home"}


def test_with_a_plan_it_is_the_plan_that_changes(pack: CouncilPack) -> None:
    story = another_school(pack, plan="yes")
    upto = {page: story[page] for page in list(story)[: list(story).index("family")]}
    assert ended(told(pack, "school-in-year", upto)) == "The plan itself names the school"


def test_parents_who_do_not_agree_are_helped_to(pack: CouncilPack) -> None:
    visit = told(pack, "school-in-year", another_school(pack, both_agree="no"))
    assert "who can help you to agree" in said_next(visit)
    assert "hawl i wersi" in said_next(visit, "cy")
