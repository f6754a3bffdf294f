"""From one day to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from kiosk.answers.compared import numbers_compared
from kiosk.answers.date import DATE_REFUSALS, NOT_SURE_OF_THE_DAY, day_limit_problems, example_days, tidy_day
from kiosk.answers.kind import AnswerKind, Field, Keyboard, Situation, Values
from kiosk.answers.not_sure import given_or_not, said_without, without, without_answer
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue, fields_of

_ENDS = ("from", "to")


class DateRange(AnswerKind):
    """{"from", "to"} as ISO days, both of them in the range; each is taken as `date` takes one."""

    field: ClassVar[Field] = "dates"
    keyboard: ClassVar[Keyboard] = "digits"
    not_known: ClassVar[str] = NOT_SURE_OF_THE_DAY
    keys: ClassVar[frozenset[str]] = frozenset({"earliest", "latest", "not_sure"})
    facts_of: ClassVar[Mapping[str, Values]] = {"": frozenset({"given"}), "from": None, "to": None, "days": None}
    word_suffixes: ClassVar[frozenset[str]] = frozenset({"from", "to"})
    refusals: ClassVar[Mapping[str, str]] = {
        **DATE_REFUSALS,
        "range-order": marked("The last day is before the first day. Check both"),
    }

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return both days. Raises AnswerError with the codes of DATE_REFUSALS, `at` from or to, and `range-order`."""
        if (nothing := without_answer(raw, page)) is not None:
            return nothing
        if not isinstance(raw, Mapping) or not set(raw) <= set(_ENDS):
            raise AnswerError("date-empty" if raw == "" else "wrong-shape")
        first, last = (_end(raw, end, page, situation) for end in _ENDS)
        if last < first:
            raise AnswerError("range-order", at="to")
        return {"from": first.isoformat(), "to": last.isoformat()}

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return both days in words."""
        if (nothing := said_without(value, language, NOT_SURE_OF_THE_DAY)) is not None:
            return nothing
        return language.translate("From {first} to {last}", first=_said(value, "from", language),
                                  last=_said(value, "to", language))  # fmt: skip

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return both days, and how many days they are with those in between."""
        if isinstance(value, str):
            return {page.id: value}
        first, last = (date.fromisoformat(fields_of(value)[end]) for end in _ENDS)
        days = (last - first).days + 1
        return {page.id: "given", f"{page.id}.from": first, f"{page.id}.to": last, f"{page.id}.days": days}

    def fact_values(self, page: Page, council: Council) -> dict[str, Values]:
        """Return both days and their number, and whether they were given."""
        return {**super().fact_values(page, council), page.id: given_or_not(page)}

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return both days together, and each by itself."""
        days = {f"{page.id}.{end}": _said(value, end, language) for end in _ENDS}
        return {page.id: self.shown(value, page, situation, language), **days}

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return ranges of a day, of a week, and of as many days as the journey compares, inside the limits."""
        compared = [days - 1 for days in numbers_compared(page, situation.journey, "days") if 1 <= days <= 36500]
        found: list[AnswerValue] = []
        for day in example_days(page, situation):
            for length in (0, -7, 7, *compared):
                first, last = sorted((day, day + timedelta(days=length)))
                try:
                    value = self.tidy({"from": first.isoformat(), "to": last.isoformat()}, page, situation)
                except AnswerError:
                    continue
                found += [value] if value not in found else []
        return [*found, *without(page)]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield limits that are no day, or that leave none."""
        yield from day_limit_problems(page)


def _end(raw: Mapping[str, AnswerValue], end: str, page: Page, situation: Situation) -> date:
    try:
        return tidy_day(raw.get(end, ""), page, situation)
    except AnswerError as error:
        part = error.values.get("at", "")
        raise AnswerError(error.code, **{**error.values, "at": f"{end}.{part}" if part else end}) from error


def _said(value: AnswerValue, end: str, language: Language) -> str:
    day = fields_of(value).get(end, "")
    return language.date(date.fromisoformat(day), year=True) if day else ""
