"""An amount of money in pounds, and how often it comes or goes where the page asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from kiosk.answers.compared import numbers_compared
from kiosk.answers.kind import NOT_SURE, AnswerKind, Field, Keyboard, Option, Situation, Values, fact_name, text_of
from kiosk.answers.not_sure import said_without, without, without_answer
from kiosk.answers.number import limit_problems
from kiosk.answers.numerals import MOST, ascii_digits, least_of, most_of, refuse_outside, ungrouped
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page, Per
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of

_A_YEAR: Mapping[str, int] = {"week": 52, "fortnight": 26, "four-weeks": 13, "month": 12, "year": 1}
_WORDS = {
    "week": marked("Every week"),
    "fortnight": marked("Every 2 weeks"),
    "four-weeks": marked("Every 4 weeks"),
    "month": marked("Every month"),
    "year": marked("Every year"),
}
_WITH_AMOUNT = {
    "week": marked("{amount} every week"),
    "fortnight": marked("{amount} every 2 weeks"),
    "four-weeks": marked("{amount} every 4 weeks"),
    "month": marked("{amount} every month"),
    "year": marked("{amount} every year"),
}


class Money(AnswerKind):
    """Pounds and pence, "412.50"; with `per` on the page {"amount", "per"}. Limits are whole pounds."""

    field: ClassVar[Field] = "money"
    keyboard: ClassVar[Keyboard] = "money"
    keys: ClassVar[frozenset[str]] = frozenset({"at_least", "at_most", "per", "not_sure"})
    refusals: ClassVar[Mapping[str, str]] = {
        "money-empty": marked("Write how much it is"),
        "money-wrong": marked("Write the amount with numbers only, like 120 or 120.50"),
        "money-pence": marked("Write pounds, a full stop and two numbers for the pence, like 120.50"),
        "money-low": marked("Write £{least} or more"),
        "money-high": marked("Write £{most} or less"),
        "money-per": marked("Choose how often"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the amount with its pence.

        Raises AnswerError: `money-empty`, `money-wrong`, `money-pence`, `money-low`, `money-high`, `money-per`.
        """
        if (nothing := without_answer(_amount_of(raw, page), page)) is not None:
            return nothing
        amount = _tidy_amount(text_of(_amount_of(raw, page)), page)
        if not page.per:
            return amount
        per = str(raw.get("per", "")) if isinstance(raw, Mapping) else ""
        if not per and len(page.per) == 1:
            per = page.per[0]
        if per not in page.per:
            raise AnswerError("money-per", at="per")
        return {"amount": amount, "per": per}

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the amount as the language writes it, and how often: "£412.50 every month"."""
        if (nothing := said_without(value, language)) is not None:
            return nothing
        parts = fields_of(value)
        amount = language.money(Decimal(parts.get("amount", "0") if parts else str(value)))
        how_often = _WITH_AMOUNT.get(parts.get("per", ""), "{amount}")
        return language.translate(how_often, amount=amount)

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the whole pounds, pence left off; with `per` also those of a week."""
        if isinstance(value, str):
            return {page.id: value if value in ("", NOT_SURE) else int(Decimal(value))}
        parts = fields_of(value)
        weekly = Fraction(parts["amount"]) * _A_YEAR[parts["per"]] / 52
        return {page.id: int(Decimal(parts["amount"])), f"{page.id}.weekly": int(weekly)}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return the pounds, which can be any, and those of a week where the page asks how often."""
        return {page.id: None, **({fact_name(page, "weekly"): None} if page.per else {})}

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return how often it can be, in the page's order."""
        return [Option(per, language.translate(_WORDS[per])) for per in page.per]

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return amounts within the limits and on both sides of what the journey compares them with."""
        least, most = least_of(page), most_of(page)
        usual = [min(max(120, least), most), *numbers_compared(page, situation.journey), least]
        found: list[AnswerValue] = []
        for pounds in dict.fromkeys(number for number in usual if least <= number <= most):
            found += [{"amount": f"{pounds}.00", "per": page.per[0]}] if page.per else [f"{pounds}.00"]
        for pounds in numbers_compared(page, situation.journey, "weekly"):
            found += [example for per in page.per if (example := _weekly(pounds, per, least, most))][:1]
        return [*found, *without(page)]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield limits that leave no amount."""
        yield from limit_problems(page)


def _amount_of(raw: AnswerValue, page: Page) -> AnswerValue:
    """Return what was given as the amount. Raises AnswerError for other shapes."""
    if not isinstance(raw, Mapping):
        return raw
    if not page.per or not set(raw) <= {"amount", "per"}:
        raise AnswerError("wrong-shape")
    amount = raw.get("amount", "")
    if not isinstance(amount, str):
        raise AnswerError("wrong-shape")
    return amount


def _tidy_amount(text: str, page: Page) -> str:
    """Return pounds, a full stop and two digits of pence."""
    text = re.sub(r"^(£|GBP)\s*|\s*(GBP|£)$", "", ascii_digits(text), flags=re.IGNORECASE)
    if not text:
        raise AnswerError("money-empty")
    if pence := re.fullmatch(r"(\d{1,2}) ?p", text, re.IGNORECASE):
        text = f"0.{int(pence[1]):02}"
    pounds, stop, rest = text.partition(".")
    pounds = ungrouped(pounds) or ("0" if stop and rest else "")
    if re.fullmatch(r"\d+,\d{1,2}", text) or (stop and re.fullmatch(r"\d+", pounds) and not _is_pence(rest)):
        raise AnswerError("money-pence")
    if not re.fullmatch(r"\d+", pounds):
        raise AnswerError("money-wrong")
    pounds = pounds.lstrip("0") or "0"
    if len(pounds) > len(str(MOST)):
        refuse_outside(MOST + 1, page, "money")
    amount = Decimal(f"{pounds}.{rest:0<2}")
    refuse_outside(float(amount), page, "money")
    return f"{amount:.2f}"


def _is_pence(rest: str) -> bool:
    return rest == "" or bool(re.fullmatch(r"\d{1,2}", rest))


def _weekly(pounds: int, per: Per, least: int, most: int) -> AnswerValue | None:
    """Return an amount that makes so many whole pounds a week, None where no such amount fits."""
    amount = -(-pounds * 52 * 100 // _A_YEAR[per])  # the least number of pence that is enough
    if pounds < 0 or not least * 100 <= amount <= most * 100:
        return None
    return {"amount": f"{amount // 100}.{amount % 100:02}", "per": per}
