"""A day: typed or picked, in whatever way people write it, kept in one form."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from kiosk.answers.compared import days_compared, numbers_compared
from kiosk.answers.kind import NOT_SURE, AnswerKind, Field, Keyboard, Option, Situation, Values, text_of
from kiosk.answers.not_sure import said_without, without, without_answer
from kiosk.answers.numerals import ascii_digits
from kiosk.answers.written_day import EARLIEST_YEAR, LATEST_YEAR, WrittenDay, month_named, written_day
from kiosk.conditions import Fact
from kiosk.council_pack import Council
from kiosk.errors import AnswerError
from kiosk.journey_pages import DayLimit, Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

NOT_SURE_OF_THE_DAY = marked("I am not sure of the day")
_MEANT_AHEAD = 20  # years: nobody who writes "61" means 2061
_PARTS = ("day", "month", "year")
_PICKS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PICK_WORDS = {"yesterday": marked("Yesterday"), "today": marked("Today"), "tomorrow": marked("Tomorrow")}

DATE_REFUSALS: Mapping[str, str] = {
    "date-empty": marked("Write the day, the month and the year"),
    "date-wrong": marked("Check the date. It should look like 27 3 2026"),
    "date-day": marked("Check the day. There is no such day in that month"),
    "date-month": marked("Check the month. Write a number from 1 to 12, after the day"),
    "date-year": marked("Write the year with 4 numbers, like 2026"),
    "date-early": marked("Write {day} or a later date"),
    "date-late": marked("Write {day} or an earlier date"),
    "date-ahead": marked("Write today or an earlier date"),
}


class Date(AnswerKind):
    """An ISO day, or `not-sure`. Takes {"day", "month", "year"} from three boxes, or any written form."""

    field: ClassVar[Field] = "date"
    keyboard: ClassVar[Keyboard] = "digits"
    not_known: ClassVar[str] = NOT_SURE_OF_THE_DAY
    keys: ClassVar[frozenset[str]] = frozenset({"earliest", "latest", "pick", "not_sure"})
    facts_of: ClassVar[Mapping[str, Values]] = {"": None, "age": None, "days-ago": None}
    refusals: ClassVar[Mapping[str, str]] = DATE_REFUSALS

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the ISO day. Raises AnswerError with the codes of DATE_REFUSALS."""
        nothing = without_answer(raw, page)
        return tidy_day(raw, page, situation).isoformat() if nothing is None else nothing

    def shown(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> str:
        """Return the day in words, with its weekday and year."""
        nothing = said_without(value, language, NOT_SURE_OF_THE_DAY)
        return nothing if nothing is not None else language.date(date.fromisoformat(str(value)), year=True, alone=True)

    def words(self, value: AnswerValue, page: Page, situation: Situation, language: Language) -> dict[str, str]:
        """Return the day as it stands within a sentence."""
        if value in ("", NOT_SURE):
            return super().words(value, page, situation, language)
        return {page.id: language.date(date.fromisoformat(str(value)), year=True)}

    def facts(self, value: AnswerValue, page: Page, situation: Situation) -> dict[str, Fact]:
        """Return the day and, where the clock is trusted, the whole years and the days since (below 0: still ahead)."""
        if value in ("", NOT_SURE):
            return {page.id: str(value)}
        day = date.fromisoformat(str(value))
        if not situation.clock_trusted:
            return {page.id: day}
        today = situation.today
        return {page.id: day, f"{page.id}.age": years_between(day, today), f"{page.id}.days-ago": (today - day).days}

    def options(self, page: Page, situation: Situation, language: Language) -> list[Option]:
        """Return the days that one touch chooses: "Today", and which day that is; none where the clock is wrong."""
        if not situation.clock_trusted:
            return []
        days = {pick: situation.today + timedelta(days=_PICKS[pick]) for pick in page.pick}
        return [
            Option(day.isoformat(), language.translate(_PICK_WORDS[pick]), language.date(day))
            for pick, day in days.items()
        ]

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return days within the limits and on both sides of what the journey compares them with."""
        found = [day.isoformat() for day in example_days(page, situation) if _fits(day, page, situation)]
        return [*dict.fromkeys(found), *without(page)]

    def problems(self, page: Page, earlier: Sequence[Page], council: Council) -> Iterator[tuple[str, str, str]]:
        """Yield limits that are no day, or that leave none."""
        yield from day_limit_problems(page)


def tidy_day(raw: AnswerValue, page: Page, situation: Situation) -> date:
    """Return the day that was given, inside the page's limits. Raises AnswerError with the codes of DATE_REFUSALS."""
    languages = situation.pack.council.offered
    written = _from_parts(raw, languages) if isinstance(raw, Mapping) else written_day(text_of(raw), languages)
    if len(written.year) == 4:
        day = written.on_calendar(int(written.year))
        _refuse_outside(day, page, situation)
        return day
    return _nearest_century(written, page, situation)


def years_between(day: date, today: date) -> int:
    """Return the whole years from a day to another: an age. Somebody born on 29 February is older on 1 March."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def limit_day(limit: DayLimit | None, today: date) -> date | None:
    """Return the day that a limit stands for, None where there is none."""
    if limit is None or limit.on:
        return limit.on if limit else None
    months = today.year * 12 + today.month - 1 + limit.years * 12 + limit.months
    year, month = min(max(months // 12, EARLIEST_YEAR), LATEST_YEAR), months % 12 + 1
    day = date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return day + timedelta(days=max(min(limit.days, 36500), -36500))


def day_limit_problems(page: Page) -> Iterator[tuple[str, str, str]]:
    """Yield limits that mix a day with a distance, or that leave no day between them."""
    for key in ("earliest", "latest"):
        limit: DayLimit | None = getattr(page, key)
        if limit and limit.on and (limit.days or limit.months or limit.years):
            yield key, "a limit is a day or a distance from today, not both.", "Leave out `on`, or the others."
    today = date(2026, 11, 20)
    first, last = limit_day(page.earliest, today), limit_day(page.latest, today)
    if first and last and first > last:
        yield "latest", "no day is between `earliest` and `latest`.", "Make `latest` the later one."


def example_days(page: Page, situation: Situation) -> Iterator[date]:
    """Yield days that a journey may turn on, usual ones first."""
    today, journey = situation.today, situation.journey
    usual = today - timedelta(days=1)
    first, last = limit_day(page.earliest, today), limit_day(page.latest, today)
    yield max(first, usual) if first else min(last, usual) if last else usual
    for text in days_compared(page, journey):
        day = date.fromisoformat(text)
        yield from (day, day - timedelta(days=1), day + timedelta(days=1))
    for age in numbers_compared(page, journey, "age"):
        if 0 <= age < 150:
            yield limit_day(DayLimit(years=-age), today) or today
    for days in numbers_compared(page, journey, "days-ago"):
        yield today - timedelta(days=max(min(days, 36500), -36500))
    yield from (limit for limit in (first, last) if limit)


def _from_parts(parts: Mapping[str, object], languages: Sequence[str]) -> WrittenDay:
    """Return the day of three boxes; the month may be a name."""
    if not set(parts) <= set(_PARTS) or not all(isinstance(part, str) for part in parts.values()):
        raise AnswerError("wrong-shape")
    day, month, year = (ascii_digits(text_of(str(parts.get(name, "")))) for name in _PARTS)
    missing = [name for name, part in zip(_PARTS, (day, month, year), strict=True) if not part]
    if missing:
        raise AnswerError("date-empty", at=missing[0])
    if not (day.isdecimal() and len(day) <= 2):
        raise AnswerError("date-day", at="day")
    if not (year.isdecimal() and len(year) in (2, 4)):
        raise AnswerError("date-year", at="year")
    if month.isdecimal():
        number = int(month) if len(month) <= 2 else 0
    else:
        number = month_named(month, ("en", "cy", "pl", *languages))
    return WrittenDay(int(day), number, year)


def _nearest_century(written: WrittenDay, page: Page, situation: Situation) -> date:
    """Return the one day that two figures of a year can mean on this page; where there are two, ask for all four."""
    found = []
    for century in (1900, 2000):
        try:
            day = written.on_calendar(century + int(written.year))
        except AnswerError as error:
            if error.code != "date-day":
                raise
            continue
        far_ahead = situation.clock_trusted and day.year > situation.today.year + _MEANT_AHEAD
        if not far_ahead and _fits(day, page, situation):
            found.append(day)
    if len(found) != 1:
        written.on_calendar(2000)  # 31 April is wrong in every year
        raise AnswerError("date-year", at="year")
    return found[0]


def _refuse_outside(day: date, page: Page, situation: Situation) -> None:
    """Raise AnswerError for a day outside the limits; those counted from today hold only with a clock that is right."""
    for limit, code, wrong in ((page.earliest, "date-early", -1), (page.latest, "date-late", 1)):
        edge = limit_day(limit, situation.today)
        if edge is None or (limit and limit.on is None and not situation.clock_trusted):
            continue
        if (day - edge).days * wrong > 0:
            if code == "date-late" and edge == situation.today:
                raise AnswerError("date-ahead")
            raise AnswerError(code, day=edge.isoformat())


def _fits(day: date, page: Page, situation: Situation) -> bool:
    try:
        _refuse_outside(day, page, situation)
    except AnswerError:
        return False
    return EARLIEST_YEAR <= day.year <= LATEST_YEAR
