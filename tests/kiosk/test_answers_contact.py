"""How to reach people: telephone numbers and e-mail addresses, good and bad."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.answers.words import WORDS
from kiosk.council_pack import CouncilPack


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
