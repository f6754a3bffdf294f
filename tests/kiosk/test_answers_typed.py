"""What people type: telephone numbers, e-mail addresses, postcodes, names and other words, good and bad."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
import pytest

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.answers.postcode import tidy_postcode
from kiosk.answers.words import WORDS
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import AnswerError
from kiosk.journey import Page


@pytest.fixture(scope="module")
def pack() -> CouncilPack:
    return load_council_pack()


def situation(pack: CouncilPack, *, drama: bool = True) -> Situation:
    council = msgspec.structs.replace(pack.council, drama_numbers=drama)
    pack = replace(pack, council=council)
    return Situation(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone), {}, {})


def page(kind: str, **more: Any) -> Page:
    return Page(id="given", kind=kind, ask="What is it?", short="It", **more)  # type: ignore[arg-type]


def refused(kind: str, raw: Any, where: Situation, **more: Any) -> AnswerError:
    with pytest.raises(AnswerError) as error:
        KINDS[kind].tidy(raw, page(kind, **more), where)
    assert error.value.code in WORDS
    return error.value


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("07700900123", "07700 900123"),
        ("07700 900 123", "07700 900123"),
        (" 07700-900-123 ", "07700 900123"),
        ("(07700) 900123", "07700 900123"),
        ("+447700900123", "07700 900123"),
        ("+44 (0)7700 900123", "07700 900123"),
        ("0044 7700 900123", "07700 900123"),
        ("01632 960123", "01632 960123"),
        ("01632960123", "01632 960123"),
        ("020 7946 0123", "020 7946 0123"),
        ("029 2018 0123", "029 2018 0123"),
        ("0808 157 0123", "0808 157 0123"),
        ("0161 496 0000", "0161 496 0000"),
        ("020 7219 3000", "020 7219 3000"),
        ("029 2087 2087", "029 2087 2087"),
        ("07911 123456", "07911 123456"),
        ("+1 650 253 0000", "+1 650-253-0000"),
        ("+353 1 679 7300", "+353 1 679 7300"),
        ("٠٧٧٠٠٩٠٠١٢٣", "07700 900123"),
    ],
)
def test_telephone_numbers_that_are_taken(pack: CouncilPack, typed: str, tidy: str) -> None:
    assert KINDS["phone"].tidy(typed, page("phone"), situation(pack)) == tidy


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "phone-empty"),
        ("   ", "phone-empty"),
        ("0770090012", "phone-wrong"),
        ("077009001234", "phone-wrong"),
        ("12345", "phone-wrong"),
        ("960123", "phone-wrong"),
        ("my number", "phone-wrong"),
        ("0000000000", "phone-wrong"),
        ("00", "phone-wrong"),
        ("+", "phone-wrong"),
        ("+999 123456", "phone-wrong"),
        ("0" * 300, "phone-wrong"),
        (7700900123, "wrong-shape"),
        (None, "wrong-shape"),
        (["07700900123"], "wrong-shape"),
    ],
)
def test_telephone_numbers_that_are_not(pack: CouncilPack, typed: Any, code: str) -> None:
    assert refused("phone", typed, situation(pack)).code == code


@pytest.mark.parametrize(
    "invented",
    [
        "07700 900000",
        "07700 900999",
        "01632 960000",
        "020 7946 0999",
        "0113 496 0123",
        "028 9018 0123",
        "0191 498 0123",
    ],
)
def test_numbers_for_drama_only_where_the_council_says_so(pack: CouncilPack, invented: str) -> None:
    """The Ofcom ranges belong to nobody: a real council must not write to them."""
    assert KINDS["phone"].tidy(invented, page("phone"), situation(pack))
    assert refused("phone", invented, situation(pack, drama=False)).code == "phone-wrong"


@pytest.mark.parametrize("beside", ["07700 899123", "020 7945 0123"])
def test_a_number_beside_the_drama_range_is_a_real_one(pack: CouncilPack, beside: str) -> None:
    assert KINDS["phone"].tidy(beside, page("phone"), situation(pack, drama=False)) == beside


@pytest.mark.parametrize("landline", ["01632 960123", "020 7219 3000", "0808 157 0123"])
def test_no_text_goes_to_a_landline(pack: CouncilPack, landline: str) -> None:
    assert refused("phone", landline, situation(pack), allow=["mobile"]).code == "phone-not-mobile"
    assert KINDS["phone"].tidy(landline, page("phone", allow=["mobile", "landline"]), situation(pack)) == landline


def test_a_wrong_mobile_number_is_explained_with_a_mobile_number(pack: CouncilPack) -> None:
    assert refused("phone", "0770090012", situation(pack), allow=["mobile"]).code == "mobile-wrong"
    assert "07700 900123" in WORDS["mobile-wrong"]


@pytest.mark.parametrize("mobile", ["07700 900123", "07911 123456"])
def test_a_mobile_is_taken_for_texts(pack: CouncilPack, mobile: str) -> None:
    assert KINDS["phone"].tidy(mobile, page("phone", allow=["mobile"]), situation(pack)) == mobile


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("mair@example.org", "mair@example.org"),
        (" mair@example.org ", "mair@example.org"),
        ("mair @ example.org", "mair@example.org"),
        ("Mair.Jones@EXAMPLE.ORG", "Mair.Jones@example.org"),
        ("mair+bins@example.co.uk", "mair+bins@example.co.uk"),
        ("m@x.wales", "m@x.wales"),
        ("o'brien@example.org", "o'brien@example.org"),
        ("llŷr@example.org", "llŷr@example.org"),
    ],
)
def test_email_addresses_that_are_taken(pack: CouncilPack, typed: str, tidy: str) -> None:
    assert KINDS["email"].tidy(typed, page("email"), situation(pack)) == tidy


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "email-empty"),
        ("  ", "email-empty"),
        ("mair", "email-no-at"),
        ("mair.example.org", "email-no-at"),
        ("@", "email-wrong"),
        ("mair@", "email-wrong"),
        ("@example.org", "email-wrong"),
        ("mair@example", "email-wrong"),
        ("mair@@example.org", "email-wrong"),
        ("mair@exa_mple.org", "email-wrong"),
        ("mair@example..org", "email-wrong"),
        ("mair..x@example.org", "email-wrong"),
        ("mair@[127.0.0.1]", "email-wrong"),
        ("Mair <mair@example.org>", "email-wrong"),
        ("a@b.c" + "x" * 300, "email-wrong"),
        (12, "wrong-shape"),
        (None, "wrong-shape"),
    ],
)
def test_email_addresses_that_are_not(pack: CouncilPack, typed: Any, code: str) -> None:
    assert refused("email", typed, situation(pack)).code == code


@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        ("FH1 4QT", "FH1 4QT"),
        ("fh14qt", "FH1 4QT"),
        (" f h 1 4 q t ", "FH1 4QT"),
        ("FH1-4QT", "FH1 4QT"),
        ("FH1 OQT", "FH1 0QT"),
        ("FH1 oqt", "FH1 0QT"),
        ("FH1 IQT", "FH1 1QT"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("sw1a1aa", "SW1A 1AA"),
        ("M1 1AE", "M1 1AE"),
        ("CR2 6XH", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("W1A 0AX", "W1A 0AX"),
        ("EC1A 1BB", "EC1A 1BB"),
    ],
)
def test_postcodes_that_are_taken(typed: str, tidy: str) -> None:
    assert tidy_postcode(typed) == tidy


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "postcode-empty"),
        ("  -  ", "postcode-empty"),
        ("FH1", "postcode-wrong"),
        ("FH1 4Q", "postcode-wrong"),
        ("FH1 4QTT", "postcode-wrong"),
        ("14QT", "postcode-wrong"),
        ("FH1 QT4", "postcode-wrong"),
        ("12345", "postcode-wrong"),
        ("90210", "postcode-wrong"),
        ("FH1 ４QT", "postcode-wrong"),
        ("ŵH1 4QT", "postcode-wrong"),
        ("Mill Lane", "postcode-wrong"),
        ("FH1 4QT" * 50, "postcode-wrong"),
    ],
)
def test_postcodes_that_are_not(typed: str, code: str) -> None:
    with pytest.raises(AnswerError) as error:
        tidy_postcode(typed)
    assert error.value.code == code


@pytest.mark.parametrize(
    "name",
    [
        "Mair",
        "Llŷr ap Gwilym",
        "O'Brien",
        "Jean-Luc",
        "王小明",
        "محمد",
        "X",
        "Dr. M. Évans III",
        "van der Berg",
        "Björk",
        "4",
    ],
)
def test_a_name_is_what_a_person_says_it_is(pack: CouncilPack, name: str) -> None:
    assert KINDS["name"].tidy(name, page("name"), situation(pack)) == name


@pytest.mark.parametrize(
    ("kind", "typed", "tidy"),
    [
        ("name", "  Mair   Jones\t", "Mair Jones"),
        ("name", "Llw\u0302r", "Llŵr"),
        ("text", "two\nlines", "two lines"),
        ("text", "a\x00b\x1b[31m", "a b [31m"),
        ("long_text", " one  line \n\n two \n", "one line\n\ntwo"),
        ("long_text", "a\r\nb", "a\nb"),
    ],
)
def test_words_are_kept_but_for_stray_spaces(pack: CouncilPack, kind: str, typed: str, tidy: str) -> None:
    assert KINDS[kind].tidy(typed, page(kind), situation(pack)) == tidy


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("text", "", "text-empty"),
        ("text", " \t\n", "text-empty"),
        ("text", "\x00", "text-empty"),
        ("long_text", "\n\n", "text-empty"),
        ("name", "", "name-empty"),
        ("text", "x" * 201, "text-long"),
        ("long_text", "x" * 2001, "text-long"),
        ("name", "x" * 121, "text-long"),
        ("text", 5, "wrong-shape"),
        ("long_text", ["a"], "wrong-shape"),
        ("name", {"first": "Mair"}, "wrong-shape"),
        ("text", None, "wrong-shape"),
    ],
)
def test_words_that_are_refused(pack: CouncilPack, kind: str, typed: Any, code: str) -> None:
    assert refused(kind, typed, situation(pack)).code == code


@pytest.mark.parametrize(("kind", "longest"), [("text", 200), ("long_text", 2000), ("name", 120)])
def test_the_longest_that_is_taken(pack: CouncilPack, kind: str, longest: int) -> None:
    assert KINDS[kind].tidy("x" * longest, page(kind), situation(pack)) == "x" * longest


def test_a_page_may_allow_less_and_the_refusal_says_how_much(pack: CouncilPack) -> None:
    error = refused("text", "x" * 21, situation(pack), max_length=20)
    assert (error.code, error.values) == ("text-long", {"most": "20"})


@pytest.mark.parametrize("kind", ["text", "long_text", "name", "phone", "email"])
def test_what_is_optional_may_stay_empty(pack: CouncilPack, kind: str) -> None:
    assert KINDS[kind].tidy(" ", page(kind, optional=True), situation(pack)) == ""


@pytest.mark.parametrize("kind", ["text", "long_text", "name", "phone", "email"])
def test_what_was_typed_is_never_in_the_facts_or_the_refusal(pack: CouncilPack, kind: str) -> None:
    where = situation(pack)
    for given in KINDS[kind].examples(page(kind), where):
        assert set(KINDS[kind].facts(given, page(kind), where).values()) == {"given"}
    canary = "canary" * 600
    assert "canary" not in str(refused(kind, canary, where))
