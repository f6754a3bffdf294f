"""The drawings of a council's pack, for easy read: SVG files in its folder `pictures`."""

from __future__ import annotations

from pathlib import Path

FOLDER = "pictures"


def picture_names(folder: Path) -> list[str]:
    """Return the names of the drawings in a pack's folder, in alphabetical order."""
    return sorted(path.stem for path in (folder / FOLDER).glob("*.svg"))


def is_drawing(path: Path) -> bool:
    """Say whether a file is a drawing that can be shown: whole, and an SVG."""
    from xml.parsers.expat import ExpatError, ParserCreate  # no reference to other files is followed

    names: list[str] = []
    at_its_end = True
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: names.append(name)
    try:
        parser.Parse(path.read_bytes(), at_its_end)
    except (ExpatError, OSError):
        return False
    return names[:1] == ["svg"]


def picture_in(folder: Path, name: str) -> Path | None:
    """Return the drawing of that name; None for an empty name."""
    return folder / FOLDER / f"{name}.svg" if name else None
