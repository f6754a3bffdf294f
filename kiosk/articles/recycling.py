"""The list of things to throw away: `words/recycling.csv` of a pack, a line for each thing.

Columns: `id`, `where` (ids of the council's words `recycling`, best first), and for every language its name, other
names with `;` between them, and a note: `en`, `en_also`, `en_note`, `cy`, `cy_also`, `cy_note`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.collation import first_letter, sort_key
from kiosk.csv_file import read_rows

FILE = Path("words", "recycling.csv")
PLACES = "recycling"
"""The council's table of words that names where a thing goes."""


@dataclass(frozen=True)
class Name:
    """What a thing is called in one language; `note` is what to do first, such as "Empty it"."""

    name: str
    others: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Thing:
    """One thing and where it goes, best first."""

    id: str
    where: tuple[str, ...]
    by_language: Mapping[str, Name]
    line: int = 0

    def name(self, code: str) -> Name:
        """Return its name in a language, in English where that has none."""
        return self.by_language.get(code) or self.by_language["en"]

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in all languages."""
        return tuple(dict.fromkeys(it.name for it in self.by_language.values()))

    @property
    def others(self) -> tuple[str, ...]:
        """Its other names in all languages."""
        return tuple(dict.fromkeys(other for it in self.by_language.values() for other in it.others))


def load_things(folder: Path, languages: Sequence[str]) -> list[Thing]:
    """Return a pack's list; none where it has no such file. Reads the disk. Raises ConfigError."""
    path = folder / FILE
    rows = read_rows(path, columns(languages)) if path.exists() else []
    return [_thing(line, row, languages) for line, row in rows]


def columns(languages: Sequence[str]) -> list[str]:
    """Return the columns of the list."""
    return ["id", "where", *(name for code in languages for name in (code, f"{code}_also", f"{code}_note"))]


def by_letter(things: Iterable[Thing], code: str) -> dict[str, list[Thing]]:
    """Return the things under the letters that they begin with, in the order of the language's alphabet."""
    found: dict[str, list[Thing]] = {}
    for thing in sorted(things, key=lambda it: sort_key(it.name(code).name, code)):
        found.setdefault(first_letter(thing.name(code).name, code), []).append(thing)
    return found


def _thing(line: int, row: Mapping[str, str], languages: Sequence[str]) -> Thing:
    names = {
        code: Name(row[code], tuple(_listed(row[f"{code}_also"])), row[f"{code}_note"])
        for code in languages
        if row[code]
    }
    return Thing(row["id"], tuple(row["where"].split()), names, line)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
