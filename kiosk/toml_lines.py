"""Where a key or table stands in a TOML text: Python's reader keeps no lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Step = str | int
"""A key, or the place (from 0) in a list of tables: `page[3].hint` is ("page", 3, "hint")."""

_HEAD = re.compile(r"\s*(?P<open>\[\[?)(?P<name>[^\[\]]+)\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?P<name>(?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = re.compile(r""""[^"]*"|'[^']*'|[\w-]+""")


def line_at(text: str, steps: Sequence[Step]) -> int:
    """Return the line (from 1) of what the steps lead to; of the nearest table or key around it where that has none.

    1 where nothing on the way has a line of its own.
    """
    best, found = 0, 1
    for path, line in _marks(text):
        if len(path) > best and tuple(steps[: len(path)]) == path:
            best, found = len(path), line
    return found


def line_of(text: str, table: str = "", index: int | None = None, key: str = "") -> int:
    """Return the line (from 1) of a key in the table `[[table]]` of that index (from 0), or of the table's head.

    Without a table: in the part before the first table. A key that is not there gives the line of its table.
    """
    names = _parts(table)
    keys = [key] if key else []
    return max(line_at(text, [*names, *keys]), line_at(text, [*names, index or 0, *keys]))


def _marks(text: str) -> Iterator[tuple[tuple[Step, ...], int]]:
    """Yield every table and key at the beginning of a line, as its path, with the line (from 1)."""
    table: tuple[Step, ...] = ()
    counts: dict[tuple[Step, ...], int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.match(line):
            table = _path(_parts(head["name"]), counts, new=head["open"] == "[[")
            yield table, number
        elif key := _KEY.match(line):
            yield (*table, *_parts(key["name"])), number


def _path(names: list[str], counts: dict[tuple[Step, ...], int], *, new: bool) -> tuple[Step, ...]:
    """Return a head's path: each list of tables on the way stands at its latest table."""
    path: tuple[Step, ...] = ()
    for at, name in enumerate(names):
        path = (*path, name)
        if new and at == len(names) - 1:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(name)]
