"""How commands speak: results on stdout, as words or as one JSON value."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Any

import msgspec


def print_json(value: Any) -> None:
    """Print exactly one JSON value; times and dates as ISO texts."""
    print(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def print_table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under heads, as wide as they need to be."""
    widths = [max(len(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())


def who() -> str:
    """Return who runs the command, for the audit trail."""
    try:
        return f"command line: {getpass.getuser()}"
    except (OSError, KeyError):
        return "command line"
