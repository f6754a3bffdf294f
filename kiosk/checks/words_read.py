"""The words of a pack under check: several checks look at them, and each file is read once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path

from kiosk.catalogue_check import Message, read_messages
from kiosk.pack_texts import PackText, pack_texts


class Words:
    """The words of the pack in a folder, as they stood when they were first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.locale = folder / "locale"
        self._texts = cache(lambda journeys: pack_texts(folder, journeys))
        self._messages = cache(read_messages)

    def texts(self, journeys: Collection[Path]) -> Sequence[PackText]:
        """Return the texts of the council, of these journeys, and of the pages they share. Raises ConfigError."""
        return self._texts(tuple(journeys))

    def messages(self, path: Path, code: str) -> Mapping[str, Message]:
        """Return the entries of a catalogue by their English. Raises ConfigError."""
        return self._messages(path, code)
