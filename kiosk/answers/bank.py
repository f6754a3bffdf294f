"""A bank account to pay into or from."""

from __future__ import annotations

import unicodedata
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
from kiosk.submission import AnswerValue, fields_of

_LONGEST_NAME = 120
_LONGEST_ROLL = 18
_FIELDS = frozenset({"name", "sort_code", "account", "roll"})


class Bank(AnswerKind):
    """{"name", "sort_code", "account"}: six and eight digits; "roll" is a building society's own number.

    Only the shape is checked here: which account numbers a bank has is known to banks alone.
    """

    field: ClassVar[Field] = "bank"
    keyboard: ClassVar[Keyboard] = "letters"
    say_as: ClassVar[SayAs] = "signs"
    masked: ClassVar[bool] = True
    keys: ClassVar[frozenset[str]] = frozenset({"not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "bank-name": marked("Write the name that is on the account"),
        "bank-sort-empty": marked("Write the sort code"),
        "bank-sort-wrong": marked("Check the sort code. It has 6 numbers, like 12-34-56"),
        "bank-account-empty": marked("Write the account number"),
        "bank-account-wrong": marked("Check the account number. It has 8 numbers, or 6 or 7 in some banks"),
        "bank-roll": marked("Check the roll number. It has at most 18 letters and numbers"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the account, its number eight digits long.

        Raises AnswerError, `at` the field: `bank-name`, `bank-sort-empty`, `bank-sort-wrong`, `bank-account-empty`,
        `bank-account-wrong`, `bank-roll`, `text-long`.
        """
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        if not isinstance(raw, Mapping) or not set(raw) <= _FIELDS:
            raise AnswerError("bank-name" if raw == "" else "wrong-shape", at="name")
        given = {name: text_of(raw.get(name, "")) for name in ("name", "sort_code", "account", "roll")}
        if page.optional and not any(given.values()):
            return ""
        answer = {
            "name": _holder(given["name"]),
            "sort_code": _digits(given["sort_code"], "bank-sort", "sort_code", (6, 6)),
            "account": _digits(given["account"], "bank-account", "account", (6, 8)).zfill(8),
        }
        if roll := _roll(given["roll"]):
            answer["roll"] = roll
        return answer

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the last digits of the account."""
        nothing = said_without(value, language)
        return nothing if nothing is not None else last_signs(fields_of(value).get("account", ""), 4, language)

    def in_full(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return name, sort code and number, and the roll number where there is one."""
        if (nothing := said_without(value, language)) is not None:
            return nothing
        parts = fields_of(value)
        sort_code = parts["sort_code"]
        written = [parts["name"], f"{sort_code[:2]}-{sort_code[2:4]}-{sort_code[4:]}", parts["account"]]
        return ", ".join([*written, *([parts["roll"]] if "roll" in parts else [])])

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return whether it was given."""
        return given_fact(value, page)

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return that it was given, or was not."""
        return {page.id: given_or_not(page)}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return an account of no bank, and none where none is needed."""
        return [{"name": "Mair Siân Llŷr-Evans", "sort_code": "000001", "account": "00012345"}, *without(page)]


def _holder(text: str) -> str:
    name = unicodedata.normalize("NFC", text)
    if not name:
        raise AnswerError("bank-name", at="name")
    if len(name) > _LONGEST_NAME:
        raise AnswerError("text-long", most=str(_LONGEST_NAME), at="name")
    return name


def _digits(text: str, code: str, at: str, lengths: tuple[int, int]) -> str:
    number = letters_as_digits(without_gaps(text))
    if not number:
        raise AnswerError(f"{code}-empty", at=at)
    least, most = lengths
    if not (number.isascii() and number.isdigit() and least <= len(number) <= most) or len(set(number)) == 1:
        raise AnswerError(f"{code}-wrong", at=at)
    return number


def _roll(text: str) -> str:
    number = unicodedata.normalize("NFC", text).upper()
    if len(number) > _LONGEST_ROLL or not all(sign.isascii() and (sign.isalnum() or sign in " -/.") for sign in number):
        raise AnswerError("bank-roll", at="roll")
    return number
