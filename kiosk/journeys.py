"""A council's journeys by id: each file is read when somebody asks for its journey, and only once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.errors import ConfigError
from kiosk.open_days import standing_on
from kiosk.problems import one_of
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of

if TYPE_CHECKING:
    from kiosk.journey import Journey

FOLDER = "journeys"
_ASKED_FOR = re.compile(r"""\s*["']?(topic|earlier|easy_read|open_from|open_until)\b""")


class Journeys(Mapping[str, "Journey"]):
    """The journeys in a pack's folder, in the order of their ids. Threads may share it.

    Looking one up raises KeyError where there is none of that id, and ConfigError where its file is wrong. What is
    said at the head of a file (`topic_of`, `about_earlier`) is known without reading its pages.
    """

    def __init__(self, folder: Path) -> None:
        self._files = {file.stem: file for file in sorted((folder / FOLDER).glob("*.toml"))}
        self._read: dict[str, Journey] = {}
        self._heads: dict[str, Mapping[str, Any]] = {}

    def __getitem__(self, name: str) -> Journey:
        if name not in self._read:
            from kiosk.journey import load_journey  # slow, and for Welcome the heads are enough

            self._read[name] = load_journey(self._files[name])
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __contains__(self, name: object) -> bool:
        return name in self._files

    def topic_of(self, name: str) -> str:
        """Return the topic that a journey names; empty where it has none, or is about an earlier submission."""
        return str(self._head(name).get("topic", ""))

    def about_earlier(self, name: str) -> str:
        """Return what a journey does with an earlier submission: withdraw, correct, or nothing of the kind (empty)."""
        return str(self._head(name).get("earlier", ""))

    def is_open(self, name: str, day: date | None) -> bool:
        """Say whether a journey is offered on a day; None is a day that nobody knows, and closes nothing."""
        first, last = (self._head(name).get(key) for key in ("open_from", "open_until"))
        days = [it if type(it) is date else None for it in (first, last)]
        return standing_on(day, *days) == "open"

    def easy_to_read(self) -> list[str]:
        """Return the ids of the journeys that have easy words."""
        return [name for name in self if self._head(name).get("easy_read") is True]

    def prove(self, topics: Sequence[str]) -> None:
        """Read them all. Raises ConfigError for the first that is wrong, or that names none of the `topics`."""
        for name, journey in self.items():
            if journey.topic and journey.topic not in topics:
                file = self._files[name]
                line = line_of(read_text(file), key="topic")
                problem = f"the council has no topic {journey.topic!r}."
                raise ConfigError(file, problem, one_of(topics), key="topic", line=line)

    def _head(self, name: str) -> Mapping[str, Any]:
        """Return the keys before the first table that are asked for here.

        Of a file that is wrong there, nothing: reading its journey says why.
        """
        if name not in self._heads:
            try:
                self._heads[name] = tomllib.loads(_lines_of_head(read_text(self._files[name])))
            except tomllib.TOMLDecodeError:
                self._heads[name] = {}
        return self._heads[name]


def _lines_of_head(text: str) -> str:
    """Return the lines before the first table, without those that nobody asks for: Welcome waits for all heads."""
    head = text.partition("\n[")[0] if not text.startswith("[") else ""
    if '"""' in head or "'''" in head:  # a line within a text may look like a key
        return head
    return "\n".join(line for line in head.splitlines() if _ASKED_FOR.match(line))
