"""The order of words in a language's own alphabet: in Welsh "ch" stands after "c", in Polish "ł" after "l"."""

from __future__ import annotations

import unicodedata
from functools import cache

_LATIN = "a b c d e f g h i j k l m n o p q r s t u v w x y z"
_ALPHABETS = {
    "ar": "ء ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه ة و ى ي",
    "cy": "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "ro": "a ă â b c d e f g h i î j k l m n o p q r s ș t ț u v w x y z",
    "ur": "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ہ ھ ء ی ے",
}
"""By language, in order; the others are sorted as English is. What is no letter here stands without its accents."""

_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")


def sort_key(text: str, code: str) -> tuple[object, ...]:
    """Return what a text is sorted by in a language: signs and digits first, letters, then letters of elsewhere."""
    order = _order(code)
    letters = _letters(text, code)
    ranks = [(order[letter], "") if letter in order else _outside(letter, len(order)) for letter in letters]
    return (ranks, text.casefold(), text)


def first_letter(text: str, code: str) -> str:
    """Return the letter that a text stands under in a list: "Ch" for "Chwyn" in Welsh; empty for an empty text."""
    return next(iter(_letters(text, code)), "").capitalize()


def _outside(sign: str, after: int) -> tuple[int, str]:
    return (after if sign.isalpha() else -1, sign)


@cache
def _order(code: str) -> dict[str, int]:
    return {letter: place for place, letter in enumerate(_ALPHABETS.get(code, _LATIN).split())}


def _letters(text: str, code: str) -> list[str]:
    """Return a text as letters of the language's alphabet, small, and whatever else is in it, sign by sign."""
    order = _order(code)
    small = unicodedata.normalize("NFKC", text.translate(_APOSTROPHES).casefold())
    found: list[str] = []
    at = 0
    while at < len(small):
        both = _bare(small[at : at + 2], order)
        size = 2 if len(both) == 2 and both in order else 1
        found += [both] if size == 2 else list(_bare(small[at], order))
        at += size
    return found


def _bare(letters: str, order: dict[str, int]) -> str:
    """Return letters without the accents that do not make letters of their own."""
    return "".join(letter if letter in order else _without_marks(letter) for letter in letters)


def _without_marks(letter: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if unicodedata.category(part) != "Mn")
