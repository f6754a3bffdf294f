"""The number plate of a vehicle: British ones in every style, others as they are written, with their country."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import product
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Field, Keyboard, SayAs, Situation, Values, text_of
from kiosk.answers.not_sure import given_or_not, said_without, without, without_answer
from kiosk.answers.numerals import without_gaps
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of

# DVLA, "Vehicle registration numbers and number plates" (INF104): no I or Q in the current style, and Z only at its
# end; Q alone begins the plates of vehicles whose age nobody knows. Dateless plates of Northern Ireland have I and Z.
_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<a>[A-HJ-PR-Y]{2}\d{2})(?P<b>[A-HJ-PR-Z]{3})",
        r"(?P<a>[A-HJ-NP-TV-Y][1-9]\d{0,2})(?P<b>[A-HJ-PR-Z]{3})",
        r"(?P<a>[A-HJ-PR-Z]{3})(?P<b>[1-9]\d{0,2}[A-HJ-NPR-TV-Y])",
        r"(?P<a>[A-PR-Z]{1,3})(?P<b>[1-9]\d{0,3})",
        r"(?P<a>[1-9]\d{0,3})(?P<b>[A-PR-Z]{1,3})",
        r"(?P<a>\d{3})(?P<b>[DX])(?P<c>\d{3})",
    )
)
_DATED = _STYLES[:3]  # where each place has a letter or a number, and one that is mistaken for the other can be told
_ALIKE = {"0": "0O", "O": "O0", "1": "1I", "I": "I1"}
_LONGEST_COUNTRY = 60
_FOREIGN = re.compile(r"[^\W_]{1,12}([ \-][^\W_]{1,12})*")


class Vehicle(AnswerKind):
    """A British plate in capitals without spaces, "AB12CDE"; one of elsewhere as {"plate", "country"}."""

    field: ClassVar[Field] = "vehicle"
    keyboard: ClassVar[Keyboard] = "capitals"
    say_as: ClassVar[SayAs] = "signs"
    keys: ClassVar[frozenset[str]] = frozenset({"not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "vehicle-empty": marked("Write the number plate of the vehicle"),
        "vehicle-wrong": marked("Check the number plate. It should look like AB12 CDE"),
        "vehicle-foreign": marked("Check the number plate. It has 2 to 12 letters and numbers"),
        "vehicle-country": marked("Write the country that the vehicle is from"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the plate.

        Raises AnswerError: `vehicle-empty`, `vehicle-wrong`, `vehicle-foreign`, `vehicle-country`, `text-long`.
        """
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        if isinstance(raw, Mapping):
            return _foreign(raw)
        plate = without_gaps(text_of(raw))
        if not plate:
            raise AnswerError("vehicle-empty")
        british = _british(plate)
        if british is None:
            raise AnswerError("vehicle-wrong")
        return british

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the plate with its gap, and the country of one from elsewhere."""
        if (nothing := said_without(value, language)) is not None:
            return nothing
        parts = fields_of(value)
        if parts:
            return f"{parts['plate']}, {parts['country']}"
        return written_plate(str(value))

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return whether the plate is British, `gb`, or `foreign`."""
        nothing = value if value in ("", "not-sure") and isinstance(value, str) else None
        return {page.id: nothing if nothing is not None else "gb" if isinstance(value, str) else "foreign"}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return where a plate can be from."""
        return {page.id: frozenset({"gb", "foreign"}) | ((given_or_not(page) or frozenset()) - {"given"})}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a plate of no real vehicle, one from elsewhere, and none where none is needed."""
        return ["AB12CDE", {"plate": "AB-123-CD", "country": "France"}, *without(page)]


def written_plate(plate: str) -> str:
    """Return a British plate as it is written: "AB12 CDE"."""
    found = next((match for style in _STYLES if (match := style.fullmatch(plate))), None)
    return " ".join(found.groups()) if found else plate


def _british(plate: str) -> str | None:
    """Return the plate, or the one that is meant where a letter O or I stands for a number, or the other way round."""
    if not 2 <= len(plate) <= 7:
        return None
    if any(style.fullmatch(plate) for style in _STYLES):
        return plate
    meant = ("".join(signs) for signs in product(*(_ALIKE.get(sign, sign) for sign in plate)))
    return next((each for each in meant if any(style.fullmatch(each) for style in _DATED)), None)


def _foreign(raw: Mapping[str, AnswerValue]) -> AnswerValue:
    if not set(raw) <= {"plate", "country"}:
        raise AnswerError("wrong-shape")
    plate = unicodedata.normalize("NFC", text_of(raw.get("plate", ""))).upper()
    country = unicodedata.normalize("NFC", text_of(raw.get("country", "")))
    if not plate:
        raise AnswerError("vehicle-empty", at="plate")
    if not _FOREIGN.fullmatch(plate) or not 2 <= sum(sign.isalnum() for sign in plate) <= 12:
        raise AnswerError("vehicle-foreign", at="plate")
    if not country:
        raise AnswerError("vehicle-country", at="country")
    if len(country) > _LONGEST_COUNTRY:
        raise AnswerError("text-long", most=str(_LONGEST_COUNTRY), at="country")
    return {"plate": plate, "country": country}
