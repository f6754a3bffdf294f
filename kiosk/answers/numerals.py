"""Numbers as people type them: digits of any script, spaces and hyphens, thousands, limits of a page."""

from __future__ import annotations

import re
import unicodedata

from kiosk.errors import AnswerError
from kiosk.journey_pages import Page

MOST = 999_999_999
"""No page takes a larger number, whatever it says itself."""

_GROUPED = re.compile(r"\d{1,3}([, ])\d{3}(\1\d{3})*")
_LOOK_LIKE_DIGITS = str.maketrans("OILSB", "01158")
_HYPHENS = re.compile(r"[\s\-‐‑‒–—.]+")


def ascii_digits(text: str) -> str:
    """Return the text with the digits of every script as 0 to 9, and full-width letters as plain ones."""
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def without_gaps(text: str) -> str:
    """Return the text in capitals without spaces, hyphens and full stops, its digits plain."""
    return _HYPHENS.sub("", ascii_digits(text)).upper()


def letters_as_digits(text: str) -> str:
    """Return the text with the capitals that people write in place of digits made digits: O, I, L, S, B."""
    return text.translate(_LOOK_LIKE_DIGITS)


def ungrouped(text: str) -> str:
    """Return digits without the signs between thousands; other texts as they are."""
    return re.sub(r"[, ]", "", text) if _GROUPED.fullmatch(text) else text


def least_of(page: Page) -> int:
    """Return the least that a page takes: 0 where it does not say."""
    return 0 if page.at_least is None else page.at_least


def most_of(page: Page) -> int:
    """Return the most that a page takes."""
    return MOST if page.at_most is None else page.at_most


def refuse_outside(number: float, page: Page, kind: str) -> None:
    """Raise AnswerError `KIND-low` (with `least`) or `KIND-high` (with `most`) outside the page's limits."""
    if number < least_of(page):
        raise AnswerError(f"{kind}-low", least=f"{least_of(page):,}")
    if number > most_of(page):
        raise AnswerError(f"{kind}-high", most=f"{most_of(page):,}")
