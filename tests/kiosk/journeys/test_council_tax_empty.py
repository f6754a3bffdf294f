"""Residents who tell the council about an empty or second home."""

from __future__ import annotations

from typing import Any

import pytest
from residents import (
    Story,
    asked,
    by_text,
    ended,
    heading,
    home,
    papers,
    printed,
    routed,
    said_next,
    told,
    without_reply,
)

from kiosk.council_pack import CouncilPack

EMPTY = "council-tax-empty-home"
ACCOUNT = "12345674"


def empty(pack: CouncilPack, why: str, more: Story, **answers: Any) -> Story:
    """Return an owner's home that is empty since October for a reason, with what that asks; sent with a text message.

    `answers` stand in place of what is given here; with None they are not asked.
    """
    story = {
        "for-whom": "self", "lived-in": "nobody", "why-empty": why, **more, "since": "2026-10-01",
        "furniture": "nothing", "lived-in-again": "half-year", "help-fill": False, "where": home(pack),
        "account": ACCOUNT, "bill-name": "Mair Llŷr", "bill-to": home(pack), **by_text(), "true": "yes",
        **answers,
    }  # fmt: skip
    return {page: value for page, value in story.items() if value is not None}


DIED: Story = {"probate": "not-yet", "who-died": "Ifan Llŷr"}
CARE: Story = {"who-is-away": "Ifan Llŷr", "away-where": "Bryn Care Home", "home-again": "no"}
PRISON: Story = {"who-is-away": "Ifan Llŷr", "away-where": "Marlshire", "unpaid-fine": False}
WORKS: Story = {"works-what": "large", "works-end": "2027-03-01"}
SALE: Story = {"on-offer": "sale", "on-offer-since": "2026-10-20"}


def test_an_empty_home_that_is_for_sale_is_looked_at_in_fifteen_days(pack: CouncilPack) -> None:
    visit = told(pack, EMPTY, empty(pack, "market", SALE))
    assert said_next(visit).startswith("Within 15 working days of the council getting your papers, we write")
    assert said_next(visit, "cy").startswith("O fewn 15 diwrnod gwaith i’r cyngor gael eich papurau, byddwn yn")
    assert papers(visit) == {"market"}
    assert "Mair" not in printed(visit)
    assert "offers" not in routed(visit)


def test_where_somebody_lives_the_names_are_enough(pack: CouncilPack) -> None:
    visit = told(pack, EMPTY, {"for-whom": "self", "lived-in": "people"})
    assert ended(visit) == "Then please tell us who lives there"
    assert ended(visit, "cy") == "Yna dywedwch wrthym pwy sy’n byw yno"


def test_after_a_death_no_bill_comes_and_another_team_works_on_it(pack: CouncilPack) -> None:
    visit = told(pack, EMPTY, empty(pack, "died", DIED, furniture=None))
    assert "sorry" in asked(visit)
    assert heading(visit, "what-it-costs") == "There is nothing to pay for now"
    assert heading(visit, "what-it-costs", "cy") == "Does dim i’w dalu am y tro"
    assert said_next(visit).startswith("We write to you by Friday 11 December and send no bill before that.")
    assert routed(visit) == "council-tax-someone-died"
    assert papers(visit) == set()


@pytest.mark.parametrize(("day", "over"), [("2026-05-21", False), ("2026-05-20", True)])
def test_six_months_after_probate_the_bill_is_due(pack: CouncilPack, day: str, over: bool) -> None:
    more = {"probate": "yes", "probate-day": day, "who-died": "Ifan Llŷr"}
    visit = told(pack, EMPTY, empty(pack, "died", more, furniture=None))
    due, free = "The full bill is due now", "There is nothing to pay for now"
    assert heading(visit, "what-it-costs") == (due if over else free)
    assert papers(visit) == {"probate"}


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-11-20", "The full bill is due for now"),
        ("2025-11-21", "The full bill is due for now"),
        ("2025-11-20", "After one year empty it costs double"),
        ("2021-11-21", "After one year empty it costs double"),
        ("2021-11-20", "After five years empty it costs three times as much"),
        ("2016-11-20", "After ten years empty it costs four times as much"),
    ],
)
def test_what_an_empty_home_costs_is_said_plainly(pack: CouncilPack, since: str, words: str) -> None:
    visit = told(pack, EMPTY, empty(pack, "works", WORKS, since=since))
    assert heading(visit, "what-it-costs") == words
    assert papers(visit) == {"works"}


def test_with_furniture_it_is_a_second_home_however_long(pack: CouncilPack) -> None:
    visit = told(pack, EMPTY, empty(pack, "other", {"why-else": "I moved"}, furniture="furniture", since="2020-01-01"))
    assert heading(visit, "what-it-costs") == "A second home costs double"


def test_a_holiday_home_is_asked_for_less(pack: CouncilPack) -> None:
    story = empty(pack, "other", {"why-else": None}, **{"lived-in": "at-times", "why-empty": None, "help-fill": None})
    visit = told(pack, EMPTY, {page: value for page, value in story.items() if page != "furniture"})
    assert visit.complete
    assert heading(visit, "what-it-costs") == "A second home costs double"
    assert heading(visit, "what-it-costs", "cy") == "Mae ail gartref yn costio dwbl"


@pytest.mark.parametrize(
    ("again", "words"), [("no", "There may be nothing to pay"), ("yes", "The bill is probably due")]
)
def test_in_care_for_good_the_home_may_be_free(pack: CouncilPack, again: str, words: str) -> None:
    visit = told(pack, EMPTY, empty(pack, "care", {**CARE, "home-again": again}, furniture=None))
    assert heading(visit, "what-it-costs") == words
    assert papers(visit) == {"care"}
    assert said_next(visit).startswith("Within 15 working days of the council getting your paper, we write")
    assert said_next(visit, "cy").startswith("O fewn 15 diwrnod gwaith i’r cyngor gael eich papur, byddwn yn")


@pytest.mark.parametrize(
    ("fine", "words"),
    [
        (False, "There may be nothing to pay"),
        ("not-sure", "There may be nothing to pay"),
        (True, "The bill is probably due"),
    ],
)
def test_in_prison_for_an_unpaid_fine_it_is_not_free(pack: CouncilPack, fine: bool | str, words: str) -> None:
    more = {**PRISON, "unpaid-fine": fine}
    visit = told(pack, EMPTY, empty(pack, "prison", more, furniture=None, **{"help-fill": None}))
    assert heading(visit, "what-it-costs") == words
    assert papers(visit) == {"away"}


@pytest.mark.parametrize("why", ["lender", "closed"])
def test_taken_back_or_closed_by_law_needs_the_letter_only(pack: CouncilPack, why: str) -> None:
    visit = told(pack, EMPTY, empty(pack, why, {}, furniture=None, **{"help-fill": None}))
    assert papers(visit) == {"order"}


def test_a_firm_tells_about_a_home_that_it_lets(pack: CouncilPack) -> None:
    more: Story = {"on-offer": "not-yet"}
    story = empty(pack, "market", more, **{"for-whom": "business", "mobile": None, **without_reply()})
    first = {"for-whom": "business", "business-name": "Llŷr Homes", "business-role": "agent"}
    visit = told(pack, EMPTY, {**first, **story})
    assert visit.complete
    assert "on-offer-since" not in asked(visit)
