from __future__ import annotations

from datetime import date
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accessibility.speech.spoken import (
    spoken_code,
    spoken_date,
    spoken_email,
    spoken_options,
    spoken_phone,
    spoken_postcode,
    spoken_signs,
)
from kiosk.language import Language
from kiosk.tracking_code import new_code

WELSH_WORDS = {"dash": "llinell", "dot": "dot", "at": "at", "Option {number} of {count}: {option}": "Dewis {number}"}


class Welsh(NullTranslations):
    def gettext(self, message: str) -> str:
        return WELSH_WORDS.get(message, message)


ENGLISH, CYMRAEG = Language(), Language("cy", Welsh())


def test_a_code_is_said_sign_by_sign_with_pauses() -> None:
    assert spoken_code("KK-4T7A-M2PC-W", ENGLISH) == "K, K. dash. 4, T, 7, A. dash. M, 2, P, C. dash. W."


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Ends in 456C", "Ends in 4, 5, 6, C"),
        ("AB12 CDE", "A, B, 1, 2. C, D, E"),
        ("A123 BCD", "A, 1, 2, 3. B, C, D"),
        ("CT-AB1234", "C, T. A, B, 1, 2, 3, 4"),
        ("AB-123-CD, France", "A, B. 1, 2, 3. C, D, France"),
        ("12345674", "1, 2, 3, 4, 5, 6, 7, 4"),
        ("I do not have it with me", "I do not have it with me"),
        ("", ""),
    ],
)
def test_numbers_and_plates_are_said_sign_by_sign_and_words_as_words(shown: str, said: str) -> None:
    assert spoken_signs(shown, ENGLISH) == said


def test_in_welsh_the_signs_have_their_welsh_names() -> None:
    assert spoken_signs("Yn gorffen â 45JK", CYMRAEG) == "Yn gorffen â 4, 5, jê, cê"


def test_in_welsh_letters_that_welsh_lacks_are_named() -> None:
    assert spoken_code("KK-4T7J-M2PC-W", CYMRAEG) == ("cê, cê. llinell. 4, T, 7, jê. llinell. M, 2, P, C. llinell. W.")


@given(st.integers())
def test_every_sign_of_every_code_is_heard(number: int) -> None:
    code = new_code("KK")
    said = [sign for sign in spoken_code(code, ENGLISH).replace(".", ",").split(", ") if len(sign.strip(",")) == 1]
    assert "".join(sign.strip(",") for sign in said) == code.replace("-", "")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("01632 960123", "0 1 6 3 2, 9 6 0, 1 2 3."),
        ("01632960123", "0 1 6 3 2, 9 6 0, 1 2 3."),
        ("+441632960123", "0 1 6 3 2, 9 6 0, 1 2 3."),
        ("07700900123", "0 7 7 0 0, 9 0 0, 1 2 3."),
        ("020 7946 0018", "0 2 0, 7 9 4 6, 0 0 1 8."),
        ("101", "1 0 1."),
        ("+353 1 496 0123", "plus 3 5 3, 1, 4 9 6, 0 1 2 3."),
    ],
)
def test_a_phone_number_is_said_in_groups(number: str, said: str) -> None:
    assert spoken_phone(number, ENGLISH) == said


@given(st.from_regex(r"[0-9]{3,15}", fullmatch=True))
def test_no_digit_of_a_phone_number_is_lost(number: str) -> None:
    digits = "".join(sign for sign in spoken_phone(number[:1] + " " + number[1:], ENGLISH) if sign.isdigit())
    assert digits == number


@pytest.mark.parametrize(
    ("postcode", "said"),
    [
        ("SW1A 1AA", "S, W, 1, A. 1, A, A."),
        ("sw1a1aa", "S, W, 1, A. 1, A, A."),
        ("M1 1AE", "M, 1. 1, A, E."),
        ("CF10", "C, F, 1, 0."),
    ],
)
def test_a_postcode_is_said_in_its_halves(postcode: str, said: str) -> None:
    assert spoken_postcode(postcode, ENGLISH) == said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("a.name@example.org", "A dot name at example dot org"),
        ("sian_jones-42@example.org.uk", "sian underscore jones dash 4 2 at example dot org dot uk"),
        ("jo+bins@example.org", "jo plus bins at example dot org"),
    ],
)
def test_an_e_mail_address_is_told_in_words(address: str, said: str) -> None:
    assert spoken_email(address, ENGLISH) == said


def test_a_date_is_said_with_its_weekday_and_year() -> None:
    assert spoken_date(date(2026, 11, 20), ENGLISH) == "Friday 20 November 2026"
    assert spoken_date(date(2026, 11, 20), CYMRAEG) == "dydd Gwener 20 Tachwedd 2026"


def test_options_say_how_many_there_are() -> None:
    assert spoken_options(["Yes", "No"], ENGLISH) == ["Option 1 of 2: Yes", "Option 2 of 2: No"]
    assert spoken_options(["Oes"], CYMRAEG) == ["Dewis 1"]
