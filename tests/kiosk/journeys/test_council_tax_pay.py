"""Residents who pay council tax, cannot pay all of it, or pay by Direct Debit."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, urgent, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.page_views import page_view

ACCOUNT = "12345674"


BANK = {"name": "M Llŷr", "sort_code": "000001", "account": "00012345"}


def behind(**answers: Any) -> Story:
    """Return a plan that is asked for after a reminder, up to the account."""
    return {
        "pay-what": "missed", "letter": "reminder", "pay-all": "part", "behind-because": "less-money",
        "go-gently": ["child"], "amount-due": "180.50", "can-pay": {"amount": "20", "per": "week"},
        "pay-from": "2026-11-27", **answers,
    }  # fmt: skip


def asked_for(answers: Story) -> Story:
    """Return the same, with whose bill it is and a text message to tell them."""
    return {**answers, "account": ACCOUNT, "bill-name": "Mair Llŷr", **by_text(), "referral-money-advice": False}


def without(answers: Story, *pages: str) -> Story:
    return {page: value for page, value in answers.items() if page not in pages}


def test_whoever_is_behind_is_sent_a_plan_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "pay-council-tax", asked_for(behind()))
    assert said_next(visit).startswith("By Friday 27 November we send you a plan with days and sums.")
    assert said_next(visit, "cy").startswith("Erbyn dydd Gwener 27 Tachwedd rydym yn anfon cynllun atoch")
    assert "Within 5 working days of the council getting this" in said_next(visit, dated=False)
    assert "Pay something that I missed" in printed(visit)
    assert "Mair" not in printed(visit)
    assert ACCOUNT not in printed(visit).replace(" ", "")
    assert not urgent(visit)


@pytest.mark.parametrize("letter", ["bill", "reminder", "whole-year", "not-sure"])
def test_whoever_can_pay_all_pays_at_the_desk(pack: CouncilPack, letter: str) -> None:
    visit = told(pack, "pay-council-tax", {"pay-what": "missed", "letter": letter, "pay-all": "all"})
    assert ended(visit) == "You can pay here today"
    assert ended(visit, "cy") == "Gallwch dalu yma heddiw"


def test_what_is_due_is_paid_without_a_question_more(pack: CouncilPack) -> None:
    assert ended(told(pack, "pay-council-tax", {"pay-what": "due"})) == "You can pay here today"


@pytest.mark.parametrize("letter", ["court", "decided"])
def test_with_a_court_letter_the_cost_is_paid_too(pack: CouncilPack, letter: str) -> None:
    visit = told(pack, "pay-council-tax", {"pay-what": "missed", "letter": letter, "pay-all": "all"})
    assert ended(visit) == "You can pay at the desk here today"
    assert ended(visit, "cy") == "Gallwch dalu wrth y ddesg yma heddiw"
    assert visit.ending is not None
    words = " ".join(page_view(visit, visit.ending, pack.language("en")).text)
    assert ("before the day in court" in words) == (letter == "court")


def test_agents_are_paid_themselves(pack: CouncilPack) -> None:
    visit = told(pack, "pay-council-tax", {"pay-what": "missed", "letter": "agents", "pay-all": "all"})
    assert ended(visit) == "Please pay the agents, not us"
    assert ended(visit, "cy") == "Talwch yr asiantau, nid ni"


@pytest.mark.parametrize(("day", "soon"), [("2026-11-27", True), ("2026-11-28", False), ("2026-11-18", True)])
def test_a_day_in_court_within_a_week_is_urgent(pack: CouncilPack, day: str, soon: bool) -> None:
    first = {"pay-what": "missed", "letter": "court", "pay-all": "nothing", "court-day": day}
    visit = told(pack, "pay-council-tax", asked_for({**first, **without(behind(), *first)}))
    assert urgent(visit) is soon
    assert "before-the-court" in asked(visit)
    assert said_next(visit).startswith("You have our answer by Friday 27 November")
    assert routed(visit) == "council-tax-court"


def test_agents_at_the_door_are_urgent_and_the_rules_are_told(pack: CouncilPack) -> None:
    visit = told(pack, "pay-council-tax", asked_for(behind(letter="agents", **{"pay-all": "nothing"})))
    assert urgent(visit)
    assert "agents-rules" in asked(visit)
    assert said_next(visit).startswith("We read this first. We ask the agents to wait")
    assert said_next(visit, "cy").startswith("Rydym yn darllen hwn yn gyntaf.")


def test_twelve_payments_may_be_enough(pack: CouncilPack) -> None:
    first = {"pay-what": "smaller", "letter": "bill", "spread-enough": True}
    visit = told(pack, "pay-council-tax", {**first, "account": ACCOUNT, "bill-name": "Mair Llŷr", **by_text()})
    assert said_next(visit).startswith("We send you a new bill with smaller payments by Friday 27 November.")
    assert said_next(visit, "cy").startswith("Rydym yn anfon bil newydd atoch gyda thaliadau llai")
    assert "behind-because" not in asked(visit)


@pytest.mark.parametrize("enough", [False, "not-sure"])
def test_where_twelve_payments_do_not_help_a_plan_is_made(pack: CouncilPack, enough: bool | str) -> None:
    first = {"pay-what": "smaller", "letter": "bill", "spread-enough": enough}
    visit = told(pack, "pay-council-tax", asked_for({**first, **without(behind(), *first, "pay-all")}))
    assert said_next(visit).startswith("By Friday 27 November we send you a plan")


def test_whoever_says_that_the_bill_is_wrong_is_asked_what_not_how_much(pack: CouncilPack) -> None:
    story = {
        "pay-what": "missed", "letter": "reminder", "pay-all": "nothing", "behind-because": "wrong",
        "what-is-wrong": "I moved out in May", "go-gently": [], "account": "not-sure", "where": home(pack),
        "bill-name": "Mair Llŷr", **without_reply(),
    }  # fmt: skip
    visit = told(pack, "pay-council-tax", story)
    assert visit.complete
    assert not {"amount-due", "can-pay"} & asked(visit)


def test_without_the_number_the_home_is_asked_and_gives_the_ward(pack: CouncilPack) -> None:
    visit = told(pack, "pay-council-tax", {**behind(), "account": "not-sure"})
    assert "where" in asked(visit)
    assert "where" not in asked(told(pack, "pay-council-tax", {**behind(), "account": ACCOUNT}))


def test_whoever_cannot_say_how_much_is_not_asked_from_when(pack: CouncilPack) -> None:
    unsure = told(pack, "pay-council-tax", without(behind(**{"can-pay": "not-sure"}), "pay-from"))
    assert "pay-from" not in asked(unsure)


@pytest.mark.parametrize(("because", "offered"), [("long", True), ("forgot", False)])
def test_help_with_debts_is_offered_where_money_is_short(pack: CouncilPack, because: str, offered: bool) -> None:
    story = behind(**{"behind-because": because})
    story = story if because == "long" else without(story, "go-gently")
    visit = told(pack, "pay-council-tax", {**story, "account": ACCOUNT, "bill-name": "Mair Llŷr", **by_text()})
    assert ("referral-money-advice" in asked(visit)) is offered
    assert holds(visit.journey.nudge[0].when, visit.facts) is offered


def by_direct_debit(**answers: Any) -> Story:
    """Return somebody who starts to pay by Direct Debit."""
    return {
        "dd-what": "new", "whose-account": "mine", "pay-day": "fifteenth", "payments": "twelve", "missed-one": False,
        "bank": BANK, "account": ACCOUNT, "bill-name": "Mair Llŷr", **by_text(), "true": "yes", **answers,
    }  # fmt: skip


def test_direct_debit_starts_after_a_letter(pack: CouncilPack) -> None:
    visit = told(pack, "council-tax-direct-debit", by_direct_debit())
    assert said_next(visit).startswith("We write to you by Friday 27 November with the days and sums.")
    assert said_next(visit, "cy").startswith("Rydym yn ysgrifennu atoch erbyn dydd Gwener 27 Tachwedd")
    assert "Start to pay by Direct Debit" in printed(visit)
    assert "2345" not in printed(visit)
    assert "where" not in asked(visit)


def test_the_bank_account_is_shown_by_its_last_numbers_only(pack: CouncilPack) -> None:
    visit = told(pack, "council-tax-direct-debit", by_direct_debit())
    shown = next(row.shown for row in visit.summary(pack.language("en")) if row.page_id == "bank")
    assert "2345" in shown
    assert "0001" not in shown


@pytest.mark.parametrize("whose", ["two-sign", "other"])
def test_whoever_may_not_sign_alone_gets_a_paper_form(pack: CouncilPack, whose: str) -> None:
    for what in ("new", "bank"):
        visit = told(pack, "council-tax-direct-debit", {"dd-what": what, "whose-account": whose})
        assert ended(visit) == "This one needs a paper form"
        assert ended(visit, "cy") == "Mae angen ffurflen bapur ar gyfer hwn"


def test_the_bank_stops_it(pack: CouncilPack) -> None:
    visit = told(pack, "council-tax-direct-debit", {"dd-what": "stop"})
    assert ended(visit) == "Your bank can stop it for you"
    assert ended(visit, "cy") == "Gall eich banc ei stopio i chi"


def test_another_day_needs_no_bank_and_no_signature(pack: CouncilPack) -> None:
    story = without(by_direct_debit(**{"dd-what": "day"}), "whose-account", "payments", "missed-one", "bank", "true")
    visit = told(pack, "council-tax-direct-debit", story)
    assert said_next(visit).startswith("We write to you by Friday 27 November with the new days.")


def to_another_bank(day: str) -> Story:
    kept = without(by_direct_debit(), "pay-day", "payments", "missed-one")
    first = {"dd-what": "bank", "whose-account": "one-signs", "from-day": day}
    return {**first, **without(kept, *first)}


def test_another_bank_account_is_used_from_two_weeks_on(pack: CouncilPack) -> None:
    visit = told(pack, "council-tax-direct-debit", to_another_bank("2026-12-04"))
    assert "with the first day on the new account" in said_next(visit)
    with pytest.raises(AnswerError):
        told(pack, "council-tax-direct-debit", to_another_bank("2026-12-03"))
