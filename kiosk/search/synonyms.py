"""Words that mean the same: `words/synonyms.csv` of a pack, with the columns word, means and language.

"refuse" means "bin": what has the one in its title or list of words is found by the other too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from kiosk.csv_file import read_rows
from kiosk.search.words import stems_of

FILE = Path("words", "synonyms.csv")
COLUMNS = ("word", "means", "language")

_Phrase = tuple[str, ...]


class Synonyms:
    """Groups of words. One that stands in several groups is found through each, and opens none."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`pairs` are (word, what it means)."""
        groups: defaultdict[_Phrase, dict[_Phrase, None]] = defaultdict(dict)
        for word, meaning in pairs:
            key = tuple(stems_of(meaning))
            groups[key][key] = None
            groups[key][tuple(stems_of(word))] = None
        self.groups = {means: list(phrases) for means, phrases in groups.items()}
        opened_by: defaultdict[_Phrase, list[_Phrase]] = defaultdict(list)
        for means, phrases in self.groups.items():
            for phrase in phrases:
                opened_by[phrase].append(means)
        # A word's own group counts before those that only list it.
        self._opens = {
            phrase: phrase if phrase in self.groups else its_groups[0]
            for phrase, its_groups in opened_by.items()
            if len(its_groups) == 1 or phrase in self.groups
        }
        self._longest = max(map(len, self._opens), default=0)

    def also(self, stems: Sequence[str]) -> list[str]:
        """Return the words that mean the same as some of these, in the order of the groups."""
        opened: dict[_Phrase, None] = {}
        for at in range(len(stems)):
            for size in range(self._longest, 0, -1):
                means = self._opens.get(tuple(stems[at : at + size]))
                if means is not None:
                    opened[means] = None
                    break
        return [word for means in opened for phrase in self.groups[means] for word in phrase]


def load_synonyms(folder: Path) -> Synonyms:
    """Return a pack's words; none where it has no such file. Reads the disk. Raises ConfigError."""
    path = folder / FILE
    rows = read_rows(path, COLUMNS) if path.exists() else []
    return Synonyms((row["word"], row["means"]) for _, row in rows)
