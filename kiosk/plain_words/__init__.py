"""Words that only offices use, each with what people say: one list for each language."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)")


@dataclass(frozen=True)
class Official:
    """A word of the offices as it stands in a text, and what people say; empty where it is better left out."""

    found: str
    plain: str


def official_words(text: str, code: str) -> Iterator[Official]:
    """Yield the words of a text that only offices use; what stands in quotation marks is somebody else's word."""
    either, plain = _list(code)
    if either is None:
        return
    bare, read_to = _QUOTED.sub(" ", text), 0
    for word in _WORD.finditer(bare):
        if word.start() < read_to or _start(word[0]) not in _starts(code):
            continue
        if match := either.match(bare, word.start()):
            read_to = match.end()
            yield Official(match[0], plain[match.lastindex or 1])


@cache
def _list(code: str) -> tuple[re.Pattern[str] | None, dict[int, str]]:
    """Return what finds any official word of a language, and by its group what people say in its place."""
    file = resources.files(__name__).joinpath(f"{code}.csv")
    if not file.is_file():
        return None, {}
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
    rows.sort(key=lambda row: len(row["official"]), reverse=True)  # "reference number" before "reference"
    either = "|".join(f"({_pattern(row['official'])})" for row in rows)
    plain = {index: row["plain"] for index, row in enumerate(rows, start=1)}
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE), plain


@cache
def _starts(code: str) -> frozenset[str]:
    """Return how official words begin: few words of a text do, and only those are compared with the whole list."""
    file = resources.files(__name__).joinpath(f"{code}.csv")
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return frozenset(_start(found[0]) for row in rows if (found := _WORD.search(row["official"])))


def _start(word: str) -> str:
    return word[:3].casefold()


def _pattern(official: str) -> str:
    """Return the pattern of a word of the list; `*` at its end stands for any ending."""
    escaped = re.escape(official.removesuffix("*")).replace(r"\ ", r"\s+")
    return escaped + (r"\w*" if official.endswith("*") else "")
