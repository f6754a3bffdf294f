"""Residents who ask for a bus pass: by their age, or for a disability."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed

FOR_ME: Story = {"for-whom": "self"}
NOT_SAFE: Story = {"safe-to-contact": "no"}


@pytest.mark.parametrize(
    ("born", "early"),
    [
        ("1950-01-01", False),
        ("1960-04-05", False),
        ("1960-07-31", False),
        ("1960-08-05", False),
        ("1960-08-06", True),
        ("1960-09-06", True),
        ("1961-03-06", True),
        ("1980-01-01", True),
    ],
)
def test_the_pass_comes_with_the_age_of_the_state_pension(pack: CouncilPack, born: str, early: bool) -> None:
    visit = told(pack, "older-bus-pass", {**FOR_ME, "wanted": "new", "born": born})
    assert ended(visit) == ("It is too early for this pass" if early else "")
    assert ended(visit, "cy") == ("Mae’n rhy gynnar ar gyfer y pàs hwn" if early else "")


def a_first_pass(pack: CouncilPack, **more: Any) -> Story:
    first = {**FOR_ME, "wanted": "new", "born": "1950-03-27", "lives-here": "yes", "where": home(pack)}
    rest = {"name-on-pass": "Mrs A Rees", "photo": "bring", "with-help": "no", "name": "Ann Rees", **without_reply()}
    return {**first, **rest, "true": "yes", **more}


def test_a_first_pass_comes_by_post(pack: CouncilPack) -> None:
    visit = told(pack, "older-bus-pass", a_first_pass(pack))
    assert "the pass comes by post within 10 working days" in said_next(visit)
    assert "daw’r pàs drwy’r post o fewn" in said_next(visit, "cy")
    assert {paper.id for paper in needed(visit)} == {"age", "address", "photo"}
    assert "1950" not in printed(visit)


def test_a_pass_is_given_where_the_home_is(pack: CouncilPack) -> None:
    story = {**FOR_ME, "wanted": "new", "born": "1950-03-27", "lives-here": "no"}
    assert ended(told(pack, "older-bus-pass", story)) == "The council where your home is gives the pass"


@pytest.mark.parametrize(
    ("how", "more", "expected"),
    [
        ("lost", {}, "The old pass stops working today. Please pay £10"),
        ("stolen", {"crime-number": "42"}, "The old pass stops working today. You get a new one by post by"),
        ("broken", {}, "Once we have seen the broken pass, a new one comes"),
    ],
)
def test_only_a_lost_pass_costs_something(pack: CouncilPack, how: str, more: Story, expected: str) -> None:
    first = {**FOR_ME, "wanted": "lost", "born": "1950-03-27", "where": home(pack), "lost-how": how, **more}
    visit = told(
        pack, "older-bus-pass", {**first, "pass-number": "", "name": "Ann Rees", **without_reply(), "true": "yes"}
    )
    assert said_next(visit).startswith(expected)
    assert ("You pay nothing for it" in said_next(visit)) == (how != "lost")
    assert ("old-pass" in {paper.id for paper in needed(visit)}) == (how == "broken")
    assert not {"name-on-pass", "photo"} & asked(visit)


def test_the_next_pass_does_not_ask_for_the_age_again(pack: CouncilPack) -> None:
    first = {**FOR_ME, "wanted": "renew", "born": "1970-03-27", "where": home(pack), "pass-number": ""}
    rest = {"photo": "desk", "with-help": "yes", "name": "Ann Rees", **without_reply(), "true": "yes"}
    visit = told(pack, "older-bus-pass", {**first, **rest})
    assert said_next(visit).startswith("The next pass comes by post by")
    assert not needed(visit)


def test_a_new_name_brings_its_paper(pack: CouncilPack) -> None:
    first = {**FOR_ME, "wanted": "changed", "born": "1950-03-27", "lives-here": "yes", "where": home(pack)}
    rest = {"what-changed": "name", "pass-number": "", "name-on-pass": "Ann Jones", "name": "Ann Jones"}
    visit = told(pack, "older-bus-pass", {**first, **rest, **without_reply(), "true": "yes"})
    assert {paper.id for paper in needed(visit)} == {"address", "new-name", "old-pass"}
    assert "reach the age" not in said_next(visit)


def for_a_reason(reason: str, born: str = "1990-01-31", **more: Any) -> Story:
    return {**FOR_ME, "wanted": "new", "born": born, "reason": reason, **more}


@pytest.mark.parametrize(
    ("born", "heading"), [("2021-11-20", ""), ("2021-11-21", "Children under 5 travel free without a pass")]
)
def test_small_children_need_no_pass(pack: CouncilPack, born: str, heading: str) -> None:
    visit = told(pack, "disabled-bus-pass", {**FOR_ME, "wanted": "new", "born": born})
    assert ended(visit) == heading


@pytest.mark.parametrize(
    ("story", "heading"),
    [
        (for_a_reason("none"), "The law gives this pass for those reasons only"),
        (for_a_reason("walking", lasts="shorter"), "The pass is for what lasts 12 months or more"),
        (for_a_reason("walking", lasts="year"), ""),
        (for_a_reason("hearing", lasts="not-sure"), ""),
        (for_a_reason("driving", lasts="for-good", driving="drink"), "For drink or drugs alone, the law gives no pass"),
        (for_a_reason("driving", lasts="for-good", driving="refused"), ""),
    ],
)
def test_what_the_law_asks_for(pack: CouncilPack, story: Story, heading: str) -> None:
    visit = told(pack, "disabled-bus-pass", story)
    assert ended(visit) == heading
    assert bool(ended(visit, "cy")) == bool(heading)


def shown_by(pack: CouncilPack, proof: str, **doctor: str) -> Story:
    rest = {page.replace("_", "-"): answer for page, answer in doctor.items()}
    return {
        **for_a_reason("sight", lasts="for-good", proof=proof), **rest, "alone": "sometimes", "alone-why": "Stops",
        "where": home(pack), "photo": "bring", **NOT_SAFE, "name": "Ann Rees", "true": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("proof", "doctor", "expected", "paper"),
    [
        ("blue-badge", {}, "Once we have seen your papers, we can decide at once", "badge"),
        ("benefit", {}, "Once we have seen your papers, we can decide at once", "benefit"),
        ("list", {}, "Once we have seen your papers, we can decide at once", ""),
        ("doctor", {}, "Once we have seen your papers, we decide within 20 working days", "doctor"),
        (
            "nothing",
            {"ask_doctor": "yes", "doctor_name": "Dr Khan"},
            "We ask the doctor. Once we have the answer and all your papers",
            "",
        ),
        ("nothing", {"ask_doctor": "no"}, "Once we have seen your papers", ""),
    ],
)
def test_what_can_be_shown_tells_how_fast_it_goes(
    pack: CouncilPack, proof: str, doctor: Story, expected: str, paper: str
) -> None:
    visit = told(pack, "disabled-bus-pass", shown_by(pack, proof, **doctor))
    assert said_next(visit).startswith(expected)
    assert {each.id for each in needed(visit)} == {"address", "photo", *([paper] if paper else [])}


def test_nothing_of_a_disability_is_printed(pack: CouncilPack) -> None:
    paper = printed(told(pack, "disabled-bus-pass", shown_by(pack, "blue-badge")))
    assert not [word for word in ("Bus pass", "disabled", "Blue Badge", "Rees") if word in paper]


def test_a_lost_pass_asks_for_no_reason_again(pack: CouncilPack) -> None:
    first = {**FOR_ME, "wanted": "lost", "born": "1990-01-31", "pass-number": "", "where": home(pack)}
    visit = told(pack, "disabled-bus-pass", {**first, **NOT_SAFE, "name": "Ann Rees", "true": "yes"})
    assert said_next(visit).startswith("The old pass stops working today.")
    assert not {"reason", "proof", "photo", "alone"} & asked(visit)
