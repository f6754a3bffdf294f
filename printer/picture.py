"""A whole receipt as a picture of the paper strip, for `kiosk demo` and for people who look at no printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.receipt import Line, Receipt
from printer.raster import draw_qr, draw_text

if TYPE_CHECKING:
    from PIL.Image import Image

_MARGIN = 32  # 80 mm of paper are 640 dots, of which 576 print
_RULE_PITCH = 26
_SPACE_PITCH = 20
_TOOTH = 8
_PAPER = (253, 252, 249)
_INK = (26, 26, 28)


def draw(receipt: Receipt, columns: int = 48) -> Image:
    """Return the receipt on its strip of paper (RGBA, clear outside the paper), 8 dots to the millimetre."""
    from PIL import Image

    parts = [_part(line, columns) for line in receipt.lines]
    height = sum(part.height for part in parts) + 2 * _MARGIN + 4 * _TOOTH
    width = columns * 12 + 2 * _MARGIN
    strip = Image.new("RGB", (width, height), _PAPER)
    top = _MARGIN + 2 * _TOOTH
    for part in parts:
        ink = part.point(lambda grey: 255 - grey)
        strip.paste(_INK, (_MARGIN, top), ink)
        top += part.height
    strip.putalpha(_torn(width, height))
    return strip


def save(receipt: Receipt, path: Path, columns: int = 48) -> None:
    """Write the picture as a PNG, whole or not at all. Raises OSError."""
    half = path.with_name(f".{path.name}.part")
    draw(receipt, columns).save(half, format="PNG", dpi=(203, 203))
    half.replace(path)


def _part(line: Line, columns: int) -> Image:
    from PIL import Image, ImageDraw

    width = columns * 12
    if line.style == "qr":
        return draw_qr(line.text, columns)
    if line.style == "space":
        return Image.new("L", (width, _SPACE_PITCH), 255)
    if line.style == "rule":
        rule = Image.new("L", (width, _RULE_PITCH), 255)
        ImageDraw.Draw(rule).line([(0, _RULE_PITCH // 2), (width, _RULE_PITCH // 2)], fill=0, width=2)
        return rule
    return draw_text(line, columns)


def _torn(width: int, height: int) -> Image:
    """Return the mask of a strip torn off at both ends."""
    from PIL import Image, ImageDraw

    mask = Image.new("L", (width, height), 0)
    steps = range(0, width + _TOOTH, _TOOTH)
    upper = [(x, _TOOTH if n % 2 else 0) for n, x in enumerate(steps)]
    lower = [(x, height - 1 - (_TOOTH if n % 2 else 0)) for n, x in enumerate(steps)]
    ImageDraw.Draw(mask).polygon([*upper, *reversed(lower)], fill=255)
    return mask
