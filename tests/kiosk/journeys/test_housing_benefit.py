"""Residents over pension age, or in supported or temporary homes, who ask for help with rent."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.visit import Visit

JOURNEY = "housing-benefit"
PENSION = {"from": "state", "amount": {"amount": "176.45", "per": "week"}}
ACCOUNT = {"name": "Ann Price", "sort_code": "089999", "account": "66374958"}


def who(pack: CouncilPack, **answers: Any) -> Story:
    """Return what is asked before the money, in order, of somebody of 70 who lives alone."""
    return {
        "for-whom": "self", "home": "rented", "born": "1956-05-04", "where": home(pack), "household": [],
        "name": "Ann Price", "national-insurance": "AB123456C", **answers,
    }  # fmt: skip


def money(**answers: Any) -> Story:
    return {"benefits": [], "income": [PENSION], "savings": "4000", **answers}


def rent(**answers: Any) -> Story:
    """Return the answers about a private landlord, up to how far behind they are."""
    return {
        "landlord": "private", "landlord-who": "Hill Homes, 1 High Street", "rent": {"amount": "540", "per": "month"},
        "rent-covers": ["water"], "tenants": "1", "bedrooms": "1", "moved-in": "2019-06-01", "weeks-behind": "0",
        **answers,
    }  # fmt: skip


def last() -> Story:
    return {**without_reply(), "true": "yes"}


def papers(visit: Visit) -> set[str]:
    return {item.id for item in needed(visit)}


def test_a_tenant_over_pension_age_hears_when_the_answer_comes(pack: CouncilPack) -> None:
    answers = {**who(pack), **money(), **rent(), "pay-to": "tenant", "bank": ACCOUNT, **last()}
    visit = told(pack, JOURNEY, answers)
    assert said_next(visit).startswith("If we have all papers today, our answer comes by Thursday 10 December")
    assert "Bring it by Friday 18 December" in said_next(visit)
    assert said_next(visit, "cy").startswith("Os yw’r holl bapurau gennym heddiw, daw ein hateb erbyn")
    assert papers(visit) == {"identity", "national-insurance", "tenancy", "statements"}
    assert routed(visit) == "benefits"
    private = ("AB123456C", "66374958", "08-99-99", "540", "Hill Homes", "Ann Price")
    assert not any(word in printed(visit, code) for word in private for code in ("en", "cy"))


@pytest.mark.parametrize(
    ("born", "asked_for_it", "too_young"),
    [
        ("1960-11-21", False, True),  # 65, and 66 tomorrow
        ("1960-11-20", True, False),  # 66 today: only a letter knows
        ("1960-04-06", True, False),
        ("1960-04-05", False, False),  # born before the age was raised
        ("1959-11-20", False, False),  # 67 today
    ],
)
def test_pension_age_is_asked_only_where_the_day_of_birth_leaves_it_open(
    pack: CouncilPack, born: str, asked_for_it: bool, too_young: bool
) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "home": "rented", "born": born})
    assert ("pension-age" in asked(visit)) == asked_for_it
    assert (ended(visit) == "Under pension age, help with rent comes with Universal Credit") == too_young
    assert (ended(visit, "cy") == "Dan oed pensiwn, mae help gyda rhent yn dod gyda Chredyd Cynhwysol") == too_young


@pytest.mark.parametrize(("reached", "too_young"), [("yes", False), ("not-sure", False), ("no", True)])
def test_who_has_not_reached_it_is_told_of_universal_credit(pack: CouncilPack, reached: str, too_young: bool) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "home": "rented", "born": "1960-06-01", "pension-age": reached})
    assert bool(ended(visit)) == too_young


@pytest.mark.parametrize("kind", ["supported", "temporary"])
def test_in_supported_and_temporary_homes_any_age_is_right(pack: CouncilPack, kind: str) -> None:
    young = {**who(pack, home=kind, born="2001-01-31"), **money()}
    place = {page: value for page, value in rent(landlord="association").items() if page != "bedrooms"}
    visit = told(pack, JOURNEY, {**young, **place, "pay-to": "landlord", **last()})
    assert visit.complete
    assert routed(visit) == "benefits-supported-homes"


def test_a_home_of_their_own_gets_no_help_with_rent(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "home": "owned"})
    assert ended(visit) == "This help is only for rent"
    assert ended(visit, "cy") == "Dim ond ar gyfer rhent y mae’r help hwn"


@pytest.mark.parametrize(
    ("born", "kind", "ends"),
    [("1960-11-21", "rented", True), ("1960-11-20", "rented", False), ("1990-01-01", "supported", False)],
)
def test_with_a_younger_partner_it_is_universal_credit(pack: CouncilPack, born: str, kind: str, ends: bool) -> None:
    partner = {"name": "Sam Price", "who": "partner", "born": born}
    answers = {"for-whom": "self", "home": kind, "born": "1956-05-04", "where": home(pack), "household": [partner]}
    visit = told(pack, JOURNEY, answers)
    english = "With a partner under pension age, help with rent comes with Universal Credit"
    assert ended(visit) == (english if ends else "")
    assert bool(ended(visit, "cy")) == ends


@pytest.mark.parametrize(("saved", "too_much"), [("16000", False), ("16001", True)])
def test_above_sixteen_thousand_pounds_there_is_none(pack: CouncilPack, saved: str, too_much: bool) -> None:
    visit = told(pack, JOURNEY, {**who(pack), **money(savings=saved)})
    assert (ended(visit) == "There is no help with rent when more than £16,000 is saved") == too_much
    assert (ended(visit, "cy") == "Nid oes help gyda rhent pan fo mwy na £16,000 wedi’i gynilo") == too_much


def test_with_guarantee_credit_nothing_is_asked_about_money(pack: CouncilPack) -> None:
    answers = {**who(pack), "benefits": ["pension-credit"], "guarantee": "yes"}
    visit = told(pack, JOURNEY, answers)
    assert {"income", "savings", "too-much-saved"}.isdisjoint(asked(visit))


@pytest.mark.parametrize(("weeks", "landlord_paid"), [("7", False), ("8", True)])
def test_from_eight_weeks_behind_the_landlord_is_paid(pack: CouncilPack, weeks: str, landlord_paid: bool) -> None:
    answers = {**who(pack), **money(), **rent(**{"weeks-behind": weeks}), "notice": "none"}
    visit = told(pack, JOURNEY, answers)
    assert ("landlord-paid" in asked(visit)) == landlord_paid
    assert ("pay-to" in asked(visit)) != landlord_paid


def test_letters_are_asked_about_only_where_something_is_still_to_be_paid(pack: CouncilPack) -> None:
    assert "notice" not in asked(told(pack, JOURNEY, {**who(pack), **money(), **rent()}))
    assert "notice" in asked(told(pack, JOURNEY, {**who(pack), **money(), **rent(**{"weeks-behind": "1"})}))


@pytest.mark.parametrize(
    ("letter", "is_urgent", "offered"), [("none", False, False), ("notice", False, True), ("court", True, True)]
)
def test_a_letter_from_a_court_is_urgent_and_any_brings_free_help(
    pack: CouncilPack, letter: str, is_urgent: bool, offered: bool
) -> None:
    behind = {**rent(**{"weeks-behind": "9"}), "notice": letter}
    visit = told(pack, JOURNEY, {**who(pack), **money(), **behind, **by_text()})
    assert urgent(visit) == is_urgent
    assert ("referral-keep-the-home" in asked(visit)) == offered
    done = told(pack, JOURNEY, {**who(pack), **money(), **behind, **last()})
    assert said_next(done).startswith("Your request is marked as urgent") == is_urgent
    assert said_next(done, "cy", dated=False).startswith("Mae eich cais wedi’i nodi fel un brys") == is_urgent


def test_a_tenant_of_the_council_is_not_asked_what_it_knows(pack: CouncilPack) -> None:
    place = {"landlord": "council", "moved-in": "2010-01-01", "weeks-behind": "0"}
    visit = told(pack, JOURNEY, {**who(pack), **money(), **place, **last()})
    assert {"landlord-who", "rent", "tenants", "bedrooms", "pay-to", "bank"}.isdisjoint(asked(visit))
    assert "comes off the rent by itself" in said_next(visit)
    assert "tenancy" not in papers(visit)


def test_for_somebody_else_the_questions_are_about_them(pack: CouncilPack) -> None:
    them = {"for-whom": "someone-else", "their-name": "Joe Price", "you-are": "family", "they-agree": "yes"}
    rest = {key: value for key, value in who(pack).items() if key != "for-whom"}
    visit = told(pack, JOURNEY, {**them, "whose-contact": "mine", **rest, **money(), **rent()})
    shown = {page.id: page.ask for page in visit.path}
    assert shown["bedrooms"] == "How many bedrooms do they have?"
    assert shown["moved-in"] == "When did they move in?"
