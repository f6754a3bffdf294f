"""How many: a whole number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from kiosk.answers.compared import numbers_compared
from kiosk.answers.kind import NOT_SURE, AnswerKind, Keyboard, Situation, Values, text_of
from kiosk.answers.not_sure import said_without, without, without_answer
from kiosk.answers.numerals import MOST, ascii_digits, least_of, most_of, refuse_outside, ungrouped
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue


class Number(AnswerKind):
    """A whole number as digits, "3"; `at_least` and `at_most` are the page's limits."""

    keyboard: ClassVar[Keyboard] = "digits"
    keys: ClassVar[frozenset[str]] = frozenset({"at_least", "at_most", "not_sure"})
    facts_of: ClassVar[Mapping[str, Values]] = {"": None}
    refusals: ClassVar[Mapping[str, str]] = {
        "number-empty": marked("Write the number"),
        "number-wrong": marked("Write it with numbers only, like 3"),
        "number-whole": marked("Write a whole number, like 3"),
        "number-low": marked("Write {least} or more"),
        "number-high": marked("Write {most} or less"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the digits.

        Raises AnswerError: `number-empty`, `number-wrong`, `number-whole`, `number-low`, `number-high`.
        """
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        text = ungrouped(ascii_digits(text_of(raw)))
        if not text:
            raise AnswerError("number-empty")
        if re.fullmatch(r"[+-]?\d+[.,]\d{1,2}", text):
            raise AnswerError("number-whole")
        if not re.fullmatch(r"[+-]?\d+", text):
            raise AnswerError("number-wrong")
        sign, digits = ("-" if text.startswith("-") else ""), text.lstrip("+-0") or "0"
        if len(digits) > len(str(MOST)):  # before a long text becomes a long number
            refuse_outside(-MOST - 1 if sign else MOST + 1, page, "number")
        number = int(sign + digits)
        refuse_outside(number, page, "number")
        return str(number)

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the number as the language writes it: "1,200"."""
        nothing = said_without(value, language)
        return nothing if nothing is not None else language.number(int(str(value)))

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the number."""
        return {page.id: value if value in ("", NOT_SURE) and isinstance(value, str) else int(str(value))}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return numbers within the limits and on both sides of what the journey compares them with."""
        least, most = least_of(page), most_of(page)
        wanted = [min(max(2, least), most), *numbers_compared(page, situation.journey), least]
        found = list(dict.fromkeys(str(number) for number in wanted if least <= number <= most))
        return [*found, *without(page)]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield limits that leave no number."""
        yield from limit_problems(page)


def limit_problems(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield limits of a page that leave nothing between them, or that no page can have."""
    if least_of(page) > most_of(page):
        yield "at_most", "no number is between `at_least` and `at_most`.", "Make `at_most` the larger one."
    if most_of(page) > MOST or least_of(page) < -MOST:
        yield "at_most", f"no page takes more than {MOST:,}.", "Write a smaller number."
