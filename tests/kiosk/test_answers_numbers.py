"""Numbers that belong to a person or an account: National Insurance, NHS, and the council's own."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation
from council_numbers import with_numbers

from kiosk.accounts import Account, wrong_with
from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.answers.words import words_for
from kiosk.council_pack import CouncilPack
from kiosk.language import Language


@pytest.fixture
def where(pack: CouncilPack) -> Situation:
    return situation(with_numbers(pack))


NINO = "AB123456C"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[(way, NINO) for way in (
            "AB123456C", "ab123456c", "AB 12 34 56 C", "ab 12 34 56 c", "AB-12-34-56-C", "AB.12.34.56.C", " AB123456C ",
            "AB12 3456C", "A B 1 2 3 4 5 6 C", "AB12345 6C", "aB 123456 c", "AB1234 56 c", "ＡＢ１２３４５６Ｃ",
            "AB١٢٣٤٥٦C",
            "ABI23456C", "ABl23456C", "AB–12–34–56–C", "AB  123456  C", "AB\t123456C",
        )],
        ("AB12345OC", "AB123450C"), ("ABOOOOO1C", "AB000001C"), ("ABS23456C", "AB523456C"), ("ABB23456C", "AB823456C"),
        ("AB123456", "AB123456"), ("ab 12 34 56", "AB123456"), ("AA000000A", "AA000000A"), ("CE999999D", "CE999999D"),
        ("JY123456B", "JY123456B"), ("ZY123456A", "ZY123456A"), ("SN123456C", "SN123456C"), ("PE123456A", "PE123456A"),
        ("WZ123456D", "WZ123456D"), ("HB123456C", "HB123456C"), ("LA123456B", "LA123456B"), ("MA123456B", "MA123456B"),
        ("RA123456B", "RA123456B"), ("TA123456B", "TA123456B"), ("EA123456B", "EA123456B"), ("GA123456B", "GA123456B"),
        ("NA123456B", "NA123456B"), ("KA123456B", "KA123456B"),
    ],
)  # fmt: skip
def test_national_insurance_numbers_that_are_taken(where: Situation, typed: str, kept: str) -> None:
    assert KINDS["national_insurance"].tidy(typed, page("national_insurance"), where) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nino-empty"), ("   ", "nino-empty"), ("---", "nino-empty"),
        *[(typed, "nino-wrong") for typed in (
            "QQ123456C", "QQ 12 34 56 C", "AO123456C", "DA123456C", "FA123456C", "IA123456C", "QA123456C", "UA123456C",
            "VA123456C", "AD123456C", "AF123456C", "AI123456C", "AQ123456C", "AU123456C", "AV123456C", "BG123456C",
            "GB123456C", "KN123456C", "NK123456C", "NT123456C", "ZZ123456C", "TN123456C", "AB123456E", "AB123456Z",
            "AB1234567", "AB12345C", "AB12345", "AB1234567C", "A1234567C", "ABC123456", "123456789", "AB123456CC",
            "AB1234S6*", "none", "I do not have one", "AB", "1", "x" * 4000, "АВ123456С", "AB12345½C", "12AB3456C",
        )],
        (None, "wrong-shape"), (123456, "wrong-shape"), (["AB123456C"], "wrong-shape"), ({"n": "x"}, "wrong-shape"),
        (True, "wrong-shape"),
    ],
)  # fmt: skip
def test_national_insurance_numbers_that_are_refused(where: Situation, typed: Any, code: str) -> None:
    assert refused("national_insurance", typed, where).code == code


def test_whoever_has_a_temporary_number_is_told_what_to_touch(where: Situation) -> None:
    error = refused("national_insurance", "TN 01 02 03 F", where, not_sure=True)
    assert error.code == "nino-temporary"
    assert "I do not have one" in words_for(error, Language())


NHS = "9991234578"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        *[(way, NHS) for way in (
            "9991234578", "999 123 4578", "999-123-4578", "999.123.4578", " 999 1234578 ", "9 9 9 1 2 3 4 5 7 8",
            "٩٩٩١٢٣٤٥٧٨", "۹۹۹۱۲۳۴۵۷۸", "９９９１２３４５７８", "999l234578", "999I234578",
            "999–123–4578", "999  123  4578",
            "999\t1234578", "99912 34578", "9991234S78", "999123457B",
        )],
        ("943 476 5870", "9434765870"), ("9434765870", "9434765870"), ("943476587O", "9434765870"),
        ("999 123 4519", "9991234519"), ("999 123 4527", "9991234527"), ("9991234535", "9991234535"),
        ("9991234543", "9991234543"), ("9991234551", "9991234551"), ("9991234586", "9991234586"),
        ("9991234594", "9991234594"), ("9991234500", "9991234500"), ("999123450O", "9991234500"),
        ("401 023 2137", "4010232137"), ("4010232137", "4010232137"), ("401-023-2137", "4010232137"),
        ("4O1O232137", "4010232137"), ("9876543210", "9876543210"), ("987 654 3210", "9876543210"),
        ("1234567881", "1234567881"), ("123 456 7881", "1234567881"),
    ],
)  # fmt: skip
def test_nhs_numbers_that_are_taken(where: Situation, typed: str, kept: str) -> None:
    assert KINDS["nhs_number"].tidy(typed, page("nhs_number"), where) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nhs-empty"), ("  ", "nhs-empty"), ("-", "nhs-empty"), (". .", "nhs-empty"),
        *[(typed, "nhs-length") for typed in (
            "999123457", "99912345788", "1", "999 123 457", "H999123457", "999123457X", "ABCDEFGHIJ", "999,123,4578",
            "999/123/4578", "999+1234578", "٩٩٩١٢٣٤٥٧", "9" * 3000, "nhs number", "999123457½", "none", "0",
            "AB123456C",
        )],
        *[(typed, "nhs-check") for typed in (
            "9991234577", "9991234579", "9434765871", "9990000000", "1234567890", "9994123578",
            "9991243578", "9991234587", "0000000000", "1111111111", "2222222222", "3333333333", "4444444444",
            "5555555555",
            "6666666666", "7777777777", "8888888888", "9999999999",
        )],
        (None, "wrong-shape"), (9991234578, "wrong-shape"), (["9991234578"], "wrong-shape"),
        ({"n": "9"}, "wrong-shape"),
    ],
)  # fmt: skip
def test_nhs_numbers_that_are_refused(where: Situation, typed: Any, code: str) -> None:
    assert refused("nhs_number", typed, where).code == code


@pytest.mark.parametrize(
    ("account", "typed", "kept"),
    [
        *[("council-tax", way, "12345674") for way in (
            "12345674", "1234 5674", "1234-5674", " 12345674 ", "12 34 56 74", "1.2.3.4.5.6.7.4", "l2345674",
            "I2345674",
            "١٢٣٤٥٦٧٤", "１２３４５６７４", "1234S674", "12345674\n", "#12345674", "12345674.",
        )],
        ("council-tax", "00000018", "00000018"), ("council-tax", "OOOOOO18", "00000018"),
        ("council-tax", "79927397", None),
        *[("rent", way, "AB1234") for way in (
            "CT-AB1234", "ct-ab1234", "CTAB1234", "CT AB 1234", "AB1234", "ab 1234", "ct–ab–1234", "CT/AB/1234",
            "AB-1234",
            "CT-ABI234", "AB l234", "ＣＴ－ＡＢ１２３４", "CT AB١٢٣٤", " CT-AB1234 ", "(CT) AB1234",
        )],
        ("rent", "CT-OI0000", "OI0000"), ("rent", "CT-010000", "OI0000"), ("rent", "AB12E4", None),
        *[("library", way, "12345672") for way in (
            "12345672", "1234 5672", "1234-5672", "l2345672", "12345672 ", "١٢٣٤٥٦٧٢", "1-2-3-4-5-6-7-2", "123 456 72",
        )],
    ],
)  # fmt: skip
def test_numbers_of_the_council(where: Situation, account: str, typed: str, kept: str | None) -> None:
    asked = page("account_number", account=account)
    if kept is None:
        assert refused("account_number", typed, where, account=account).code in ("account-wrong", "account-check")
    else:
        assert KINDS["account_number"].tidy(typed, asked, where) == kept


@pytest.mark.parametrize(
    ("account", "typed", "code"),
    [
        ("council-tax", "", "account-empty"), ("council-tax", "  ", "account-empty"), ("rent", "-", "account-empty"),
        *[("council-tax", typed, "account-wrong") for typed in (
            "1234567", "123456744", "1234567A", "ABCDEFGH", "1", "x" * 900, "12345674 12345674", "CT-12345674",
            "1234½674",
            "12345Ä74", "none",
        )],
        *[("council-tax", typed, "account-check") for typed in (
            "12345675", "12345673", "21345674", "12354674", "12345647", "99999999", "00000001",
        )],
        *[("rent", typed, "account-wrong") for typed in (
            "CT-A92345", "CT-ABC123", "XY-AB1234", "CT-AB123", "CT-AB12345", "AB123", "1234AB", "CT", "CTAB",
            "XYAB1234",
            "CT-ÄB1234", "CT-AB12C4",
        )],
        *[("library", typed, "account-check") for typed in ("12345671", "12345673", "21345672", "12345627",
        "11111111")],
        ("council-tax", None, "wrong-shape"), ("council-tax", 12345674, "wrong-shape"),
        ("rent", ["AB1234"], "wrong-shape"), ("rent", {"n": "AB1234"}, "wrong-shape"),
    ],
)  # fmt: skip
def test_numbers_of_the_council_that_are_refused(where: Situation, account: str, typed: Any, code: str) -> None:
    error = refused("account_number", typed, where, account=account)
    assert error.code == code
    if code == "account-wrong":
        assert words_for(error, Language()).endswith(where.pack.council.accounts[account].example)


def test_a_number_is_shown_in_the_councils_way_of_writing(where: Situation) -> None:
    asked = page("account_number", account="rent", not_sure=True)
    assert KINDS["account_number"].shown("AB1234", asked, where, Language()) == "CT-AB1234"
    assert KINDS["account_number"].shown("not-sure", asked, where, Language()) == "I do not have it with me"


@pytest.mark.parametrize(
    ("account", "key"),
    [
        (Account(label="x", shape="", example="1"), "shape"),
        (Account(label="x", shape="CT-", example="CT-"), "shape"),
        (Account(label="x", shape="####", example="123"), "example"),
        (Account(label="x", shape="####", example="12A4"), "example"),
        (Account(label="x", shape="########", example="12345675", check="luhn"), "example"),
        (Account(label="x", shape="########", example="12345671", check="iso7064-11-10"), "example"),
    ],
)
def test_a_number_that_council_toml_gets_wrong_is_named(account: Account, key: str) -> None:
    assert [found[0] for found in wrong_with(account)] == [key]


BANK = {"name": "Mair Jones", "sort_code": "123456", "account": "12345678"}


@pytest.mark.parametrize(
    ("kind", "value", "shown", "whole"),
    [
        ("national_insurance", "AB123456C", "Ends in 456C", "AB 12 34 56 C"),
        ("national_insurance", "AB123456", "Ends in 3456", "AB 12 34 56"),
        ("nhs_number", "9991234578", "Ends in 4578", "999 123 4578"),
        ("bank", BANK, "Ends in 5678", "Mair Jones, 12-34-56, 12345678"),
        ("bank", {**BANK, "roll": "A1"}, "Ends in 5678", "Mair Jones, 12-34-56, 12345678, A1"),
    ],
)
def test_what_nobody_should_read_over_a_shoulder_is_hidden_but_for_the_council(
    where: Situation, pack: CouncilPack, kind: str, value: Any, shown: str, whole: str
) -> None:
    masked, asked = KINDS[kind], page(kind)
    assert masked.masked
    assert masked.shown(value, asked, where, Language()) == masked.on_paper(value, asked, where, Language()) == shown
    assert masked.words(value, asked, where, Language()) == {"given": shown}
    assert masked.in_full(value, asked, where, Language()) == whole
    assert shown[-4:] in masked.shown(value, asked, where, pack.language("cy"))
    assert not masked.proves


@pytest.mark.parametrize("kind", ["national_insurance", "nhs_number", "vehicle", "account_number", "bank"])
def test_what_nobody_knows_may_be_left_open_where_the_page_says_so(where: Situation, kind: str) -> None:
    more = {"account": "rent"} if kind == "account_number" else {}
    asked = page(kind, not_sure=True, optional=True, **more)
    for value in ("not-sure", ""):
        assert KINDS[kind].tidy(value, asked, where) == value
        assert KINDS[kind].facts(value, asked, where) == {"given": value}
    assert KINDS[kind].shown("not-sure", asked, where, Language()).startswith("I do not")
    assert refused(kind, "not-sure", where, **more)
