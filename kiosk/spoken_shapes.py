"""Shapes inside sentences that a voice would say wrong, and that are told in another way (`accessibility.speech`)."""

from __future__ import annotations

import re
from collections.abc import Mapping

SHAPES = re.compile(
    r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<web>\b(?:[a-z\d-]+\.)+[a-z]{2,}\b(?:/[\w/-]*\w)?)"
    r"|(?P<code>\b[A-Z\d]{2}-[A-Z\d]{4}-[A-Z\d]{4}-[A-Z\d]\b)"
    r"|(?P<postcode>\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b)"
    # At least five digits, in groups as people write them; or one of the country's three-digit lines.
    r"|(?P<phone>\+?\b(?=(?:\d ?){5})\d{2,}(?: \d{2,})*\b|\b(?:999|112|119|111|105|101)\b)"
    r"|(?P<range>\b(?P<first>\d{1,4}(?::\d\d)?)\s?–\s?(?P<last>\d{1,4}(?::\d\d)?)\b)"
    r"|(?P<money>£(?P<pounds>\d[\d,]*)(?:\.(?P<pence>\d\d))?\b)"
    r"|(?P<sign>(?<=\w) \(£\))"  # behind the word that it stands for, "Pounds (£)"
    r"|(?P<and>(?<=\s)&(?=\s))"
)
"""A match's `lastgroup` tells which it is."""


def as_told(text: str, said: Mapping[str, str]) -> str:
    """Return a text with the words that a council wants said otherwise (`PIP = "P I P"`) in their spoken form."""
    if not said:
        return text
    either = "|".join(re.escape(word) for word in sorted(said, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", lambda found: said[found[0]], text)
