"""Draws boxes, lines and words as SVG text: no program and no font beside the reader's own is needed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

LINE = 20
"""Height of a line of words, in units of the drawing."""

_SIGN = {"heading": 9.6}  # the width of a letter, a little more than most letters need
_USUAL_SIGN = 8.2
_BESIDE = 14
_UNSEEN = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
"""Signs that XML has no form for."""


@dataclass(frozen=True)
class Words:
    """Lines of words in one look."""

    lines: tuple[str, ...]
    look: str = "text"

    @property
    def height(self) -> int:
        """How much room they take."""
        return LINE * len(self.lines)


def words(text: str, width: int, look: str = "text") -> Words:
    """Return a text in lines that fit into a width."""
    most = max(8, int((width - 2 * _BESIDE) / _SIGN.get(look, _USUAL_SIGN)))
    return Words(tuple(textwrap.wrap(_seen(text), most, break_on_hyphens=False)) or ("",), look)


def box(x: int, y: int, width: int, parts: Sequence[Words], look: str = "page", told: str = "") -> tuple[str, int]:
    """Return a box with words in it, and its height. `told` is what a screen reader says of it as a whole."""
    height = sum(part.height for part in parts) + 2 * _BESIDE - 4
    drawn = [f'<g role="group" aria-label={quoteattr(_seen(told))}>' if told else "<g>"]
    drawn.append(f'<rect class="{look}" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>')
    down = y + _BESIDE + 12
    for part in parts:
        drawn.append(lines(x + _BESIDE, down, part))
        down += part.height
    return "".join([*drawn, "</g>"]), height


def lines(x: int, y: int, part: Words) -> str:
    """Return words, their first line standing on `y`."""
    drawn = (
        f'<text class="{part.look}" x="{x}" y="{y + LINE * at}">{escape(line)}</text>'
        for at, line in enumerate(part.lines)
    )
    return "".join(drawn)


def arrow(points: Sequence[tuple[int, int]], look: str = "way") -> str:
    """Return a line through points, with a head at its end; its last piece runs across or down."""
    path = " ".join(f"{x},{y}" for x, y in points)
    (before, _), (x, y) = points[-2:]
    wings = f"{x - 5},{y - 10} {x + 5},{y - 10}" if before == x else f"{x - 10},{y - 5} {x - 10},{y + 5}"
    return f'<polyline class="{look}" points="{path}"/><polygon class="head" points="{x},{y} {wings}"/>'


def drawing(width: int, height: int, title: str, description: str, parts: Sequence[str]) -> str:
    """Return the whole drawing, which a screen reader can read: title, description, then its parts in order."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="document" aria-labelledby="title description">'
    )
    told = f'<title id="title">{escape(_seen(title))}</title><desc id="description">{escape(_seen(description))}</desc>'
    ground = f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, told, f"<style>{_STYLE}</style>", ground, *parts, "</svg>"]) + "\n"


def _seen(text: str) -> str:
    return text.translate(_UNSEEN)


_STYLE = (
    "text{font-family:'Atkinson Hyperlegible',Verdana,sans-serif;font-size:15px;fill:#1d2733}"
    ".heading{font-weight:bold}.small{font-size:13px;fill:#4a5663}.condition{font-style:italic;fill:#5b2a00}"
    "rect{stroke:#1d2733;stroke-width:1.5;fill:#ffffff}.page{fill:#eef4fb}.notice{fill:#fff6dd}"
    ".ending{fill:#fdeceb;stroke-width:3}.next{fill:#e9f6ec}.end{fill:#ffffff;stroke-width:3}"
    "polyline{fill:none;stroke:#1d2733;stroke-width:1.5}.past{stroke-dasharray:5 4}.head{fill:#1d2733}"
)
