"""The council's addresses and streets (R11): look-up by postcode, UPRN and street, from two CSV files of the pack."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kiosk.errors import ConfigError

ADDRESS_COLUMNS = ("uprn", "number", "usrn", "postcode", "ward", "day", "bins", "assisted")
STREET_COLUMNS = ("usrn", "name", "town", "ward", "responsible")
ZONE = "zone"  # a further column of the streets, that a council may leave out
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKS = ("every", "a", "b")


@dataclass(frozen=True)
class Street:
    """One street. `responsible` is the id of the body that looks after it, empty for the council itself.

    `zone` is the id of the zone where only permits park, empty where anybody may.
    """

    usrn: str
    name: str
    town: str
    ward: str
    responsible: str = ""
    zone: str = ""


@dataclass(frozen=True)
class Address:
    """One address. `bins` maps a bin's id to the week it is emptied in: every, a or b."""

    uprn: str
    number: str  # or a name: "14", "14a", "Flat 2, 14", "Rose Cottage"
    street: Street
    postcode: str
    ward: str
    day: str
    bins: dict[str, str] = field(hash=False)
    assisted: bool = False

    @property
    def first_line(self) -> str:
        """The line people look for in a list: "14 Mill Lane"."""
        numbered = self.number.rpartition(" ")[2][:1].isdigit()
        return f"{self.number} {self.street.name}" if numbered else f"{self.number}, {self.street.name}"

    @property
    def one_line(self) -> str:
        """The whole address: "14 Mill Lane, Fairholme FH1 4QT"."""
        return f"{self.first_line}, {self.street.town} {self.postcode}"


class Gazetteer:
    """Streets and addresses in memory, read when first wanted: some 10 ms for 1,000 addresses.

    Every method raises ConfigError naming file and line until both files are good: whoever opens a pack for residents
    reads them at the start (`read`), so that none of them is the one to find a wrong line.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> None:
        """Read both files now. Raises ConfigError naming file and line."""
        _ = self._addresses

    def at_postcode(self, postcode: str) -> list[Address]:
        """Return the addresses of a postcode as `tidy_postcode` writes it, in the order of the street."""
        return list(self._by_postcode.get(postcode, ()))

    def in_street(self, usrn: str) -> list[Address]:
        """Return the addresses of a street, in its order."""
        return [address for address in self._addresses if address.street.usrn == usrn]

    def all_addresses(self) -> Sequence[Address]:
        """Return every address."""
        return self._addresses

    def all_streets(self) -> Sequence[Street]:
        """Return every street."""
        return list(self._streets.values())

    def address(self, uprn: str) -> Address | None:
        """Return the address of a UPRN, or None."""
        return self._by_uprn.get(uprn)

    def street(self, usrn: str) -> Street | None:
        """Return the street of a USRN, or None."""
        return self._streets.get(usrn)

    def streets_like(self, text: str, most: int = 8) -> list[Street]:
        """Return streets whose name has every word of `text` (by its beginning, accents ignored), best first."""
        words = _folded(text).split()
        if not words:
            return []
        found = []
        for street in self._streets.values():
            parts = _folded(f"{street.name} {street.town}").split()
            if all(any(part.startswith(word) for part in parts) for word in words):
                found.append(street)
        start = _folded(text)
        found.sort(key=lambda street: (not _folded(street.name).startswith(start), street.name, street.town))
        return found[:most]

    @cached_property
    def _streets(self) -> dict[str, Street]:
        rows = _rows(self._folder / "streets.csv", STREET_COLUMNS, ZONE)
        return {row["usrn"]: Street(**row) for row in rows}

    @cached_property
    def _addresses(self) -> list[Address]:
        return _addresses(self._folder / "addresses.csv", self._streets)

    @cached_property
    def _by_postcode(self) -> dict[str, list[Address]]:
        by_postcode: dict[str, list[Address]] = defaultdict(list)
        for address in self._addresses:
            by_postcode[address.postcode].append(address)
        return dict(by_postcode)

    @cached_property
    def _by_uprn(self) -> dict[str, Address]:
        return {address.uprn: address for address in self._addresses}


def _addresses(path: Path, streets: Mapping[str, Street]) -> list[Address]:
    addresses = []
    for line, row in enumerate(_rows(path, ADDRESS_COLUMNS), start=2):
        street = streets.get(row["usrn"])
        if street is None:
            raise ConfigError(path, f"no street has the USRN {row['usrn']!r}.", "Add it to streets.csv.", line=line)
        if row["day"] not in WEEKDAYS:
            raise ConfigError(path, f"{row['day']!r} is no day.", f"Use one of {', '.join(WEEKDAYS)}.", line=line)
        if row["assisted"] not in ("yes", "no"):  # taken for "no", somebody would be told to put the bin out
            problem = f"assisted is {row['assisted']!r}."
            raise ConfigError(path, problem, "Write yes where the crew fetches the bins, else no.", line=line)
        addresses.append(
            Address(
                row["uprn"], row["number"], street, row["postcode"], row["ward"], row["day"],
                _bins(path, line, row["bins"]), row["assisted"] == "yes",
            )
        )  # fmt: skip
    return addresses


def _rows(path: Path, columns: Sequence[str], *others: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file: the columns that it must have, and of the others those that it has."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source)
            missing = [column for column in columns if column not in (reader.fieldnames or ())]
            if missing:
                remedy = f"The first line names {', '.join(columns)}."
                raise ConfigError(path, f"the column {missing[0]!r} is missing.", remedy, key=missing[0], line=1)
            wanted = [*columns, *(column for column in others if column in (reader.fieldnames or ()))]
            rows = []
            for row in reader:
                if any(row[column] is None for column in wanted):
                    remedy = f"It has {', '.join(wanted)}."
                    raise ConfigError(path, "this line has too few columns.", remedy, line=reader.line_num)
                rows.append({column: row[column] for column in wanted})
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = f"Put a CSV file in UTF-8 there, with the columns {', '.join(columns)}."
        raise ConfigError(path, f"this file cannot be read: {type(error).__name__}.", remedy) from error


def _bins(path: Path, line: int, text: str) -> dict[str, str]:
    bins = {}
    for part in text.split():
        name, _, week = part.partition(":")
        if week not in WEEKS:
            raise ConfigError(path, f"{part!r} is no bin and week.", "Write e.g. `recycling:b`.", key="bins", line=line)
        bins[name] = week
    return bins


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("'", "").replace("’", "")
