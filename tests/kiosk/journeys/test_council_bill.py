"""Residents and businesses who pay, question, or have paid a bill from the council."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.evidence import needed

JOURNEY = "council-bill"
PARTS = {"each-time": {"amount": "20", "per": "month"}, "first-payment": "2026-12-01", "other-debts": "no"}
PAID = {"paid-on": "2026-11-02", "paid-how": "shop", "paid-amount": "84.20"}


def bill(wanted: str, **answers: Any) -> Story:
    return {
        "for-whom": "self",
        "bill": "IN204518",
        "about": answers.pop("about", "garage"),
        "wanted": wanted,
        **answers,
    }


def last() -> Story:
    return {**without_reply(), "name": "Ann Price"}


def test_who_wants_to_pay_hears_how_without_sending_anything(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, bill("pay"))
    assert ended(visit) == "This is how you can pay"
    assert ended(visit, "cy") == "Dyma sut y gallwch dalu"


def test_an_offer_to_pay_in_parts_stops_letters_until_the_answer(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**bill("spread", **PARTS), "letters": "reminder", **last()})
    assert said_next(visit).startswith("We look at your offer and write to you by Friday 4 December")
    assert said_next(visit, "cy").startswith("Rydym yn edrych ar eich cynnig ac yn ysgrifennu atoch erbyn")
    assert "Pay it in parts" in printed(visit)
    assert not any(private in printed(visit) for private in ("IN204518", "Ann Price"))
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-11-19", False), ("2026-11-20", True), ("2026-12-18", True), ("2026-12-19", False)]
)
def test_the_first_payment_comes_within_four_weeks(pack: CouncilPack, day: str, fits: bool) -> None:
    visit = told(pack, JOURNEY, bill("spread", **{"each-time": PARTS["each-time"]}))
    if fits:
        visit.answer("first-payment", day)
        return
    with pytest.raises(AnswerError):
        visit.answer("first-payment", day)


@pytest.mark.parametrize("debts", ["yes", "no"])
def test_with_other_debts_there_is_free_help(pack: CouncilPack, debts: str) -> None:
    parts = {**PARTS, "other-debts": debts}
    visit = told(pack, JOURNEY, {**bill("spread", **parts), "letters": "none", **by_text(), "name": "Ann Price"})
    assert ("referral-money-advice" in asked(visit)) == (debts == "yes")


def test_a_bill_that_is_not_right_need_not_be_paid_yet(pack: CouncilPack) -> None:
    why = {"not-right": "ended", "what-happened": "We gave the key back in June."}
    visit = told(pack, JOURNEY, {**bill("disagree", **why), "letters": "none", **last()})
    assert "You need not pay before that." in said_next(visit)
    assert "Nid oes rhaid i chi dalu cyn hynny." in said_next(visit, "cy")
    assert {"bill-date", "why-later"}.isdisjoint(asked(visit))


@pytest.mark.parametrize(("day", "expected"), [("2026-10-20", False), ("2026-10-19", True), ("not-sure", False)])
def test_benefit_to_be_paid_back_is_looked_at_again_within_a_month(pack: CouncilPack, day: str, expected: bool) -> None:
    why = {"not-right": "amount", "what-happened": "I told you in May.", "bill-date": day}
    visit = told(pack, JOURNEY, bill("disagree", about="benefit", **why))
    assert ("why-later" in asked(visit)) == expected


@pytest.mark.parametrize(("day", "too_soon"), [("2026-11-16", True), ("2026-11-15", False), ("not-sure", False)])
def test_a_payment_of_the_last_days_is_still_on_its_way(pack: CouncilPack, day: str, too_soon: bool) -> None:
    visit = told(pack, JOURNEY, bill("paid", **{"paid-on": day}))
    assert ended(visit) == ("A payment takes up to five days to reach us" if too_soon else "")
    assert ended(visit, "cy") == ("Mae taliad yn cymryd hyd at bum diwrnod i’n cyrraedd" if too_soon else "")


def test_a_payment_that_we_do_not_see_is_looked_for_with_the_receipt(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**bill("paid", **PAID), "letters": "reminder", **last()})
    assert said_next(visit).startswith("We look for the payment and tell you by Friday 4 December")
    assert {item.id for item in needed(visit)} == {"receipt"}


def test_a_copy_goes_to_the_address_on_the_bill(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**bill("copy"), **last()})
    assert "letters" not in asked(visit)
    assert said_next(visit).startswith("A copy of the bill comes by Friday 4 December, to the address that is on it.")
    assert said_next(visit, "cy", dated=False).startswith("Daw copi o’r bil o fewn 10 diwrnod gwaith")


@pytest.mark.parametrize("wanted", ["spread", "disagree", "paid"])
def test_a_letter_from_a_court_is_urgent(pack: CouncilPack, wanted: str) -> None:
    why = {"not-right": "not-mine", "what-happened": "I never lived there."}
    first = {"spread": PARTS, "disagree": why, "paid": PAID}[wanted]
    visit = told(pack, JOURNEY, {**bill(wanted, **first), "letters": "court", **last()})
    assert urgent(visit)
    assert said_next(visit).startswith("Your request is marked as urgent")


@pytest.mark.parametrize(
    ("about", "team"),
    [
        ("care", "care-charges"),
        ("benefit", "benefits"),
        ("damage", "insurance"),
        ("garage", "bills"),
        ("other", "bills"),
    ],
)
def test_the_team_that_the_bill_comes_from_gets_it(pack: CouncilPack, about: str, team: str) -> None:
    assert routed(told(pack, JOURNEY, {**bill("copy", about=about), **last()})) == team


def test_without_its_number_a_bill_is_found_by_amount_and_address(pack: CouncilPack) -> None:
    first = {"for-whom": "self", "bill": "not-sure", "about": "care", "wanted": "copy"}
    visit = told(pack, JOURNEY, {**first, "amount": "not-sure", "where": home(pack), **last()})
    assert visit.complete


def test_a_business_can_ask_about_its_bill(pack: CouncilPack) -> None:
    shop = {"for-whom": "business", "business-name": "Hill Flowers", "business-role": "owner"}
    visit = told(pack, JOURNEY, {**shop, "bill": "IN204518", "about": "licence", "wanted": "copy", **last()})
    assert visit.complete
