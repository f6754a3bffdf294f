"""A receipt's lines, wrapped to the paper: rows of one style, each no longer than its columns."""

from __future__ import annotations

import textwrap
import unicodedata
from dataclasses import dataclass

from kiosk.held_together import held_where_it_fits
from kiosk.receipt import Line, Receipt, Style


@dataclass(frozen=True)
class Look:
    """How a style stands on the paper: multiples of a character of font A (12 × 24 dots)."""

    width: int = 1
    height: int = 1
    bold: bool = False
    centred: bool = False

    def columns(self, paper: int) -> int:
        """How many characters fit a paper of `paper` columns of font A."""
        return paper // self.width


_LOOKS: dict[Style, Look] = {
    "normal": Look(),
    "bold": Look(bold=True),
    "heading": Look(height=2, bold=True),
    "code": Look(width=2, height=2, bold=True, centred=True),
    "small": Look(),  # font B is 2 mm high: nobody's eyes should need it, so font A is the smallest
    "qr": Look(centred=True),
    "rule": Look(),
    "space": Look(),
}
_NARROW_CODE = Look(width=1, height=2, bold=True, centred=True)


@dataclass(frozen=True)
class Row:
    """One printed row. `qr`, `rule` and `space` keep their meaning; all else is text that fits."""

    text: str
    style: Style
    look: Look


def look_of(line: Line, columns: int) -> Look:
    """Return the look of a line; a code too long for double width on this paper keeps its height only."""
    look = _LOOKS[line.style]
    if line.style == "code" and len(tidy(line.text)) > look.columns(columns):
        return _NARROW_CODE
    return look


def tidy(text: str) -> str:
    """Return the text composed (NFC) and without control characters: nobody's text can command the printer."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(" " if mark in "\n\t" else mark for mark in composed if _printable(mark))


def rows_of(line: Line, columns: int) -> list[Row]:
    """Wrap one line to a paper of `columns` characters of font A.

    Words stay whole, and so do tracking codes and dates with hyphens; only a word longer than the paper is cut.
    """
    look = look_of(line, columns)
    if line.style in ("qr", "rule", "space"):
        return [Row(line.text, line.style, look)]
    return [Row(text, line.style, look) for text in _wrapped(line.text, look.columns(columns))]


def rows(receipt: Receipt, columns: int) -> list[Row]:
    """Wrap a whole receipt."""
    return [row for line in receipt.lines for row in rows_of(line, columns)]


def paragraphs(text: str) -> list[str]:
    """Return the tidy paragraphs of a line: a line break in its text is kept."""
    return [tidy(part) for part in text.splitlines()] or [""]


def _wrapped(text: str, width: int) -> list[str]:
    found: list[str] = []
    for paragraph in paragraphs(text):
        held = held_where_it_fits(paragraph, lambda word: len(word) <= width)
        wrapped = textwrap.wrap(held, width, break_on_hyphens=False, break_long_words=True)
        # A space that must not break has done its work now; the paper knows one kind of space.
        found += [row.replace("\u00a0", " ").replace("\u202f", " ") for row in wrapped or [""]]
    return found


def _printable(mark: str) -> bool:
    return mark in "\n\t" or unicodedata.category(mark) not in ("Cc", "Cs", "Co", "Cn")
