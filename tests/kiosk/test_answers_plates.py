"""Number plates: British ones of every style, and those of elsewhere with their country."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation
from council_numbers import with_numbers

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.council_pack import CouncilPack
from kiosk.language import Language


@pytest.fixture
def where(pack: CouncilPack) -> Situation:
    return situation(with_numbers(pack))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("AB12CDE", "AB12 CDE"), ("ab12 cde", "AB12 CDE"), ("AB 12 CDE", "AB12 CDE"), ("AB-12-CDE", "AB12 CDE"),
        ("AB12CDZ", "AB12 CDZ"), ("YY73YYY", "YY73 YYY"), ("AB1OCDE", "AB10 CDE"), ("ABO2CDE", "AB02 CDE"),
        ("ABI2CDE", "AB12 CDE"), ("AB120DE", "AB12 ODE"), ("0B12CDE", "OB12 CDE"),
        ("A1BCD", "A1 BCD"), ("A12BCD", "A12 BCD"), ("A123BCD", "A123 BCD"), ("Y999YYY", "Y999 YYY"),
        ("Q123ABC", "Q123 ABC"), ("A1OBCD", "A10 BCD"), ("a 123 bcd", "A123 BCD"), ("ABC1D", "ABC 1D"),
        ("ABC12D", "ABC 12D"), ("ABC123D", "ABC 123D"), ("abc 123 d", "ABC 123D"), ("ABC1OOD", "ABC 100D"),
        ("1A", "1 A"), ("1234A", "1234 A"), ("1234AB", "1234 AB"), ("123ABC", "123 ABC"), ("A1", "A 1"),
        ("A1234", "A 1234"),
        ("AB1234", "AB 1234"), ("ABC123", "ABC 123"), ("AAZ1234", "AAZ 1234"), ("AIZ 1234", "AIZ 1234"),
        ("IUI 1", "IUI 1"), ("1234AAZ", "1234 AAZ"), ("101D234", "101 D 234"), ("101 X 234", "101 X 234"),
        ("ＡＢ１２ＣＤＥ", "AB12 CDE"), ("AB12.CDE", "AB12 CDE"), (" ab12cde ", "AB12 CDE"), ("AB١٢CDE", "AB12 CDE"),
    ],
)  # fmt: skip
def test_british_plates_of_every_style(where: Situation, typed: str, shown: str) -> None:
    value = KINDS["vehicle"].tidy(typed, page("vehicle"), where)
    assert KINDS["vehicle"].shown(value, page("vehicle"), where, Language()) == shown
    assert value == shown.replace(" ", "")
    assert KINDS["vehicle"].facts(value, page("vehicle"), where) == {"given": "gb"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "vehicle-empty"), ("  ", "vehicle-empty"), ("-", "vehicle-empty"),
        *[(typed, "vehicle-wrong") for typed in (
            "A", "1", "AB", "12", "ABCDEFG", "1234567", "AB12CDEF", "AB123CDE", "ABC12CDE", "AB12CD", "Z123ABC",
            "U123ABC",
            "ZZ12ABC", "AQ12CDE", "AB12QDE", "QAB123C", "ABC123U", "ABC123Z", "12345A", "A12345", "ABCD1", "ABCD123",
            "123456A", "AB12 CD£", "AB12_CDE", "AB/12CDE", "my car", "none", "x" * 500, "AB12CDE AB12CDF", "ÄB12CDE",
            "АВ12СDE", "1234ABCD", "AB1C2DE",
        )],
        ({"plate": "", "country": "France"}, "vehicle-empty"), ({"plate": "A", "country": "France"}, "vehicle-foreign"),
        ({"plate": "A" * 13, "country": "France"}, "vehicle-foreign"),
        ({"plate": "AB#12", "country": "France"}, "vehicle-foreign"),
        ({"plate": "AB--12", "country": "France"}, "vehicle-foreign"),
        ({"plate": "AB12", "country": ""}, "vehicle-country"), ({"plate": "AB12"}, "vehicle-country"),
        ({"plate": "AB12", "country": "x" * 61}, "text-long"), ({"plate": "AB12", "land": "France"}, "wrong-shape"),
        (None, "wrong-shape"), (12, "wrong-shape"), (["AB12CDE"], "wrong-shape"),
        ({"plate": ["A"], "country": "x"}, "wrong-shape"),
    ],
)  # fmt: skip
def test_plates_that_are_refused(where: Situation, typed: Any, code: str) -> None:
    assert refused("vehicle", typed, where).code == code


@pytest.mark.parametrize(
    ("plate", "country", "kept"),
    [
        ("ab-123-cd", "France", "AB-123-CD"),
        ("12-AB-34", "Netherlands", "12-AB-34"),
        ("B MW 1234", "Germany", "B MW 1234"),
        ("J 12345", "Jersey", "J 12345"),
        ("MAN 123 A", "Isle of Man", "MAN 123 A"),
        ("231-D-12345", "Ireland", "231-D-12345"),
        ("ΑΒΓ 1234", "Ελλάδα", "ΑΒΓ 1234"),
        ("12", "Guernsey", "12"),
    ],
)
def test_plates_of_elsewhere_are_kept_with_their_country(where: Situation, plate: str, country: str, kept: str) -> None:
    value = KINDS["vehicle"].tidy({"plate": plate, "country": country}, page("vehicle"), where)
    assert value == {"plate": kept, "country": country}
    assert KINDS["vehicle"].facts(value, page("vehicle"), where) == {"given": "foreign"}
    assert KINDS["vehicle"].shown(value, page("vehicle"), where, Language()) == f"{kept}, {country}"
