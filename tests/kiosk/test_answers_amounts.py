"""How many, and how much: numbers and money as people type them."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.answers.words import words_for
from kiosk.council_pack import CouncilPack
from kiosk.language import Language


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0", "0"), ("1", "1"), ("3", "3"), ("12", "12"), ("007", "7"), ("000", "0"), (" 3 ", "3"), ("+3", "3"),
        ("1200", "1200"), ("1,200", "1200"), ("1 200", "1200"), ("12,345", "12345"), ("123,456", "123456"),
        ("1,234,567", "1234567"), ("1 234 567", "1234567"), ("999999999", "999999999"), ("999,999,999", "999999999"),
        ("٣", "3"), ("١٢", "12"), ("۱۲", "12"), ("३", "3"), ("১২", "12"), ("੧੨", "12"),
        ("１２", "12"), ("１,２００", "1200"),
        ("10", "10"), ("100", "100"), ("99", "99"), ("5\n", "5"), ("\t6", "6"), ("2026", "2026"), ("0100", "100"),
        ("18", "18"), ("65", "65"), ("20", "20"), ("-0", "0"), ("+0", "0"), ("4", "4"), ("50", "50"), ("8 000", "8000"),
    ],
)  # fmt: skip
def test_numbers_that_are_taken(pack: CouncilPack, typed: str, kept: str) -> None:
    assert KINDS["number"].tidy(typed, page("number"), situation(pack)) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number-empty"), ("  ", "number-empty"), ("\n", "number-empty"),
        ("twelve", "number-wrong"), ("deuddeg", "number-wrong"), ("3 people", "number-wrong"), ("3x", "number-wrong"),
        ("x3", "number-wrong"), ("1,2,3", "number-wrong"), ("1 2", "number-wrong"), ("1,20,0", "number-wrong"),
        ("12,34", "number-whole"), ("1e3", "number-wrong"), ("0x10", "number-wrong"), ("½", "number-wrong"),
        ("--3", "number-wrong"), ("3-4", "number-wrong"), ("3+", "number-wrong"), ("£3", "number-wrong"),
        ("#3", "number-wrong"), ("3%", "number-wrong"), ("#", "number-wrong"), ("-", "number-wrong"),
        ("+", "number-wrong"),
        (".", "number-wrong"), (",", "number-wrong"), ("1.234,5", "number-wrong"), ("1,234.567", "number-wrong"),
        ("NaN", "number-wrong"), ("inf", "number-wrong"), ("None", "number-wrong"), ("true", "number-wrong"),
        ("2.5", "number-whole"), ("2,5", "number-whole"), ("0.5", "number-whole"), ("-2.5", "number-whole"),
        ("-1", "number-low"), ("-999", "number-low"), ("-" + "9" * 400, "number-low"),
        ("1000000000", "number-high"), ("9" * 5000, "number-high"), ("1,000,000,000", "number-high"),
        (3, "wrong-shape"), (None, "wrong-shape"), (["3"], "wrong-shape"), ({"n": "3"}, "wrong-shape"),
        (True, "wrong-shape"), ("not-sure", "number-wrong"),
    ],
)  # fmt: skip
def test_numbers_that_are_refused(pack: CouncilPack, typed: Any, code: str) -> None:
    assert refused("number", typed, situation(pack)).code == code


@pytest.mark.parametrize(
    ("typed", "limits", "code"),
    [
        ("0", {"at_least": 1}, "number-low"),
        ("21", {"at_least": 1, "at_most": 20}, "number-high"),
        ("-6", {"at_least": -5}, "number-low"),
        ("1", {"at_most": 0}, "number-high"),
    ],
)
def test_a_number_outside_the_limits_is_told_them(pack: CouncilPack, typed: str, limits: Any, code: str) -> None:
    error = refused("number", typed, situation(pack), **limits)
    assert error.code == code
    assert any(str(limit) in words_for(error, Language()) for limit in limits.values())


@pytest.mark.parametrize(
    ("typed", "limits"), [("1", {"at_least": 1}), ("20", {"at_most": 20}), ("-5", {"at_least": -5})]
)
def test_the_limits_themselves_are_taken(pack: CouncilPack, typed: str, limits: Any) -> None:
    assert KINDS["number"].tidy(typed, page("number", **limits), situation(pack)) == typed


def test_numbers_are_shown_with_their_thousands_and_compared_as_numbers(pack: CouncilPack) -> None:
    kind, where = KINDS["number"], situation(pack)
    assert kind.shown("1200", page("number"), where, Language()) == "1,200"
    assert kind.shown("1200", page("number"), where, pack.language("cy")) == "1,200"
    assert kind.facts("1200", page("number"), where) == {"given": 1200}
    assert kind.facts("not-sure", page("number", not_sure=True), where) == {"given": "not-sure"}
    assert kind.shown("", page("number", optional=True), where, Language()) == ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0", "0.00"), ("12", "12.00"), ("£12", "12.00"), ("£ 12", "12.00"), ("12 £", "12.00"), ("12.5", "12.50"),
        ("12.50", "12.50"), ("£12.50", "12.50"), ("12.", "12.00"), (".5", "0.50"), (".50", "0.50"), ("0.05", "0.05"),
        ("1,200", "1200.00"), ("£1,200", "1200.00"), ("1,200.5", "1200.50"), ("1,200.50", "1200.50"),
        ("1 200", "1200.00"), ("1 200.50", "1200.50"), ("12,345,678.90", "12345678.90"), ("007", "7.00"),
        ("000.10", "0.10"), ("50p", "0.50"), ("5p", "0.05"), ("50 P", "0.50"), ("gbp 12", "12.00"), ("12 GBP", "12.00"),
        ("GBP12.50", "12.50"), ("٤١٢.٥٠", "412.50"), ("۴۱۲", "412.00"), ("£१२", "12.00"), ("１２.５０", "12.50"),
        ("16000", "16000.00"), ("16,000.01", "16000.01"), ("999999999", "999999999.00"), (" 12 ", "12.00"),
        ("412.50", "412.50"), ("12.00", "12.00"), ("0.00", "0.00"), ("£0", "0.00"), ("£.99", "0.99"),
        ("１,２００", "1200.00"),
    ],
)  # fmt: skip
def test_amounts_that_are_taken(pack: CouncilPack, typed: str, kept: str) -> None:
    assert KINDS["money"].tidy(typed, page("money"), situation(pack)) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "money-empty"), ("  ", "money-empty"), ("£", "money-empty"), (" £ ", "money-empty"),
        ("GBP", "money-empty"),
        ("12,50", "money-pence"), ("12,5", "money-pence"), ("£12,50", "money-pence"), ("12.345", "money-pence"),
        ("12.5.5", "money-pence"), ("12.x", "money-pence"), ("1,200.505", "money-pence"), ("12.5x", "money-pence"),
        ("0.5p", "money-pence"), ("12. 50", "money-pence"),
        ("twelve", "money-wrong"), ("12 pounds", "money-wrong"), ("about 12", "money-wrong"), ("x", "money-wrong"),
        ("-12", "money-wrong"), ("-12.50", "money-wrong"), ("£-12", "money-wrong"), ("+12", "money-wrong"),
        ("$12", "money-wrong"), ("€12", "money-wrong"), ("££12", "money-wrong"), ("12-13", "money-wrong"),
        ("12 13", "money-wrong"), ("1,2,3", "money-wrong"), ("12,3456", "money-wrong"), ("1200,000,", "money-wrong"),
        ("1.200,50", "money-pence"), ("1e3", "money-wrong"), ("NaN", "money-wrong"), ("Infinity", "money-wrong"),
        (".", "money-wrong"), (",", "money-wrong"), ("100p", "money-wrong"), ("p", "money-wrong"), ("½", "money-wrong"),
        ("1000000000", "money-high"), ("9" * 4000, "money-high"), ("999999999.01", "money-high"),
        (12, "wrong-shape"), (12.5, "wrong-shape"), (None, "wrong-shape"), (["12"], "wrong-shape"),
        ({"amount": "12"}, "wrong-shape"), (True, "wrong-shape"), ("not-sure", "money-wrong"),
    ],
)  # fmt: skip
def test_amounts_that_are_refused(pack: CouncilPack, typed: Any, code: str) -> None:
    assert refused("money", typed, situation(pack)).code == code


@pytest.mark.parametrize(
    ("amount", "per", "weekly", "shown"),
    [
        ("120", "week", 120, "£120 every week"),
        ("240", "fortnight", 120, "£240 every 2 weeks"),
        ("480", "four-weeks", 120, "£480 every 4 weeks"),
        ("520", "month", 120, "£520 every month"),
        ("6240", "year", 120, "£6,240 every year"),
        ("412.50", "month", 95, "£412.50 every month"),
        ("0", "week", 0, "£0 every week"),
        ("0.99", "week", 0, "£0.99 every week"),
    ],
)
def test_how_often_money_comes(pack: CouncilPack, amount: str, per: str, weekly: int, shown: str) -> None:
    kind, where = KINDS["money"], situation(pack)
    asked = page("money", per=["week", "fortnight", "four-weeks", "month", "year"])
    value = kind.tidy({"amount": amount, "per": per}, asked, where)
    assert kind.facts(value, asked, where)["given.weekly"] == weekly
    assert kind.shown(value, asked, where, Language()) == shown
    assert kind.shown(value, asked, where, pack.language("cy")) != shown


@pytest.mark.parametrize("raw", ["12", {"amount": "12"}, {"amount": "12", "per": ""}, {"amount": "12", "per": "year"}])
def test_how_often_is_asked_for(pack: CouncilPack, raw: Any) -> None:
    error = refused("money", raw, situation(pack), per=["week", "month"])
    assert (error.code, error.values["at"]) == ("money-per", "per")


def test_with_one_way_only_nobody_is_asked_how_often(pack: CouncilPack) -> None:
    value = KINDS["money"].tidy("12", page("money", per=["week"]), situation(pack))
    assert value == {"amount": "12.00", "per": "week"}


@pytest.mark.parametrize(("typed", "pounds"), [("16000", 16000), ("16000.99", 16000), ("16001", 16001), ("0.99", 0)])
def test_conditions_compare_whole_pounds(pack: CouncilPack, typed: str, pounds: int) -> None:
    value = KINDS["money"].tidy(typed, page("money"), situation(pack))
    assert KINDS["money"].facts(value, page("money"), situation(pack)) == {"given": pounds}


def test_an_amount_outside_the_limits_is_told_them(pack: CouncilPack) -> None:
    low = refused("money", "9.99", situation(pack), at_least=10)
    high = refused("money", "1000.01", situation(pack), at_most=1000)
    assert words_for(low, Language()) == "Write £10 or more"
    assert words_for(high, Language()) == "Write £1,000 or less"
    assert KINDS["money"].tidy("1000", page("money", at_least=10, at_most=1000), situation(pack)) == "1000.00"


@pytest.mark.parametrize("kind", ["number", "money"])
def test_what_nobody_knows_may_be_left_open_where_the_page_says_so(pack: CouncilPack, kind: str) -> None:
    assert KINDS[kind].tidy("not-sure", page(kind, not_sure=True), situation(pack)) == "not-sure"
    assert KINDS[kind].tidy(" ", page(kind, optional=True), situation(pack)) == ""
    assert KINDS[kind].shown("not-sure", page(kind, not_sure=True), situation(pack), Language()) == "I do not know"
