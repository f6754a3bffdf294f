"""Where the words of a language stand in a folder of catalogues: in one file, or in one for each file of texts."""

from __future__ import annotations

from pathlib import Path


def catalogue_files(locale: Path, code: str) -> list[Path]:
    """Return the catalogues of a language: `CODE.po`, and every .po file in the folder `CODE`."""
    single = locale / f"{code}.po"
    return [*([single] if single.exists() else []), *sorted((locale / code).rglob("*.po"))]


def catalogue_of(locale: Path, code: str, source: Path) -> Path:
    """Return the catalogue that the words of `source` belong in, a file named as seen from the pack.

    With a folder for the language it is the file of the same name in there: `journeys/missed-bin.toml` has its Welsh
    in `cy/journeys/missed-bin.po`.
    """
    own = locale / code
    return own / source.with_suffix(".po") if own.is_dir() else locale / f"{code}.po"
