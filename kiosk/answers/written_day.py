"""Reads a day as people write it: "3/4/1961", "3 April 61", "April 3rd, 1961", "3 Ebrill 1961"."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from kiosk.answers.numerals import ascii_digits
from kiosk.errors import AnswerError

EARLIEST_YEAR, LATEST_YEAR = 1800, 2199
_LONGEST = 100
_SHORTEST_NAME = 3  # letters of a month's name that is cut short
_WRITTEN_BY_ALL = ("en", "cy", "pl")  # beside the council's languages: people write months as they learnt them
_BESIDE = frozenset(
    ["st", "nd", "rd", "th", "of", "the", "o", "y", "yr", "r", "af", "ail", "il", "ydd", "fed", "ed", "eg", "ain", "ar"]
)
_MUTATED = {"fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12}


@dataclass(frozen=True)
class WrittenDay:
    """A day as it was written: the year may have two figures."""

    day: int
    month: int
    year: str

    def on_calendar(self, year: int) -> date:
        """Return the day in a year. Raises AnswerError: `date-month`, `date-day`, `date-year`."""
        if not 1 <= self.month <= 12:
            raise AnswerError("date-month", at="month")
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            raise AnswerError("date-year", at="year")
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            raise AnswerError("date-day", at="day")
        return date(year, self.month, self.day)


def written_day(text: str, languages: Sequence[str] = ()) -> WrittenDay:
    """Return the day of a text, the months' names in these languages known too.

    Raises AnswerError: `date-empty`, `date-wrong`, `date-month`.
    """
    text = ascii_digits(text).casefold()
    if not text.strip():
        raise AnswerError("date-empty")
    if len(text) > _LONGEST or re.search(r"[^\w\s.,/\-–'’]", _bare(text)):
        raise AnswerError("date-wrong")
    names = tuple(dict.fromkeys((*_WRITTEN_BY_ALL, *languages)))
    numbers: list[str] = []
    months: list[int] = []
    named_first = False
    for word in re.findall(r"\d+|[^\W\d_]+", _bare(text)):
        if word.isdecimal():
            numbers.append(word)
        elif word not in _BESIDE and word not in _weekdays(names):
            named_first = not numbers
            months.append(month_named(word, names))
    if len(months) > 1:
        raise AnswerError("date-wrong")
    return _by_name(numbers, months[0], named_first=named_first) if months else _by_numbers(numbers)


def month_named(word: str, languages: Sequence[str] = _WRITTEN_BY_ALL) -> int:
    """Return the month (1 to 12) of a name, or of its first letters. Raises AnswerError: `date-month`."""
    word = _bare(word.casefold())
    found = {month for name, month in _month_names(tuple(languages)) if name == word}
    if not found and len(word) >= _SHORTEST_NAME:
        found = {month for name, month in _month_names(tuple(languages)) if name.startswith(word)}
    if len(found) != 1:
        raise AnswerError("date-month", at="month")
    return found.pop()


def _by_name(numbers: Sequence[str], month: int, *, named_first: bool) -> WrittenDay:
    if len(numbers) != 2:
        raise AnswerError("date-wrong")
    first, second = numbers
    if len(first) == 4 and not named_first:  # 1961 April 3
        first, second = second, first
    return WrittenDay(_small(first), month, _year(second))


def _by_numbers(numbers: Sequence[str]) -> WrittenDay:
    if len(numbers) == 1 and len(numbers[0]) in (6, 8):  # 03041961
        whole = numbers[0]
        numbers = [whole[:2], whole[2:4], whole[4:]]
    if len(numbers) != 3:
        raise AnswerError("date-wrong")
    if len(numbers[0]) == 4:  # 1961-04-03
        numbers = numbers[::-1]
    return WrittenDay(_small(numbers[0]), _small(numbers[1]), _year(numbers[2]))


def _small(number: str) -> int:
    if len(number) > 2:
        raise AnswerError("date-wrong")
    return int(number)


def _year(number: str) -> str:
    if len(number) not in (2, 4):
        raise AnswerError("date-year", at="year")
    return number


def _bare(text: str) -> str:
    """Return the text without accents and full stops of short names."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


@cache
def _month_names(languages: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    from babel import UnknownLocaleError
    from babel.dates import get_month_names

    found: list[tuple[str, int]] = list(_MUTATED.items())
    for language in languages:
        try:
            for width in ("wide", "abbreviated"):
                for context in ("format", "stand-alone"):
                    names = get_month_names(width, context=context, locale=language)
                    found += [(_bare(name.casefold()).rstrip("."), month) for month, name in names.items()]
        except (UnknownLocaleError, ValueError):
            continue
    return tuple(dict.fromkeys(found))


@cache
def _weekdays(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_weekday_words(languages))


def _weekday_words(languages: Sequence[str]) -> Iterator[str]:
    from babel import UnknownLocaleError
    from babel.dates import get_day_names

    for language in languages:
        try:
            for width in ("wide", "abbreviated"):
                for name in get_day_names(width, locale=language).values():
                    yield from _bare(name.casefold()).rstrip(".").split()
        except (UnknownLocaleError, ValueError):
            continue
