"""A line of a receipt as a picture: for what the code pages cannot hold, and for receipts on a screen.

Drawn with Pillow and Raqm, which shape Arabic and Bengali as Qt does. Qt is faster on a whole large-print receipt, but
needs a QGuiApplication, and so a display or the offscreen platform, made in the main thread; a receipt is drawn in
the print queue's thread and by `kiosk submit --print`, where there is none. A single line takes Pillow 1–3 ms.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from kiosk.held_together import held_where_it_fits
from kiosk.receipt import Line
from printer import fonts
from printer.layout import Look, look_of, paragraphs

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

_INK_BELOW = 150  # grey of an edge that still becomes a dot: a little heavier than half, as heat spreads
_QUIET_MODULES = 4


def draw_text(line: Line, columns: int) -> Image:
    """Return a line of text as black on white (mode "L", 0 or 255), `columns` × 12 dots wide, wrapped to that."""
    from PIL import Image, ImageDraw

    width = columns * 12
    look = look_of(line, columns)
    face = fonts.font(frozenset(line.text), _pixels(look), bold=look.bold)
    rows = [row for paragraph in paragraphs(line.text) for row in _wrapped(paragraph, face, width)]
    ascent, descent = face.getmetrics()
    pitch = ascent + descent
    picture = Image.new("L", (width, pitch * len(rows)), 255)
    pen = ImageDraw.Draw(picture)
    from_the_right = _right_to_left(line.text)  # a row may begin with a number
    for place, row in enumerate(rows):
        left = _left(row, face, look, width, from_the_right=from_the_right)
        pen.text((left, place * pitch), row, fill=0, font=face, direction="rtl" if from_the_right else None)
    return picture.point(lambda grey: 0 if grey < _INK_BELOW else 255)


def draw_qr(text: str, columns: int) -> Image:
    """Return the square of `text`, centred on the paper, with its quiet zone."""
    import qrcode
    from PIL import Image

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=_QUIET_MODULES)
    code.add_data(text.encode())
    code.make(fit=True)
    modules = code.get_matrix()
    scale = qr_dots(len(modules) - 2 * _QUIET_MODULES, columns)
    square = Image.new("L", (len(modules), len(modules)), 255)
    square.putdata([0 if dark else 255 for row in modules for dark in row])
    square = square.resize((square.width * scale, square.height * scale), Image.Resampling.NEAREST)
    paper = Image.new("L", (columns * 12, square.height), 255)
    paper.paste(square, ((paper.width - square.width) // 2, 0))
    return paper


def qr_dots(modules: int, columns: int) -> int:
    """Return the dots of one module: about 0.75 mm, which old phones read, and less where the paper is narrow."""
    return max(2, min(6, columns * 12 // (modules + 2 * _QUIET_MODULES)))


def _pixels(look: Look) -> int:
    """Sizes whose rows stand about as high as the printer's own."""
    return {(1, 1): 25, (1, 2): 35, (2, 2): 54}[look.width, look.height]


def _left(row: str, face: FreeTypeFont, look: Look, width: int, *, from_the_right: bool) -> float:
    if look.centred:
        return (width - face.getlength(row)) / 2
    return width - face.getlength(row) if from_the_right else 0


def _right_to_left(text: str) -> bool:
    for mark in text:
        direction = unicodedata.bidirectional(mark)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def _wrapped(text: str, face: FreeTypeFont, width: int) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in held_where_it_fits(text, lambda part: face.getlength(part) <= width).split(" "):
        longer = f"{row} {word}" if row else word
        if face.getlength(longer) <= width:
            row = longer
            continue
        if row:
            rows.append(row)
        *cut, row = _pieces(word, face, width)
        rows += cut
    return [*rows, row]


def _pieces(word: str, face: FreeTypeFont, width: int) -> list[str]:
    """Cut a word that is longer than the paper; any other stays whole."""
    pieces = [""]
    for mark in word:
        if pieces[-1] and face.getlength(pieces[-1] + mark) > width:
            pieces.append("")
        pieces[-1] += mark
    return pieces
