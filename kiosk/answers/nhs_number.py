"""An NHS number, checked by the `python-stdnum` library."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Field, Keyboard, SayAs, Situation, Values, text_of
from kiosk.answers.masked import last_signs
from kiosk.answers.not_sure import given_fact, given_or_not, said_without, without, without_answer
from kiosk.answers.numerals import letters_as_digits, without_gaps
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue


class NHSNumber(AnswerKind):
    """Ten digits, the last of them a check digit."""

    field: ClassVar[Field] = "masked"
    keyboard: ClassVar[Keyboard] = "digits"
    say_as: ClassVar[SayAs] = "signs"
    masked: ClassVar[bool] = True
    keys: ClassVar[frozenset[str]] = frozenset({"not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "nhs-empty": marked("Write your NHS number"),
        "nhs-length": marked("Check the NHS number. It has 10 numbers, like 999 123 4578"),
        "nhs-check": marked("One of the numbers is not right. Check it with your NHS letter or card"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the ten digits. Raises AnswerError: `nhs-empty`, `nhs-length`, `nhs-check`."""
        from stdnum.gb import nhs

        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        number = letters_as_digits(without_gaps(text_of(raw)))
        if not number:
            raise AnswerError("nhs-empty")
        if len(number) != 10 or not (number.isascii() and number.isdigit()):
            raise AnswerError("nhs-length")
        if len(set(number)) == 1 or not nhs.is_valid(number):
            raise AnswerError("nhs-check")
        return number

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return its last digits."""
        nothing = said_without(value, language)
        return nothing if nothing is not None else last_signs(str(value), 4, language)

    def in_full(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the number in the groups that letters have: "943 476 5870"."""
        nothing, number = said_without(value, language), str(value)
        return nothing if nothing is not None else f"{number[:3]} {number[3:6]} {number[6:]}"

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return whether it was given."""
        return given_fact(value, page)

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return that it was given, or was not."""
        return {page.id: given_or_not(page)}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a number of the range that is kept for tests, and none where none is needed."""
        return ["9991234578", *without(page)]
