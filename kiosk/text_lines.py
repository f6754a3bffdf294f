"""Where a text stands in a TOML file: at which line of which table."""

from __future__ import annotations

import re
import tomllib

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')


class TextLines:
    """The lines of one TOML file, each looked through once. Lines count from 1."""

    def __init__(self, source: str) -> None:
        lines = source.splitlines()
        self._texts = [[_said(literal) for literal in _STRING.findall(line)] for line in lines]
        heads = [(at, line.split("#", maxsplit=1)[0].strip()) for at, line in enumerate(lines) if line.startswith("[")]
        self._heads = [(at, head.strip("[]")) for at, head in heads]

    def line_of(self, text: str, table: str = "", index: int = 0) -> int:
        """Return the line of a text in the table of that name and place (from 0); without a table, in the whole file.

        Where it is written over several lines, the line of the table's head.
        """
        start, end = self._block(table, index)
        return next((at + 1 for at in range(start, end) if text in self._texts[at]), start + 1)

    def _block(self, table: str, index: int) -> tuple[int, int]:
        """Return the lines (from 0) of a table with its sub-tables; the whole file where it has no head of its own."""
        whole = (0, len(self._texts))
        if not table:
            return whole
        starts = [at for at, name in self._heads if name == table]
        if index >= len(starts):
            return whole
        start = starts[index]
        others = (at for at, name in self._heads if at > start and not name.startswith(f"{table}."))
        return start, next(others, len(self._texts))


def _said(literal: str) -> str:
    """Return what a quoted text says."""
    if "\\" not in literal or literal[0] == "'":
        return literal[1:-1]
    try:
        return str(tomllib.loads(f"text = {literal}")["text"])
    except tomllib.TOMLDecodeError:
        return literal[1:-1]
