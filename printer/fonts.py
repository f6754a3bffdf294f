"""The typefaces that receipts are drawn in: the vendored ones, and a system's for scripts they do not hold."""

from __future__ import annotations

import subprocess
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.errors import ConfigError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

VENDORED = Path(__file__).resolve().parent.parent / "accessibility" / "fonts"
_FAMILY = "AtkinsonHyperlegibleNext"
_OTHER_SCRIPTS = "NotoSans"
_NO_SUCH_CHARACTER = "\U0010fffe"


@lru_cache(maxsize=64)
def font(text_marks: frozenset[str], size: int, *, bold: bool) -> FreeTypeFont:
    """Return a face of `size` pixels that holds all these characters, or the one that lacks the fewest."""
    from PIL import ImageFont

    return ImageFont.truetype(_face_for(text_marks, bold=bold), size, layout_engine=ImageFont.Layout.RAQM)


def missing(text: str) -> set[str]:
    """Return the characters of `text` that no face on this computer can draw; `kiosk doctor` asks for it."""
    marks = frozenset(text)
    return set(_lacking(_face_for(marks, bold=False), marks))


def vendored_face(*, bold: bool) -> Path:
    """Return the file of the product's own face. Raises ConfigError when the installation is incomplete."""
    pattern = f"{_FAMILY}*[!i]Bold.ttf" if bold else f"{_FAMILY}*Regular.ttf"
    found = sorted(VENDORED.glob(pattern))
    if not found:
        raise ConfigError(VENDORED, f"no file {pattern}.", "The installation is incomplete: install Civic Kiosk again.")
    return found[0]


@lru_cache(maxsize=256)
def _face_for(marks: frozenset[str], *, bold: bool) -> Path:
    own = vendored_face(bold=bold)
    lacking = _lacking(own, marks)
    if not lacking:
        return own
    others = sorted(VENDORED.glob(f"{_OTHER_SCRIPTS}*-{'Bold' if bold else 'Regular'}.ttf"))
    best = min([own, *others], key=lambda face: len(_lacking(face, marks)))
    if not _lacking(best, marks):
        return best
    return min([best, *_system_faces(lacking)], key=lambda face: len(_lacking(face, marks)))


@lru_cache(maxsize=1024)
def _lacking(face: Path, marks: frozenset[str]) -> frozenset[str]:
    from PIL import ImageFont

    probe = ImageFont.truetype(face, 24, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(probe.getmask(_NO_SUCH_CHARACTER))
    drawn = [mark for mark in marks if not mark.isspace() and unicodedata.category(mark) != "Cf"]
    return frozenset(mark for mark in drawn if bytes(probe.getmask(mark)) == box)


def _system_faces(marks: frozenset[str]) -> list[Path]:
    """Ask fontconfig, where there is one, for faces that hold these characters."""
    wanted = " ".join(f"{ord(mark):x}" for mark in sorted(marks))
    question = ["fc-list", f":charset={wanted}:scalable=true", "file"]
    try:
        answer = subprocess.run(question, capture_output=True, text=True, timeout=5, check=True)
    except (OSError, subprocess.SubprocessError):
        return []
    files = [Path(line.strip().removesuffix(":")) for line in answer.stdout.splitlines()]
    return sorted(file for file in files if file.suffix.lower() in (".ttf", ".otf", ".ttc"))[:8]
