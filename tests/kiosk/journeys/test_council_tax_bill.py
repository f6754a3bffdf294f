"""Residents who ask about their council tax bill, its band, or a card to pay it."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack

BALANCE, BAND, CARD = "council-tax-balance", "council-tax-band", "council-tax-card"
BILL: Story = {"account": "12345674", "bill-name": "Mair Llŷr"}
BANK = {"name": "M Llŷr", "sort_code": "000001", "account": "00012345"}


def question(wanted: str, **more: Any) -> Story:
    """Return a question about the bill that may wait, with what shows who asks, and a text message."""
    shown = {"how-you-pay": "shop", "last-payment": "141.20"}
    return {"wanted": wanted, "need-today": False, **more, **BILL, **shown, **by_text()}


def test_what_is_due_is_answered_in_two_days_and_never_printed(pack: CouncilPack) -> None:
    visit = told(pack, BALANCE, question("owe"))
    assert said_next(visit).startswith("We answer you by Tuesday 24 November.")
    assert said_next(visit, "cy").startswith("Rydym yn eich ateb erbyn dydd Mawrth 24 Tachwedd.")
    assert "within 2 working days" in said_next(visit, dated=False)
    assert "141" not in printed(visit)
    assert "Mair" not in printed(visit)


@pytest.mark.parametrize("wanted", ["owe", "payments", "paid", "copy"])
def test_whoever_needs_it_today_asks_at_the_desk(pack: CouncilPack, wanted: str) -> None:
    visit = told(pack, BALANCE, {"wanted": wanted, "need-today": True})
    assert ended(visit) == "The desk here can do it today"
    assert ended(visit, "cy") == "Gall y ddesg yma ei wneud heddiw"


def test_without_a_contact_the_answer_waits_at_the_desk(pack: CouncilPack) -> None:
    story = {page: value for page, value in question("payments").items() if page != "mobile"}
    visit = told(pack, BALANCE, {**story, **without_reply()})
    assert said_next(visit).startswith("The answer is ready by Tuesday 24 November.")


@pytest.mark.parametrize(
    ("copy", "asks"), [("this-year", False), ("last-year", False), ("older", True), ("other", True)]
)
def test_a_copy_is_posted(pack: CouncilPack, copy: str, asks: bool) -> None:
    more = {"copy-of": copy, **({"which-copy": "April 2023"} if asks else {})}
    visit = told(pack, BALANCE, question("copy", **more))
    assert said_next(visit).startswith("The copy is in the post by Tuesday 24 November.")
    assert ("which-copy" in asked(visit)) is asks


def money_back(because: str, **more: Any) -> Story:
    story = question("back", **{"back-because": because}, **more)
    return {page: value for page, value in story.items() if page != "need-today"}


def test_money_goes_to_the_bank_by_another_team(pack: CouncilPack) -> None:
    visit = told(pack, BALANCE, money_back("twice", **{"back-how": "bank", "bank": BANK}))
    assert "in your bank up to 14 days after that" in said_next(visit)
    assert "yn eich banc hyd at 14 diwrnod" in said_next(visit, "cy")
    assert routed(visit) == "council-tax-refunds"


def test_money_may_come_off_the_next_bill(pack: CouncilPack) -> None:
    visit = told(pack, BALANCE, money_back("moved", **{"moved-to": home(pack), "back-how": "next-bill"}))
    assert "It then comes off the next bill." in said_next(visit)
    assert "bank" not in asked(visit)


def test_after_a_death_no_bank_is_asked(pack: CouncilPack) -> None:
    visit = told(pack, BALANCE, money_back("died"))
    assert "write to you about how it is paid out" in said_next(visit)
    assert "next bill" not in said_next(visit)
    assert "sorry" in asked(visit)
    assert not {"back-how", "bank"} & asked(visit)


def test_whoever_never_pays_is_not_asked_how_much(pack: CouncilPack) -> None:
    story = {**question("paid", **{"missing-payment": "2026-11-02"}), "how-you-pay": "not-me"}
    visit = told(pack, BALANCE, {page: value for page, value in story.items() if page != "last-payment"})
    assert visit.complete


@pytest.mark.parametrize(
    ("story", "english", "welsh"),
    [
        ({"band-what": "know"}, "Your band is at the top of your bill", "Mae eich band ar ben eich bil"),
        (
            {"band-what": "wrong", "why-wrong": "price"},
            "What a home costs today does not change the band",
            "Nid yw’r hyn mae cartref yn ei gostio heddiw’n newid y band",
        ),
        (
            {"band-what": "wrong", "why-wrong": "dear"},
            "You may be able to pay less in another way",
            "Efallai y gallwch dalu llai mewn ffordd arall",
        ),
        (
            {"band-what": "wrong", "why-wrong": "alike", "paid-since": "2026-05-22"},
            "You have the right to have it looked at",
            "Mae gennych hawl i rywun edrych arno",
        ),
        (
            {"band-what": "wrong", "why-wrong": "other", "paid-since": "2026-05-21"},
            "The Valuation Office can look at it",
            "Gall y Swyddfa Brisio edrych arno",
        ),
        (
            {"band-what": "changed", "home-change": "larger"},
            "Your band stays as it is for now",
            "Mae eich band yn aros fel y mae am y tro",
        ),
        (
            {"band-what": "changed", "home-change": "disability"},
            "You can pay the price of the band below",
            "Gallwch dalu pris y band islaw",
        ),
    ],
)
def test_most_questions_about_the_band_are_answered_here(
    pack: CouncilPack, story: Story, english: str, welsh: str
) -> None:
    visit = told(pack, BAND, story)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


def changed(pack: CouncilPack, what: str, **more: Any) -> Story:
    """Return a home that is different since the summer."""
    return {
        "band-what": "changed", "home-change": what, "change-day": "2026-07-01", "change-words": "The barn is gone",
        **more, "permission": "yes", "where": home(pack), **BILL, **by_text(),
    }  # fmt: skip


def test_a_home_that_has_changed_is_passed_on(pack: CouncilPack) -> None:
    visit = told(pack, BAND, changed(pack, "smaller"))
    assert said_next(visit).startswith("We pass it to the Valuation Office by Friday 27 November.")
    assert said_next(visit, "cy").startswith("Rydym yn ei drosglwyddo i’r Swyddfa Brisio erbyn dydd Gwener")
    assert "within 5 working days" in said_next(visit, dated=False)
    assert "barn" not in printed(visit)


def test_two_homes_counted_as_one_are_asked_what_is_different(pack: CouncilPack) -> None:
    story = {"band-what": "wrong", "why-wrong": "count", **changed(pack, "split", **{"apart-how": ["kitchen"]})}
    assert told(pack, BAND, {**story, "band-what": "wrong"}).complete


@pytest.mark.parametrize(
    ("who", "less"), [("older", True), ("family", True), ("ourselves", True), ("tenant", False), ("nobody", False)]
)
def test_for_family_in_an_annexe_or_without_anybody_else_money_comes_off(
    pack: CouncilPack, who: str, less: bool
) -> None:
    visit = told(pack, BAND, changed(pack, "annexe", **{"apart-how": ["door"], "annexe-who": who}))
    assert ("how much comes off the bill" in said_next(visit)) is less


def test_rooms_for_work_are_named(pack: CouncilPack) -> None:
    assert told(pack, BAND, changed(pack, "work", **{"work-part": "A hair salon in the front room"})).complete


def card(why: str, **more: Any) -> Story:
    """Return a card to pay in a shop, sent to the home on the bill."""
    return {
        "card-why": why, "pay-where": "shop", **more, "pay-how-often": "month", "card-made": ["notch"], **BILL,
        "card-to": "bill", **by_text(),
    }  # fmt: skip


@pytest.mark.parametrize("why", ["first", "lost", "name"])
def test_a_card_is_in_the_post_in_five_days(pack: CouncilPack, why: str) -> None:
    visit = told(pack, CARD, card(why))
    assert said_next(visit).startswith("The card is in the post by Friday 27 November.")
    assert said_next(visit, "cy").startswith("Mae’r cerdyn yn y post erbyn dydd Gwener 27 Tachwedd.")
    assert "within 5 working days" in said_next(visit, dated=False)
    assert ("lost-is-safe" in asked(visit)) is (why == "lost")
    assert ("new-name" in asked(visit)) is (why == "name")


def test_a_card_can_wait_at_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, CARD, {**card("broken", **{"not-working": "unread"}), "card-to": "desk"})
    assert said_next(visit).startswith("The card is at the desk in this library by Friday 27 November.")
    assert "A new one: mine does not work" in printed(visit)


def test_a_second_card_is_for_a_helper(pack: CouncilPack) -> None:
    visit = told(pack, CARD, card("second", **{"helper-name": "Nia Llŷr", "helper-may-ask": False}))
    assert visit.complete
    assert "Nia" not in printed(visit)


def test_at_our_desks_no_card_is_needed(pack: CouncilPack) -> None:
    visit = told(pack, CARD, {"card-why": "first", "pay-where": "desk"})
    assert ended(visit) == "At our desks you do not need a card"
    assert ended(visit, "cy") == "Wrth ein desgiau nid oes angen cerdyn arnoch"
