"""Translations that no speaker of the language has signed yet: the header of a catalogue says who did."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalogue_files import catalogue_files
from kiosk.spoken_languages import FILE as SPOKEN
from kiosk.spoken_languages import spoken_languages
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of

SIGNED = "X-Signed-Off-By"
"""The header of a catalogue (.po): the name of the speaker who has read all of it, and the day."""

_HEADER = re.compile(rf'^"{SIGNED}: *(?P<who>.*?) *(?:\\n)?"$', re.MULTILINE)


@dataclass(frozen=True)
class WordsOf:
    """The words of one language in one file. `signed_off_by` is empty where they are a draft; `line` 0 is the file."""

    code: str
    file: Path
    signed_off_by: str
    line: int = 0


def signed_off_by(catalogue: Path) -> str:
    """Return who has signed a catalogue off; empty for a draft, and for a file that is not there."""
    if not catalogue.exists():
        return ""
    head = read_text(catalogue).partition("\n\n")[0]
    found = _HEADER.search(head)
    return found["who"] if found else ""


def catalogues_of(code: str, folders: Iterable[Path]) -> list[WordsOf]:
    """Return the catalogues of a language in these folders. Raises ConfigError for one that is no text."""
    return [WordsOf(code, file, signed_off_by(file)) for folder in folders for file in catalogue_files(folder, code)]


def spoken_pages(codes: Iterable[str]) -> Iterator[WordsOf]:
    """Yield the pages in languages without a translation, of these codes."""
    source = read_text(SPOKEN)
    for code, spoken in spoken_languages().items():
        if code in codes:
            yield WordsOf(code, SPOKEN, spoken.signed_off_by, line_of(source, code, None, "signed_off_by"))
