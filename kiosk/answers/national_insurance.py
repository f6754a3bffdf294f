"""A National Insurance number, checked by the `idnumbers` library."""

from __future__ import annotations

import re
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

_LEGIBLE = re.compile(r"[A-Z0-9]+")

I_HAVE_NONE = marked("I do not have one, or do not know it")


class NationalInsurance(AnswerKind):
    """Two letters, six digits and a letter, "AB123456C". Without the last letter, as HMRC takes it: "AB123456"."""

    field: ClassVar[Field] = "masked"
    keyboard: ClassVar[Keyboard] = "capitals"
    say_as: ClassVar[SayAs] = "signs"
    masked: ClassVar[bool] = True
    not_known: ClassVar[str] = I_HAVE_NONE
    keys: ClassVar[frozenset[str]] = frozenset({"not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "nino-empty": marked("Write your National Insurance number"),
        "nino-wrong": marked("Check the number. It has two letters, six numbers and a letter, like QQ 12 34 56 C"),
        "nino-temporary": marked(
            "A number that begins with TN is only for a time, and we cannot use it. "
            "Touch “I do not have one, or do not know it”"
        ),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the number without spaces. Raises AnswerError: `nino-empty`, `nino-wrong`, `nino-temporary`."""
        from idnumbers.nationalid.GBR import NationalID

        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        bare = without_gaps(text_of(raw))
        if not bare:
            raise AnswerError("nino-empty")
        number = bare[:2] + letters_as_digits(bare[2:8]) + bare[8:]
        if page.not_sure and re.fullmatch(r"TN\d{6}[A-Z]?", number):
            raise AnswerError("nino-temporary")
        whole = number if len(number) == 9 else f"{number}A"
        if not _LEGIBLE.fullmatch(number) or len(number) not in (8, 9) or not NationalID.validate(whole):
            raise AnswerError("nino-wrong")
        return number

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return its last signs."""
        nothing = said_without(value, language, I_HAVE_NONE)
        return nothing if nothing is not None else last_signs(str(value), 4, language)

    def in_full(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the number in the groups that its card has: "AB 12 34 56 C"."""
        nothing, number = said_without(value, language, I_HAVE_NONE), str(value)
        return nothing if nothing is not None else " ".join(number[at : at + 2] for at in range(0, len(number), 2))

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return whether it was given."""
        return given_fact(value, page)

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return that it was given, or was not."""
        return {page.id: given_or_not(page)}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return an invented number that passes every check, and none where none is needed."""
        return ["AB123456C", *without(page)]
