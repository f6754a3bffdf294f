"""Reads a table of a pack: CSV in UTF-8, its first line naming the columns."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import ConfigError


def read_rows(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return each row with its line (from 1), without blanks around its values. Raises ConfigError."""
    names = ", ".join(columns)
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            reader = csv.DictReader(source)
            for column in columns:
                if column not in (reader.fieldnames or ()):
                    remedy = f"The first line names {names}."
                    raise ConfigError(path, f"the column {column!r} is missing.", remedy, key=column, line=1)
            rows = []
            for row in reader:
                if any(row[column] is None for column in columns):
                    raise ConfigError(path, "this line has too few columns.", f"It has {names}.", line=reader.line_num)
                rows.append((reader.line_num, {column: row[column].strip() for column in columns}))
            return rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        remedy = f"Put a CSV file in UTF-8 there, with the columns {names}."
        raise ConfigError(path, f"this file cannot be read: {type(error).__name__}.", remedy) from error
