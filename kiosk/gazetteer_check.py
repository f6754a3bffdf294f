"""What `kiosk check` asks of `streets.csv` and `addresses.csv`: every wrong line is told, not only the first."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.answers.postcode import tidy_postcode
from kiosk.errors import AnswerError, ConfigError
from kiosk.gazetteer import WEEKDAYS, WEEKS, ZONE
from kiosk.problems import Problem, one_of

MOST_TOLD = 20
UPRN_DIGITS = 12
USRN_DIGITS = 8


@dataclass(frozen=True)
class Row:
    """One line: its number, its values by column, and whether it has as many values as the first line has names."""

    line: int
    values: Mapping[str, str]
    fits: bool


@dataclass(frozen=True)
class Table:
    """One CSV file."""

    path: Path
    columns: Sequence[str]
    rows: Sequence[Row]

    def values(self, column: str) -> set[str]:
        """Return what stands in a column."""
        return {row.values[column] for row in self.rows if row.fits}


def read_table(path: Path, columns: Sequence[str]) -> Table:
    """Return every line of a CSV file, sound or not. Raises ConfigError where it is none, or lacks a column."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.reader(source)
            names = next(reader, [])
            missing = [column for column in columns if column not in names]
            if missing:
                remedy = f"The first line names {', '.join(columns)}."
                raise ConfigError(path, f"the column {missing[0]!r} is missing.", remedy, key=missing[0], line=1)
            rows = [Row(reader.line_num, dict(zip(names, v, strict=False)), len(v) == len(names)) for v in reader if v]
            return Table(path, columns, rows)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = f"Put a CSV file in UTF-8 there, with the columns {', '.join(columns)}."
        raise ConfigError(path, f"this file cannot be read: {type(error).__name__}.", remedy) from error


def street_problems(streets: Table, bodies: Sequence[str], zones: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the streets, of which `bodies` look after some and some lie in `zones`."""
    return _told(streets, lambda row: _street(row, bodies, zones), "usrn")


def address_problems(addresses: Table, usrns: Collection[str], bins: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the addresses, which stand in streets of these USRN and have bins of these names."""
    return _told(addresses, lambda row: _address(row, usrns, bins), "uprn")


_Fault = tuple[str, str]  # what is wrong, and what would be right


def _told(table: Table, faults: Callable[[Mapping[str, str]], Iterator[_Fault]], number: str) -> Iterator[Problem]:
    """Yield the problems of a table's lines; after the first 20, how many more there are."""
    first: dict[str, int] = {}
    found = []
    for row in table.rows:
        if not row.fits:
            remedy = f'It has {", ".join(table.columns)}; a text with a comma in it stands in quotes ("Flat 2, 14").'
            found.append(Problem(table.path, row.line, "this line has too few or too many columns.", remedy))
            continue
        found += [Problem(table.path, row.line, *fault) for fault in faults(row.values)]
        earlier = first.setdefault(row.values[number], row.line)
        if earlier != row.line:
            what = f"the {number.upper()} {row.values[number]!r} stands in line {earlier} already."
            found.append(Problem(table.path, row.line, what, "Give each its own, or take one line out."))
    yield from found[:MOST_TOLD]
    if len(found) > MOST_TOLD:
        what = f"{len(found) - MOST_TOLD} more faults follow in this file."
        yield Problem(table.path, found[MOST_TOLD].line, what, "Mend these first, then check again.")


def _street(values: Mapping[str, str], bodies: Sequence[str], zones: Sequence[str]) -> Iterator[_Fault]:
    yield from _number(values["usrn"], "USRN", USRN_DIGITS)
    for column in ("name", "town"):
        if not values[column].strip():
            yield f"the {column} is empty.", f"Write the {column} as residents know it."
    if values["responsible"] and values["responsible"] not in bodies:
        remedy = f"{one_of(bodies)} Empty: the council itself." if bodies else "Leave it empty: the council itself."
        yield f"the council knows no body {values['responsible']!r}.", remedy
    zone = values.get(ZONE, "")
    if zone and zone not in zones:
        known = f" It knows {', '.join(zones)}." if zones else ""
        yield f"council.toml has no words for the zone {zone!r}.", f"Add a table [words.zones.{zone}].{known}"


def _address(values: Mapping[str, str], usrns: Collection[str], bins: Sequence[str]) -> Iterator[_Fault]:
    yield from _number(values["uprn"], "UPRN", UPRN_DIGITS)
    if not values["number"].strip():
        yield "the number is empty.", "Write the number or name of the house."
    if values["usrn"] not in usrns:
        yield f"no street has the USRN {values['usrn']!r}.", "Add it to streets.csv."
    yield from _postcode(values["postcode"])
    if values["day"] not in WEEKDAYS:
        yield f"{values['day']!r} is no day.", one_of(WEEKDAYS)
    if values["assisted"] not in ("yes", "no"):
        yield f"assisted is {values['assisted']!r}.", "Write yes where the crew fetches the bins, else no."
    for part in values["bins"].split():
        name, _, week = part.partition(":")
        if week not in WEEKS:
            yield f"{part!r} is no bin and week.", f"Write e.g. `recycling:b`. The weeks are {', '.join(WEEKS)}."
        if name not in bins:
            known = f" It knows {', '.join(bins)}." if bins else ""
            yield f"council.toml has no words for the bin {name!r}.", f"Add a table [words.bins.{name}].{known}"


def _number(text: str, name: str, most: int) -> Iterator[_Fault]:
    if not (text.isascii() and text.isdigit() and len(text) <= most):
        yield f"{text!r} is no {name}.", f"Write its digits, {most} at most, without spaces."


def _postcode(text: str) -> Iterator[_Fault]:
    try:
        tidy = tidy_postcode(text)
    except AnswerError:
        yield f"{text!r} is no postcode.", "Write it like FH1 4QT."
        return
    if tidy != text:
        yield f"the postcode {text!r} is written another way than residents' are.", f"Write {tidy}."
