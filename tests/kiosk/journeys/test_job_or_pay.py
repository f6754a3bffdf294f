"""Residents who tell the benefits team that a job, pay or a benefit changed."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.visit import Visit

JOURNEY = "job-or-pay"
WORK = {"employer": "Marl Bakery", "hours": "20", "pay-now": {"amount": "240", "per": "week"}}


def first(**answers: Any) -> Story:
    return {"for-whom": "self", "help": "both", "claim": "4051826", "whose": "own", **answers}


def last() -> Story:
    return {**without_reply(), "name": "Ann Price", "true": "yes"}


def papers(visit: Visit) -> set[str]:
    return {item.id for item in needed(visit)}


def test_a_new_job_is_worked_out_with_the_first_payslip(pack: CouncilPack) -> None:
    work = {"what": "started", "changed": "2026-11-16", **WORK, "childcare": "yes", "told-universal-credit": "none"}
    visit = told(pack, JOURNEY, {**first(), **work, **last()})
    assert said_next(visit).startswith("We send a letter that says what changes, and from which day, within 10 working")
    assert "Bring it by Friday 18 December" in said_next(visit)
    assert said_next(visit, "cy").startswith("Rydym yn anfon llythyr sy’n dweud beth sy’n newid")
    assert papers(visit) == {"payslip", "childcare"}
    assert "Dechreuodd swydd, neu bydd yn dechrau" in printed(visit, "cy")
    assert not any(private in printed(visit) for private in ("Marl Bakery", "240", "4051826", "Ann Price"))


def test_a_job_that_ended_needs_the_last_payslip_and_leads_to_help_with_food(pack: CouncilPack) -> None:
    work = {"what": "ended", "changed": "2026-11-13", "employer": "Marl Bakery", "last-pay": "not-sure"}
    visit = told(pack, JOURNEY, {**first(), **work, "told-universal-credit": "yes", **last()})
    assert papers(visit) == {"last-payslip"}
    assert {"hours", "pay-now", "childcare", "tell-them"}.isdisjoint(asked(visit))


def test_a_change_that_is_still_to_come_can_be_told_before(pack: CouncilPack) -> None:
    work = {"what": "hours", **WORK, "childcare": "no", "told-universal-credit": "none"}
    ahead = told(pack, JOURNEY, {**first(), "what": "hours", "changed": "2026-11-21", **work, **last()})
    assert said_next(ahead).startswith("We change your help from the day of the change")
    today = told(pack, JOURNEY, {**first(), "what": "hours", "changed": "2026-11-20", **work, **last()})
    assert said_next(today).startswith("We send a letter that says what changes")


@pytest.mark.parametrize(("changed", "expected"), [("2026-10-20", False), ("2026-10-19", True)])
def test_after_more_than_a_month_we_ask_what_kept_them(pack: CouncilPack, changed: str, expected: bool) -> None:
    visit = told(pack, JOURNEY, {**first(), "what": "pay", "changed": changed})
    assert ("why-later" in asked(visit)) == expected


@pytest.mark.parametrize(
    ("hours", "whose", "expected"),
    [
        ("15", "own", False),
        ("16", "own", True),
        ("16", "partner", True),
        ("16", "other", False),
        ("not-sure", "own", False),
    ],
)
def test_childcare_counts_from_sixteen_hours(pack: CouncilPack, hours: str, whose: str, expected: bool) -> None:
    person = {} if whose == "own" else {"person": "Sam Price"}
    work = {"what": "started", "changed": "2026-11-16", "employer": "Marl Bakery", "hours": hours}
    visit = told(pack, JOURNEY, {**first(whose=whose), **person, **work})
    assert ("childcare" in asked(visit)) == expected


@pytest.mark.parametrize(
    ("which", "wanted"), [("universal-credit", set()), ("pension-credit", set()), ("other", {"benefit-letter"})]
)
def test_benefits_of_the_government_are_looked_up(pack: CouncilPack, which: str, wanted: set[str]) -> None:
    change = {"what": "benefit", "which-benefit": which, "how-benefit": "less", "changed": "2026-11-16"}
    visit = told(pack, JOURNEY, {**first(), **change, **last()})
    assert papers(visit) == wanted
    assert said_next(visit).startswith("We look it up ourselves") == (not wanted)
    assert said_next(visit, "cy").startswith("Rydym yn ei wirio ein hunain") == (not wanted)


@pytest.mark.parametrize(
    ("help_now", "how", "expected"),
    [
        ("rent", "started", True),
        ("both", "started", True),
        ("not-sure", "started", True),
        ("council-tax", "started", False),
        ("rent", "stopped", False),
    ],
)
def test_who_gets_help_with_rent_hears_where_it_comes_from(
    pack: CouncilPack, help_now: str, how: str, expected: bool
) -> None:
    change = {"what": "benefit", "which-benefit": "universal-credit", "how-benefit": how}
    assert ("rent-moves" in asked(told(pack, JOURNEY, {**first(help=help_now), **change}))) == expected


def test_without_help_from_us_there_is_nothing_to_tell_us(pack: CouncilPack) -> None:
    visit = told(pack, JOURNEY, {"for-whom": "self", "help": "neither"})
    assert ended(visit) == "You need not tell us"
    assert ended(visit, "cy") == "Nid oes angen i chi ddweud wrthym"


def test_without_its_number_the_claim_is_found_by_the_home(pack: CouncilPack) -> None:
    answers = {"for-whom": "self", "help": "rent", "claim": "not-sure", "where": home(pack), "whose": "own"}
    assert "where" in asked(told(pack, JOURNEY, answers))
    assert "where" not in asked(told(pack, JOURNEY, first()))


def test_universal_credit_has_to_be_told_as_well(pack: CouncilPack) -> None:
    work = {"what": "sick", "changed": "2026-11-16", "employer": "Marl Bakery", "pay-now": "not-sure"}
    visit = told(pack, JOURNEY, {**first(), **work, "told-universal-credit": "no", **last()})
    assert "tell-them" in asked(visit)
    assert papers(visit) == {"payslip"}


def test_for_somebody_else_it_is_their_job(pack: CouncilPack) -> None:
    them = {"for-whom": "someone-else", "their-name": "Joe Price", "you-are": "family", "they-agree": "yes"}
    visit = told(pack, JOURNEY, {**them, "whose-contact": "mine", "help": "rent", "claim": "4051826"})
    whose = next(page for page in visit.path if page.id == "whose")
    assert whose.options["own"] == "Their own"
    assert next(page for page in visit.path if page.id == "help").ask.startswith("What help do they get")
