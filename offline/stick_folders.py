"""A kiosk's folders on a memory stick: as many as it takes, each with a list of its own."""

from __future__ import annotations

from pathlib import Path

from offline.wire import hand_carry as stick


class StickFolders:
    """The folders of the kiosk with this prefix, and the names of the forms and chunks in each. May raise OSError."""

    def __init__(self, folder: Path, prefix: str) -> None:
        self._folder = folder
        self._prefix = prefix
        self._names = {place: set(_names(place)) for place in folders_of(folder, prefix)}

    def places(self) -> list[Path]:
        """Return every folder there is, in their order."""
        return list(self._names)

    def place_for(self, form: str, files: int) -> Path:
        """Return the folder in which a form's file stands, else one with room for it and its chunks: `files` in all."""
        for place, names in self._names.items():
            if form in names:
                return place
        for place, names in self._names.items():
            if len(names) + files <= stick.FILES_TOGETHER:
                return place
        return self._another()

    def has(self, place: Path, name: str) -> None:
        """Note that a file is in a folder now."""
        self._names[place].add(name)

    def _another(self) -> Path:
        number = len(self._names) + 1
        while (place := self._folder / stick.folder_name(self._prefix, number)) in self._names:
            number += 1
        place.mkdir()
        self._names[place] = set()
        return place


def folders_of(folder: Path, prefix: str) -> list[Path]:
    """Return a kiosk's folders on a stick, the first one first. Raises OSError."""
    numbered = [(stick.folder_number(path.name, prefix), path) for path in folder.iterdir() if path.is_dir()]
    return [path for number, path in sorted(numbered) if number]


def _names(place: Path) -> list[str]:
    return [path.name for path in place.iterdir() if path.suffix in (stick.SUBMISSION, stick.CHUNK)]
