"""A few journeys of the demo council with all that they use: as quickly checked as ever, however large it grows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from kiosk.council_pack import DEMO_COUNCIL
from kiosk.for_whom import EVERY_NAME
from kiosk.pack_texts import shared_pages_in

JOURNEYS = ("add-or-correct", "crisis-help", "library-card", "missed-bin", "street-light", "take-back")
ARTICLES = ("bin-days", "missed-why")

_FURTHER = re.compile(r'^further_languages = .*\n|^languages = \["en", "cy", "\w+".*\n', re.MULTILINE)
_INTERPRETER = re.compile(r"\n# How somebody gets an interpreter.*?\n(?=\n# )", re.DOTALL)
_NAMES = re.compile(r"^(related|asked_most) = \[([^]]*)\]", re.MULTILINE)


def part_of_the_council(folder: Path, journeys: Collection[str] = JOURNEYS) -> Path:
    """Write it into a folder that is not there yet, and return that. It is in English and Welsh only."""
    wanted = {f"journeys/{name}" for name in journeys} | {f"pages/{name}" for name in EVERY_NAME}
    for name in journeys:
        wanted |= {f"pages/{page}" for page in shared_pages_in(DEMO_COUNCIL / "journeys" / f"{name}.toml")}
    files = [DEMO_COUNCIL / f"{name}.toml" for name in ("council", *wanted)]
    files += [DEMO_COUNCIL / "locale" / "cy" / f"{name}.po" for name in ("council", *wanted)]
    files += [DEMO_COUNCIL / "articles" / f"{name}.{code}.md" for name in ARTICLES for code in ("en", "cy")]
    files += [
        *DEMO_COUNCIL.glob("*.csv"),
        *DEMO_COUNCIL.glob("words/*"),
        *_pictures_in([file for file in files if file.suffix == ".toml"]),
        *DEMO_COUNCIL.glob("locale/*.txt"),
    ]
    for file in files:
        copy = folder / file.relative_to(DEMO_COUNCIL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)
        if file.suffix in (".toml", ".md"):
            _name_only(copy, {*journeys, *ARTICLES})
    return folder


def _pictures_in(files: Collection[Path]) -> list[Path]:
    """Return the drawings that these files name, and what is said of all drawings."""
    named = set(re.findall(r'"([a-z0-9-]+)"', "\n".join(file.read_text(encoding="utf-8") for file in files)))
    there = DEMO_COUNCIL.glob("pictures/*")
    return [file for file in there if file.suffix != ".svg" or file.stem in named]


def _without_further_languages(file: Path) -> str:
    return _INTERPRETER.sub("", _FURTHER.sub("", file.read_text(encoding="utf-8")))


def _name_only(file: Path, names: Collection[str]) -> None:
    """Take all others out of a file's lists of journeys and articles."""

    def kept(found: re.Match[str]) -> str:
        those = [name for name in re.findall(r'"[^"]+"', found[2]) if name.strip('"') in names]
        return f"{found[1]} = [{', '.join(those)}]"

    file.write_text(_NAMES.sub(kept, _without_further_languages(file)), encoding="utf-8")
