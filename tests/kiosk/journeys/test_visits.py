"""People who ask for a visit at home."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, routed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError

VISIT = "home-visit"


def at_home(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of somebody ill who would like a visit about a form; None is not asked."""
    usual: dict[str, Any] = {
        "for-whom": "self", "visit-why": "ill", "meet-how": "visit", "about": "benefits",
        "about-more": "A form for rent", "before": "", "full-name": "Mair Llŷr", "where": home(pack),
        "call-number": None, "at-the-door": ["key"], "visitor": "two", "talk-in": "welsh", "which-language": None,
        "helper": "none", "helper-name": None, "not-then": ["mon-am"], **by_text(),
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {page: answer for page, answer in {**usual, **given}.items() if answer is not None}


def test_two_times_are_offered_in_ten_working_days(pack: CouncilPack) -> None:
    visit = told(pack, VISIT, at_home(pack))
    assert said_next(visit).startswith("We tell you two times for the visit by Friday 4 December.")
    assert "dau amser ar gyfer yr ymweliad wrthych erbyn dydd Gwener 4 Rhagfyr" in said_next(visit, "cy")
    assert "name" not in asked(visit)
    assert not urgent(visit)


@pytest.mark.parametrize("how", ["phone", "video"])
def test_a_long_call_may_be_as_good_and_nobody_comes(pack: CouncilPack, how: str) -> None:
    call = {"where": None, "call_number": "01632 960123", "at_the_door": None, "visitor": None}
    visit = told(pack, VISIT, at_home(pack, meet_how=how, **call))
    assert said_next(visit).startswith("We tell you by Friday 4 December when we call")
    assert "pryd rydym yn ffonio" in said_next(visit, "cy")
    assert not {"where", "at-the-door", "visitor"} & asked(visit)


def test_who_leaves_no_number_gets_a_letter_at_the_home(pack: CouncilPack) -> None:
    story = {page: answer for page, answer in at_home(pack).items() if page not in by_text()}
    visit = told(pack, VISIT, {**story, **without_reply()})
    assert said_next(visit).startswith("We send a letter to the home by Friday 4 December")
    assert said_next(visit, "cy", dated=False).startswith("Rydym yn anfon llythyr i’r cartref o fewn 10 diwrnod gwaith")


@pytest.mark.parametrize(
    ("day", "soon"), [("2026-11-20", True), ("2026-11-27", True), ("2026-11-28", False), ("", False)]
)
def test_a_day_within_a_week_is_urgent(pack: CouncilPack, day: str, soon: bool) -> None:
    visit = told(pack, VISIT, at_home(pack, before=day))
    assert urgent(visit) == soon
    assert said_next(visit).startswith("Your request is marked as urgent.") == soon
    assert said_next(visit, "cy").startswith("Mae eich cais wedi’i nodi fel un brys.") == soon


@pytest.mark.parametrize(("day", "fits"), [("2026-11-19", False), ("2027-05-20", True), ("2027-05-21", False)])
def test_the_day_is_one_of_the_next_six_months(pack: CouncilPack, day: str, fits: bool) -> None:
    if fits:
        assert told(pack, VISIT, at_home(pack, before=day)).complete
    else:
        with pytest.raises(AnswerError):
            told(pack, VISIT, at_home(pack, before=day))


@pytest.mark.parametrize(
    ("about", "team"),
    [
        ("benefits", "home-visits-money"),
        ("council-tax", "home-visits-money"),
        ("care", "home-visits-care"),
        ("housing", "home-visits"),
        ("travel", "home-visits"),
        ("other", "home-visits"),
    ],
)
def test_the_team_fits_what_it_is_about(pack: CouncilPack, about: str, team: str) -> None:
    visit = told(pack, VISIT, at_home(pack, about=about))
    assert routed(visit) == team
    assert ("care-first" in asked(visit)) == (about == "care")


def test_an_interpreter_and_a_helper_are_named(pack: CouncilPack) -> None:
    more = {"talk_in": "other", "which_language": "Polish", "helper": "worker", "helper_name": "Idris Vaughan"}
    assert told(pack, VISIT, at_home(pack, **more)).complete
    visit = told(pack, VISIT, at_home(pack, helper="not-sure"))
    assert not {"which-language", "helper-name"} & asked(visit)


def test_visits_are_for_who_cannot_come(pack: CouncilPack) -> None:
    visit = told(pack, VISIT, {"for-whom": "self", "visit-why": "not-hard"})
    assert (ended(visit), ended(visit, "cy")) == (
        "Please come to a desk, or let us call",
        "Dewch at ddesg, neu gadewch i ni ffonio",
    )


def test_somebody_else_may_ask_for_the_visit(pack: CouncilPack) -> None:
    other = {"for-whom": "someone-else", "their-name": "Idris Vaughan", "you-are": "carer", "they-agree": "yes"}
    story = {**other, "whose-contact": "mine", **at_home(pack, full_name=None), "name": "Mair Llŷr"}
    visit = told(pack, VISIT, {**story, "for-whom": "someone-else"})
    assert visit.complete
    assert "full-name" not in asked(visit)
