"""A council pack in which something was changed, and what `kiosk check` says of it."""

from __future__ import annotations

from pathlib import Path

from kiosk.checking import check_pack
from kiosk.problems import Problem

COUNCIL = "council.toml"
BIN = "journeys/missed-bin.toml"
LIGHT = "journeys/street-light.toml"
WELSH = "locale/cy/council.po"
BIN_IN_WELSH = "locale/cy/journeys/missed-bin.po"


def change(path: Path, old: str, new: str) -> int:
    """Change the first `old` and return the line where the new text stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def problems_in(folder: Path, file: str) -> list[Problem]:
    """Without the Welsh, which any changed text makes stale as well."""
    return [problem for problem in check_pack(folder) if problem.file == folder / file]
