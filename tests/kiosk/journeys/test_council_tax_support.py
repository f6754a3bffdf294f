"""Residents who ask for help with council tax because money is short."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.visit import Visit

JOURNEY = "council-tax-support"
JOB = {"from": "job", "amount": {"amount": "210", "per": "week"}}
PARTNER = {"name": "Sam Price", "who": "partner", "born": "1980-05-04"}


def who(pack: CouncilPack, **answers: Any) -> Story:
    """Return what is asked before the money, in order, of somebody who lives alone and asks for themselves."""
    return {
        "for-whom": "self", "where": home(pack), "bill-name": "yes", "account": "12345674", "name": "Ann Price",
        "born": "1970-03-02", "national-insurance": "AB123456C", "household": [], **answers,
    }  # fmt: skip


def money(**answers: Any) -> Story:
    return {"benefits": [], "income": [JOB], "savings": "500", **answers}


def rest(**answers: Any) -> Story:
    return {"more-off": [], "since": "2026-11-20", "behind": "none", **answers, **without_reply(), "true": "yes"}


def papers(visit: Visit) -> set[str]:
    return {item.id for item in needed(visit)}


def without(answers: Story, *pages: str) -> Story:
    return {page: value for page, value in answers.items() if page not in pages}


def test_somebody_with_a_small_wage_hears_when_the_answer_comes(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**who(pack), **money(), **rest()})
    assert said_next(visit).startswith("If we have all papers today, our answer comes by Thursday 10 December")
    assert "Bring it by Friday 18 December" in said_next(visit)
    assert said_next(visit, "cy").startswith("Os yw’r holl bapurau gennym heddiw, daw ein hateb erbyn")
    assert papers(visit) == {"identity", "national-insurance", "payslips", "statements"}
    assert not urgent(visit)


def test_nothing_of_the_money_or_the_numbers_is_printed(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**who(pack), **money(), **rest()})
    for code in ("en", "cy"):
        paper = printed(visit, code)
        assert not any(private in paper for private in ("AB123456C", "12345674", "210", "500", "Ann Price"))
        assert ("Payslips of the last two months" in paper) == (code == "en")


@pytest.mark.parametrize(("saved", "too_much"), [("16000", False), ("16000.99", False), ("16001", True)])
def test_above_sixteen_thousand_pounds_other_things_help(pack: CouncilPack, saved: str, too_much: bool) -> None:
    visit = told(pack, JOURNEY, {**who(pack), **money(savings=saved)})
    english = "There is no help with council tax when more than £16,000 is saved"
    welsh = "Nid oes help gyda’r dreth gyngor pan fo mwy na £16,000 wedi’i gynilo"
    assert ended(visit) == (english if too_much else "")
    assert ended(visit, "cy") == (welsh if too_much else "")


@pytest.mark.parametrize(
    ("benefits", "guarantee", "income", "savings"),
    [
        ([], "", True, True),
        (["disability", "carer"], "", True, True),
        (["universal-credit"], "", False, True),
        (["pension-credit"], "yes", False, False),
        (["pension-credit"], "no", True, True),
        (["pension-credit"], "not-sure", True, True),
        (["universal-credit", "pension-credit"], "yes", False, False),
    ],
)
def test_benefits_that_answer_for_the_money_spare_its_questions(
    pack: CouncilPack, benefits: list[str], guarantee: str, income: bool, savings: bool
) -> None:
    known = {"guarantee": guarantee} if guarantee else {}
    visit = told(pack, JOURNEY, {**who(pack), "benefits": benefits, **known})
    assert ("income" in asked(visit)) == income
    assert ("savings" in asked(visit)) == savings


def test_with_guarantee_credit_any_savings_are_fine_and_no_statements_are_needed(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**who(pack), "benefits": ["pension-credit"], "guarantee": "yes", **rest()})
    assert visit.complete
    assert papers(visit) == {"identity", "national-insurance"}


def test_only_who_is_named_on_the_bill_can_ask(pack: CouncilPack) -> None:
    first = {"for-whom": "self", "where": home(pack)}
    visit = told(pack, JOURNEY, {**first, "bill-name": "no"})
    assert ended(visit) == "Only those on the bill can get this help"
    assert ended(visit, "cy") == "Dim ond y rhai ar y bil all gael yr help hwn"
    for answer in ("no-bill", "not-sure"):
        visit = told(pack, JOURNEY, {**first, "bill-name": answer})
        assert ended(visit) == ""
        assert "account" not in asked(visit)


@pytest.mark.parametrize(
    ("since", "born", "expected"),
    [
        ("2026-11-12", "1970-03-02", True),  # 8 days ago
        ("2026-11-13", "1970-03-02", False),  # 7 days ago
        ("2026-10-01", "1959-11-21", True),  # 66, and 67 tomorrow
        ("2026-10-01", "1959-11-20", False),  # 67 today
    ],
)
def test_the_reason_for_asking_later_is_wanted_under_pension_age(
    pack: CouncilPack, since: str, born: str, expected: bool
) -> None:
    visit = told(pack, JOURNEY, {**who(pack, born=born), **money(), "more-off": [], "since": since})
    assert ("why-later" in asked(visit)) == expected


def test_agents_at_the_door_make_it_urgent(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {**who(pack), **money(), **rest(behind="agents")})
    assert urgent(visit)
    assert said_next(visit).startswith("Your request is marked as urgent. We ask today that nobody calls")
    assert "{" not in said_next(visit, "cy", dated=False)
    assert not urgent(told(pack, JOURNEY, {**who(pack), **money(), **rest(behind="letter")}))


@pytest.mark.parametrize(("behind", "offered"), [("none", False), ("letter", True), ("agents", True)])
def test_who_is_behind_is_offered_free_help_with_debts(pack: CouncilPack, behind: str, offered: bool) -> None:
    answers = {**who(pack), **money(), **without(rest(behind=behind), "contact", "true"), **by_text()}
    assert ("referral-money-advice" in asked(told(pack, JOURNEY, answers))) == offered


def test_a_partner_is_asked_about_and_own_work_goes_to_its_own_team(pack: CouncilPack) -> None:
    own_work = {"from": "own-work", "amount": {"amount": "9000", "per": "year"}}
    with_partner = {**who(pack, household=[PARTNER]), "partner-national-insurance": "not-sure"}
    answers = {**with_partner, "benefits": [], "income": [JOB], "partner-income": [own_work], "savings": "0"}
    visit = told(pack, JOURNEY, {**answers, **rest()})
    assert routed(visit) == "benefits-own-work"
    assert papers(visit) == {"identity", "national-insurance", "payslips", "own-work", "statements"}
    assert routed(told(pack, JOURNEY, {**who(pack), **money(), **rest()})) == "benefits"


def test_with_nothing_coming_in_we_ask_what_they_live_on(pack: CouncilPack) -> None:
    assert "living-on" in asked(told(pack, JOURNEY, {**who(pack), "benefits": [], "income": []}))
    with_partner = {**who(pack, household=[PARTNER]), "partner-national-insurance": "not-sure", "benefits": []}
    nothing = told(pack, JOURNEY, {**with_partner, "income": [], "partner-income": []})
    assert "living-on" in asked(nothing)
    assert "living-on" not in asked(told(pack, JOURNEY, {**with_partner, "income": [], "partner-income": [JOB]}))


def test_for_somebody_else_the_questions_are_about_them(pack: CouncilPack) -> None:
    first = {"for-whom": "someone-else", "their-name": "Joe Price", "you-are": "family", "they-agree": "yes"}
    answers = {**first, "whose-contact": "mine", **without(who(pack), "for-whom"), **money()}
    visit = told(pack, JOURNEY, answers)
    shown = {page.id: page.ask for page in visit.path}
    assert shown["born"] == "When were they born?"
    assert shown["household"] == "Who else lives in their home?"
    assert shown["savings"] == "How much have they saved?"
