"""How old a reader must be to read an English text with ease, and how long its sentences are.

The formula is Flesch-Kincaid's (textstat), whose school years begin at the age of five. It was made for long texts: a
single question says nothing. Welsh has no such formula: there only sentences are measured.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

HIGHEST_AGE = 11
"""What residents are asked to read, taken as a whole."""

LONGEST_SENTENCE = 25
"""Words."""

ENOUGH_WORDS = 100
"""Below this many words the formula measures chance."""

_SCHOOL_BEGINS = 5
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")


def reading_age(texts: Iterable[str], names: Collection[str] = (), *, fewest: int = ENOUGH_WORDS) -> float | None:
    """Return the age of a reader for whom the texts are easy; None below the `fewest` words.

    `names` are things that people must know by their own name ("National Insurance"): they count as one short word.
    """
    running = " ".join(_as_sentence(text) for text in texts if words_in(text) > 2)
    running = without_names(running, names, "thing")
    if words_in(running) < fewest:
        return None
    return float(_textstat().flesch_kincaid_grade(running)) + _SCHOOL_BEGINS


def longest_sentence(text: str) -> tuple[int, str]:
    """Return how many words the longest sentence of a text has, and the sentence."""
    sentences = [(words_in(sentence), sentence) for sentence in _SENTENCE_END.split(text)]
    return max(sentences, key=lambda counted: counted[0])


def words_in(text: str) -> int:
    """Return how many words a text has; one that is filled in counts as one."""
    return len(_WORD.findall(_PLACEHOLDER.sub("thing", text)))


def without_names(text: str, names: Collection[str], stand_in: str = "") -> str:
    """Return a text with these names replaced, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", stand_in, text)
    return text


def _as_sentence(text: str) -> str:
    filled = _PLACEHOLDER.sub("thing", text).strip()
    return filled if filled.endswith((".", "?", "!")) else f"{filled}."


@cache
def _textstat() -> Any:
    with warnings.catch_warnings():  # it uses a part of setuptools that is going away; the version is pinned
        warnings.simplefilter("ignore")
        from textstat import textstat
    textstat.set_lang("en_GB")
    return textstat
