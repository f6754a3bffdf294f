"""Who speaks for whom: `words/councillors.csv` of a pack, with the columns ward, name and email."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.csv_file import read_rows

FILE = Path("words", "councillors.csv")
COLUMNS = ("ward", "name", "email")


@dataclass(frozen=True)
class Councillor:
    """One of a ward's councillors."""

    name: str
    email: str


def load_councillors(folder: Path) -> Mapping[str, Sequence[Councillor]]:
    """Return a pack's councillors by ward; none where it has no such file. Reads the disk. Raises ConfigError."""
    path = folder / FILE
    found: defaultdict[str, list[Councillor]] = defaultdict(list)
    for _, row in read_rows(path, COLUMNS) if path.exists() else ():
        found[row["ward"]].append(Councillor(row["name"], row["email"]))
    return dict(found)
