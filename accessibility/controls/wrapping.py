"""Text set in lines that fit: at word boundaries, and inside a word where the word alone is too long. Never elided.

A phone number, a postcode, or a number with what it counts ("3 months") stays on one line where that line has room.
"""

from collections.abc import Sequence
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGlyphRun,
    QPainter,
    QPen,
    QRawFont,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from accessibility.look import Look
from kiosk.held_together import held_together

_LINE_SEPARATOR = "\u2028"  # what QTextLayout takes for a line break
_ROOM_FOR_ROUNDING = 1.0
_LOOSE = 1.04  # distance of lines, as a part of the font's own height
_TIGHT = 0.9


class WrappedText:
    """One text in one font; all lengths in device pixels.

    `strong` is a part of the text to be semi-bold, such as a date; `tight` sets headings' lines closer together.
    Left means where lines begin: the right in a right-to-left language.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        font: QFont,
        *,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        strong: str = "",
        underlined: bool = False,
        tight: bool = False,
    ) -> None:
        self.text = text.replace("\n", _LINE_SEPARATOR)
        self._held = held_together(self.text)
        self._font = QFont(font)
        if strong:  # what is measured is never narrower than what is drawn
            self._font.setWeight(QFont.Weight.DemiBold)
        self._own = QFontMetricsF(self._font)
        self._leading = _TIGHT if tight else _LOOSE
        if look.right_to_left and alignment == Qt.AlignmentFlag.AlignLeft:
            alignment = Qt.AlignmentFlag.AlignRight
        option = QTextOption(alignment)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # An address or a code by itself keeps its own order, on a page from the right too.
        own_order = look.right_to_left and _from_the_left(text)
        option.setTextDirection(Qt.LayoutDirection.LeftToRight if own_order else look.qt_direction)
        self._layout = QTextLayout(self.text, font)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        if formats := self._formats(strong, underlined=underlined):
            self._layout.setFormats(formats)
        self._set_for = -1.0
        # Layouts ask again and again for the same widths; setting the lines is what costs.
        self._natural: float | None = None
        self._heights: dict[float, float] = {}

    def natural_width(self) -> float:
        """The width at which no line has to be broken."""
        if self._natural is None:
            self._set_lines(1e6)
            lines = (self._layout.lineAt(i) for i in range(self._layout.lineCount()))
            widest = max((line.naturalTextWidth() for line in lines), default=0.0)
            self._natural = widest + _ROOM_FOR_ROUNDING
        return self._natural

    def longest_word(self) -> float:
        """The width below which a word has to be broken."""
        return self._widest(self.text.replace(_LINE_SEPARATOR, " ").split())

    def height_for(self, width: float) -> float:
        """The height of all lines at that width; 0 for an empty text."""
        if width not in self._heights:
            self._set_lines(width)
        return self._heights[width]

    def lines(self) -> list[str]:
        """The words of each line as last set, with plain spaces."""
        words = self.text
        set_lines = (self._layout.lineAt(i) for i in range(self._layout.lineCount()))
        return [words[line.textStart() : line.textStart() + line.textLength()].strip() for line in set_lines]

    def draw(self, painter: QPainter, rect: QRectF, colour: QColor) -> None:
        """Draw from the top of `rect`, wrapped at its width."""
        self._set_lines(rect.width())
        painter.setPen(QPen(colour))
        self._layout.draw(painter, rect.topLeft())

    def painted(self, rect: QRectF) -> QRectF:
        """Where the ink of `draw(painter, rect)` lands: the bounds of all glyphs. Empty when nothing is drawn."""
        self._set_lines(rect.width())
        bounds = QRectF()
        for run in self._layout.glyphRuns():
            bounds = bounds.united(run.boundingRect() if self._is_own(run.rawFont()) else _ink(run))
        return bounds.translated(rect.topLeft()) if not bounds.isNull() else bounds

    def _set_lines(self, width: float) -> None:
        if width == self._set_for:
            return
        self._set_for = width
        height = top = 0.0
        if (words := self._words_for(width)) != self._layout.text():
            self._layout.setText(words)
        self._layout.beginLayout()
        while self.text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(width, 1.0))
            line.setPosition(QPointF(0, top))
            height = top + line.height()
            top += line.height() * self._leading
        self._layout.endLayout()
        lines = [self._layout.lineAt(place) for place in range(self._layout.lineCount())]
        if any(self._wants_more_room(line) for line in lines):
            height = self._set_close(lines, width)
        self._heights[width] = height

    def _is_own(self, font: QRawFont) -> bool:
        return abs(font.ascent() - self._own.ascent()) < _ROOM_FOR_ROUNDING

    def _wants_more_room(self, line: QTextLine) -> bool:
        """Say whether letters of another script ask for more room than ours; Arabic ones do, and seldom use it."""
        above, below = line.ascent() - self._own.ascent(), line.descent() - self._own.descent()
        return max(above, below) > _ROOM_FOR_ROUNDING

    def _set_close(self, lines: Sequence[QTextLine], width: float) -> float:
        """Put lines with letters of another script as close as their ink allows, and return the height of all.

        A mark above the first letter of a line may reach over its end: such a line is moved inwards.
        """
        above, below = self._own.ascent(), self._own.descent()
        moved = []
        for line in lines:
            ink, baseline = _ink_of_all(line.glyphRuns()), line.y() + line.ascent()
            moved.append(line.x() - max(0.0, ink.right() - width) - min(0.0, ink.left()))
            if not ink.isNull():
                above, below = max(above, baseline - ink.top()), max(below, ink.bottom() - baseline)
        top = height = 0.0
        for line, x in zip(lines, moved, strict=True):
            line.setPosition(QPointF(x, top + above - line.ascent()))
            height = top + above + below
            top += (above + below) * self._leading
        return height

    def _widest(self, parts: list[str]) -> float:
        return max((self._own.horizontalAdvance(part) for part in parts), default=0.0) + _ROOM_FOR_ROUNDING

    def _words_for(self, width: float) -> str:
        """The text with its numbers and postcodes held together, where there is room for that on one line."""
        if self._held == self.text:
            return self.text
        return self._held if self._widest(self._held.replace(_LINE_SEPARATOR, " ").split(" ")) <= width else self.text

    def _formats(self, strong: str, *, underlined: bool) -> list[QTextLayout.FormatRange]:
        ranges = []
        if underlined:
            ranges.append(self._range(0, len(self.text)))
            ranges[-1].format.setFontUnderline(True)
        start = self.text.find(strong) if strong else -1
        if start >= 0:
            ranges.append(self._range(start, len(strong)))
            ranges[-1].format.setFontWeight(QFont.Weight.DemiBold)
        return ranges

    @staticmethod
    def _range(start: int, length: int) -> QTextLayout.FormatRange:
        made = QTextLayout.FormatRange()
        made.start, made.length, made.format = start, length, QTextCharFormat()
        return made


def _from_the_left(text: str) -> bool:
    """Say whether a text has letters, and none of a script that is written from the right."""
    directions = {bidirectional(sign) for sign in text}
    return "L" in directions and not directions & {"R", "AL"}


def _ink_of_all(runs: Sequence[QGlyphRun]) -> QRectF:
    bounds = QRectF()
    for run in runs:
        bounds = bounds.united(_ink(run))
    return bounds


def _ink(run: QGlyphRun) -> QRectF:
    """Return the bounds of what is really drawn of letters, whatever room their font asks for."""
    font, bounds = run.rawFont(), QRectF()
    for glyph, place in zip(run.glyphIndexes(), run.positions(), strict=True):
        letter = font.boundingRect(glyph)
        if not letter.isEmpty():
            bounds = bounds.united(letter.translated(place))
    return bounds
