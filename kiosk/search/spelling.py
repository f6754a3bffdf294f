"""The word of ours that is nearest to one that nobody here knows. Never asked about a word that has hits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

_CANDIDATES = 60
_SHORT = 4
"""Up to so many letters one slip is forgiven, above two."""

_LEAST_LIKE = 0.34
_SOUNDS = [
    (re.compile(pattern), written)
    for pattern, written in (("ph", "f"), ("c(?=[eiy])|z", "s"), ("ck|[cq]", "k"), ("wr", "r"), ("kn", "n"), ("gh", ""))
]
_SILENT = re.compile(r"(?<=.)[aeiouwyh]")
_TWICE = re.compile(r"(.)\1+")


class Speller:
    """Knows the words of an index: those of titles and lists of words first, then those of the texts."""

    def __init__(self, first: Iterable[str], others: Iterable[str]) -> None:
        chief = dict.fromkeys(first)
        self._words = [*chief, *(word for word in dict.fromkeys(others) if word not in chief)]
        self._chief = len(chief)
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        self._by_sound: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._words):
            for pair in _pairs(word):
                self._by_pair[pair].append(number)
            self._by_sound[sound_of(word)].append(number)

    def nearest(self, word: str, *, begun: bool = False) -> str:
        """Return the word that was probably meant, empty where none is near. `begun`: only its beginning is typed."""
        if len(word) < 3:
            return ""
        limit = 1 if len(word) <= _SHORT else 2
        ranked = [
            (slips, self._rank(number, word), number)
            for number in self._candidates(word, begun=begun)
            if (slips := distance(word, self._words[number], begun=begun)) <= limit
        ]
        if not ranked:
            same = [it for it in self._by_sound.get(sound_of(word), ()) if len(self._words[it]) > 2]
            ranked = [(distance(word, self._words[it]), self._rank(it, word), it) for it in same]
            ranked = [it for it in ranked if it[0] <= len(word) // 2]
        return self._words[min(ranked)[2]] if ranked else ""

    def alike(self, word: str, most: int = 3) -> list[str]:
        """Return words that share the most with a word, best first: for when nothing is near enough."""
        own = _pairs(word)
        shared = Counter(number for pair in own for number in self._by_pair.get(pair, ()))
        scored = sorted(
            (-2 * count / (len(own) + len(_pairs(self._words[number]))), self._rank(number, word), number)
            for number, count in shared.most_common(_CANDIDATES)
        )
        return [self._words[number] for score, _, number in scored if -score >= _LEAST_LIKE][:most]

    def _candidates(self, word: str, *, begun: bool) -> list[int]:
        own = _pairs(word)
        if begun:
            own = {pair for pair in own if not pair.endswith("$")}
        shared = Counter(number for pair in own for number in self._by_pair.get(pair, ()))
        if begun:
            return [number for number, _ in shared.most_common(_CANDIDATES)]
        close = ((n, count) for n, count in shared.items() if abs(len(self._words[n]) - len(word)) <= 2)
        return [number for number, _ in sorted(close, key=lambda it: (-it[1], it[0]))[:_CANDIDATES]]

    def _rank(self, number: int, word: str) -> tuple[bool, bool, bool, int]:
        """What decides between words with as many slips: how they sound and begin, and where they stand."""
        found = self._words[number]
        return (sound_of(found) != sound_of(word), found[:1] != word[:1], number >= self._chief, number)


def sound_of(word: str) -> str:
    """Return what is heard first of all in an English or Welsh word: its consonants, and how it begins."""
    for pattern, written in _SOUNDS:
        word = pattern.sub(written, word)
    return _TWICE.sub(r"\1", _SILENT.sub("", word))


def distance(typed: str, known: str, *, begun: bool = False) -> int:
    """Return how many slips lead from one word to the other: a letter too many, missing, wrong, or two swapped.

    `begun`: to the nearest beginning of `known`.
    """
    before: list[int] = []
    row = list(range(len(known) + 1))
    for at, letter in enumerate(typed, start=1):
        earlier, before, row = before, row, [at]
        for to, other in enumerate(known, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != other))
            if at > 1 and to > 1 and letter == known[to - 2] and typed[at - 2] == other:
                cost = min(cost, earlier[to - 2] + 1)
            row.append(cost)
    return min(row) if begun else row[-1]


def _pairs(word: str) -> set[str]:
    framed = f"^{word}$"
    return {framed[at : at + 2] for at in range(len(framed) - 1)}
