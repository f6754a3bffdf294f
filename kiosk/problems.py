"""One thing that is wrong with a council's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ConfigError
from kiosk.printable import printable

_LONGEST = 600


@dataclass(frozen=True)
class Problem:
    """The file and its line (0: the file as a whole), what is wrong, and what would be right."""

    file: Path
    line: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        return f"{place}: {_short(self.what)} {_short(self.remedy)}".rstrip()


def _short(words: str) -> str:
    """Return words for one line of a terminal: what a file quotes may be of any length and hold any sign."""
    shown = printable(words)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 60]} … {shown[-50:]}"


def problem_of(error: ConfigError) -> Problem:
    """Return a refused file as a problem."""
    key = f"[{error.key}] " if error.key else ""
    return Problem(Path(error.file), error.line, key + error.problem, error.remedy)


def one_of(names: Sequence[str]) -> str:
    """Return the remedy that lists what is possible."""
    return f"Use one of: {', '.join(names)}."
