"""Postcodes as people write them, good and bad."""

from __future__ import annotations

import pytest

from kiosk.answers.postcode import tidy_postcode
from kiosk.errors import AnswerError


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
