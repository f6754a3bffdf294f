"""Finds what somebody looks for: the words as typed, then without a mutation, then as they were probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.search.index import Entry, Index, Term
from kiosk.search.synonyms import Synonyms
from kiosk.search.words import asked_words, stem, stems_of, still_typing, unmutated

MOST = 8
_NEAREST = 3
_LEAST_LETTERS = 2
_FEW = 3
"""With fewer hits for all words, those for some of them follow, and what is related to them."""

_MOST_ITEMS = 3
"""Of the list of things to throw away, so many at most: it is long, and would hide all else."""


@dataclass(frozen=True)
class Found:
    """What was found. `instead` are the words that were looked for in place of those typed, empty where it was those.

    Without hits, `nearest` are entries that come near. `known` are the words of the index that were looked for, and
    `unknown` those typed to their end that it does not have.
    """

    hits: tuple[Entry, ...] = ()
    instead: str = ""
    nearest: tuple[Entry, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Finder:
    """One council's search. Used by one thread at a time; holds nothing of what was asked."""

    def __init__(self, entries: Sequence[Entry], synonyms: Synonyms) -> None:
        self._index = Index(entries, synonyms)

    def close(self) -> None:
        """Give the memory back."""
        self._index.close()

    def find(self, text: str, *, typing: bool = False) -> Found:
        """Return what fits a text of any length and script best. `typing`: more may come."""
        words = asked_words(text)
        if sum(map(len, words)) < _LEAST_LETTERS:
            return Found()
        begun = typing and still_typing(text)
        terms, meant = self._terms(words, begun=begun)
        ended = words[:-1] if begun else words
        unknown = tuple(word for word in ended if not self._index.knows(word))
        if not terms:
            return Found(nearest=self._nearest(words), unknown=unknown)
        hits = self._index.with_all(terms, 3 * MOST)
        if len(hits) < _FEW and len(terms) > 1:
            hits = list(dict.fromkeys([*hits, *self._index.with_any(terms, 3 * MOST)]))
        known = tuple(term.stem for term in terms if self._index.knows(term.stem))
        if not hits:
            return Found(nearest=self._nearest(words), known=known, unknown=unknown)
        instead = " ".join(meant) if meant != words else ""
        return Found(self._chosen(hits, terms), instead, known=known, unknown=unknown)

    def _terms(self, words: Sequence[str], *, begun: bool) -> tuple[list[Term], list[str]]:
        """Return the terms to find, and the words that they stand for; a word that is near none of ours is left out."""
        terms: list[Term] = []
        meant: list[str] = []
        for place, word in enumerate(words):
            last = begun and place == len(words) - 1
            term, shown = self._term(word, begun=last)
            if term is not None:
                terms.append(term)
                meant.append(shown)
            else:
                meant.append(word)
        return terms, meant

    def _term(self, word: str, *, begun: bool) -> tuple[Term | None, str]:
        index = self._index
        if begun and index.knows_beginning(word):
            return Term(stem(word), word, begun=True), word
        if index.in_titles(word):
            return Term(stem(word)), word
        # A Welsh text is full of mutated words; what somebody looks for is the word itself.
        chief = next((it for it in unmutated(word) if len(it) > 3 and index.in_titles(it)), "")
        if index.knows(word):
            return Term(stem(chief or word)), word
        origin = chief or next((it for it in unmutated(word) if len(it) > 2 and index.knows(it)), "")
        near = "" if origin and len(origin) > 3 else index.speller.nearest(stem(word), begun=begun)
        if origin and not near:
            return Term(stem(origin)), word
        if not near:
            return None, word
        return Term(near), index.shown(near)

    def _chosen(self, hits: Sequence[int], terms: Sequence[Term]) -> tuple[Entry, ...]:
        """Return the best; what is called exactly as asked comes first."""
        asked = {term.stem for term in terms}
        entries = [self._index.entries[number] for number in hits]
        entries.sort(key=lambda entry: not any(set(stems_of(title)) == asked for title in entry.titles))
        if len(entries) < _FEW:
            entries += [entry for entry in self._related(entries) if entry not in entries]
        items = [entry for entry in entries if entry.kind == "item"][:_MOST_ITEMS]
        return tuple([entry for entry in entries if entry.kind != "item" or entry in items][:MOST])

    def _related(self, entries: Sequence[Entry]) -> list[Entry]:
        wanted = [name for entry in entries for name in entry.related]
        by_name = {entry.id: entry for entry in self._index.entries if entry.id in wanted and entry.kind != "item"}
        return [by_name[name] for name in dict.fromkeys(wanted) if name in by_name]

    def _nearest(self, words: Sequence[str]) -> tuple[Entry, ...]:
        alike = [Term(near) for word in words for near in self._index.speller.alike(stem(word), 1)]
        found = self._index.with_any(alike, MOST) if alike else []
        return tuple(self._index.entries[number] for number in found[:_NEAREST])
