"""One of the council's own numbers: its shape and check digit are in council.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from kiosk.accounts import Account, bare
from kiosk.answers.kind import AnswerKind, Keyboard, SayAs, Situation, Values, text_of
from kiosk.answers.not_sure import given_fact, given_or_not, said_without, without, without_answer
from kiosk.answers.numerals import ascii_digits
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.problems import one_of
from kiosk.submission import AnswerValue

NOT_WITH_ME = marked("I do not have it with me")


class AccountNumber(AnswerKind):
    """The number's own letters and digits, without the signs that stand in all of them."""

    keyboard: ClassVar[Keyboard] = "capitals"
    say_as: ClassVar[SayAs] = "signs"
    not_known: ClassVar[str] = NOT_WITH_ME
    keys: ClassVar[frozenset[str]] = frozenset({"account", "not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "account-empty": marked("Write the number"),
        "account-wrong": marked("Check the number. It should look like {example}"),
        "account-check": marked("One letter or number is not right. Check it with your letter or bill"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the number. Raises AnswerError: `account-empty`, `account-wrong` (with `example`), `account-check`."""
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        account = _account(page, situation)
        text = bare(ascii_digits(text_of(raw)))
        if not text:
            raise AnswerError("account-empty")
        number = account.fitted(text)
        if number is None:
            raise AnswerError("account-wrong", example=account.example)
        if not account.check_holds(number):
            raise AnswerError("account-check")
        return number

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the number in the council's way of writing."""
        nothing = said_without(value, language, NOT_WITH_ME)
        return nothing if nothing is not None else _account(page, situation).written(str(value))

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return whether it was given."""
        return given_fact(value, page)

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return that it was given, or was not."""
        return {page.id: given_or_not(page)}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return the council's own example, and none where none is needed."""
        account = _account(page, situation)
        number = account.fitted(bare(account.example))
        return [*([number] if number else []), *without(page)]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield a number that council.toml does not have."""
        if page.account not in council.accounts:
            names = list(council.accounts)
            remedy = one_of(names) if names else "Add [accounts.NAME] to council.toml."
            yield "account", f"the council has no account {page.account!r}.", remedy


def _account(page: Page, situation: Situation) -> Account:
    """Return how the number is written; the checker refuses pages that name none."""
    return situation.pack.council.accounts.get(page.account) or Account(label="", shape="########", example="12345678")
