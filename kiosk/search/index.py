"""An index in memory of what can be found: SQLite's FTS5, given nothing but folded words."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk.search.spelling import Speller
from kiosk.search.synonyms import Synonyms
from kiosk.search.words import stem, words_of

EntryKind = Literal["journey", "article", "item"]


@dataclass(frozen=True)
class Entry:
    """One thing to be found, in all its languages. An `item` is a line of the list of things to throw away."""

    kind: EntryKind
    id: str
    titles: tuple[str, ...]
    words: tuple[str, ...] = ()
    body: str = ""
    related: tuple[str, ...] = ()  # ids of others


@dataclass(frozen=True)
class Term:
    """One word to be found, as it is indexed. `begun`: it may go on, so words that begin with `typed` count too."""

    stem: str
    typed: str = ""
    begun: bool = False


# The texts hold nothing but folded words: the tokenizer named ascii only takes them apart at their spaces.
_TABLES = (
    "CREATE VIRTUAL TABLE heads USING fts5(title, words, also, content='', tokenize='ascii', prefix='2 3')",
    "CREATE VIRTUAL TABLE wholes USING fts5(title, words, also, body, content='', tokenize='ascii')",
)
_FIND_HEADS = "SELECT rowid FROM heads WHERE heads MATCH ? ORDER BY bm25(heads, 10, 6, 2) LIMIT ?"
_FIND_WHOLES = "SELECT rowid FROM wholes WHERE wholes MATCH ? ORDER BY bm25(wholes, 10, 6, 2, 1) LIMIT ?"
_MOST_TERMS_OF_ANY = 4


class Index:
    """Used by one thread at a time."""

    def __init__(self, entries: Sequence[Entry], synonyms: Synonyms) -> None:
        """Build it: about half a second for 10,000 articles."""
        self.entries = entries
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        for table in _TABLES:
            self._connection.execute(table)
        shown: dict[str, str] = {}
        chief: dict[str, None] = {}
        others: dict[str, None] = {}
        rows = []
        for number, entry in enumerate(entries):
            titles, words = _noted(entry.titles, shown), _noted(entry.words, shown)
            body = _noted([entry.body], shown)
            also = [] if entry.kind == "item" else synonyms.also([*titles, *words])
            rows.append((number, " ".join(titles), " ".join(words), " ".join(also), " ".join(body)))
            chief.update(dict.fromkeys([*titles, *words, *also]))
            others.update(dict.fromkeys(body))
        self._connection.executemany("INSERT INTO heads (rowid, title, words, also) VALUES (?, ?, ?, ?)",
                                     (row[:4] for row in rows))  # fmt: skip
        self._connection.executemany(
            "INSERT INTO wholes (rowid, title, words, also, body) VALUES (?, ?, ?, ?, ?)", rows
        )
        self._shown = shown
        self._known = set(chief) | set(others)
        # What a word being typed may become: in titles and words alone, where it is looked for.
        self._beginnings = sorted(chief)
        self.speller = Speller(chief, others)

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def knows(self, word: str) -> bool:
        """Say whether a folded word has hits."""
        return stem(word) in self._known

    def in_titles(self, word: str) -> bool:
        """Say whether a folded word stands in a title or a list of words, or means one that does."""
        known, at = stem(word), bisect_left(self._beginnings, stem(word))
        return self._beginnings[at : at + 1] == [known]

    def knows_beginning(self, word: str) -> bool:
        """Say whether a word of a title begins so."""
        at = bisect_left(self._beginnings, word)
        return self._beginnings[at : at + 1] != [] and self._beginnings[at].startswith(word)

    def shown(self, known: str) -> str:
        """Return a word of the index as people write it."""
        return self._shown.get(known, known)

    def with_all(self, terms: Sequence[Term], most: int) -> list[int]:
        """Return the entries that have all terms, those with them in their titles first."""
        found = self._find(_FIND_HEADS, " AND ".join(map(_expression, terms)), most)
        if len(found) < most:
            whole = [Term(term.stem) for term in terms]
            found += self._find(_FIND_WHOLES, " AND ".join(map(_expression, whole)), most)
        return list(dict.fromkeys(found))

    def with_any(self, terms: Sequence[Term], most: int) -> list[int]:
        """Return the entries that have some of the terms, those with the most and rarest first."""
        return self._find(_FIND_HEADS, " OR ".join(map(_expression, terms[:_MOST_TERMS_OF_ANY])), most)

    def _find(self, query: str, expression: str, most: int) -> list[int]:
        return [row[0] for row in self._connection.execute(query, (expression, most))]


def _noted(texts: Iterable[str], shown: dict[str, str]) -> list[str]:
    """Return the stems of some texts, and note how each is written."""
    stems = []
    for text in texts:
        for word in words_of(text):
            known = stem(word)
            if shown.get(known) != known:
                shown[known] = word
            stems.append(known)
    return stems


def _expression(term: Term) -> str:
    """Return a term for FTS5. Quoted, none of its operators means anything; a folded word holds no quotes."""
    if not term.begun:
        return f'"{term.stem}"'
    if term.stem.startswith(term.typed):
        return f'"{term.typed}" *'
    return f'("{term.typed}" * OR "{term.stem}")'
