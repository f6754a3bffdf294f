"""One answer to choose: a circle where one is chosen, a square where several may be; the whole row is touched."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from accessibility.controls.drawing import drawing
from accessibility.controls.pressable import Pressable
from accessibility.controls.wrapping import WrappedText
from accessibility.look import Look

_PICTURE = 104  # design pixels: the least side of a drawing beside an option
_PICTURE_EM = 2.25  # its side in font sizes where words are large: a row with one line of them is as tall
_TICK = ((0.25, 0.53), (0.43, 0.71), (0.75, 0.32))


class OptionRow(Pressable):
    """A row with a mark, a label and perhaps a hint. With `several` a check box, else a radio button.

    Radio rows with the same parent exclude each other. `value` is what the screen hands on, never shown. `picture` is a
    drawing (SVG) beside the words, for easy read; it says nothing that they do not.
    """

    def __init__(
        self,
        look: Look,
        label: str,
        *,
        several: bool,
        hint: str = "",
        value: str = "",
        chosen: bool = False,
        picture: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, hint, corner=14, parent=parent)
        self.value = value
        self.several = several
        self._picture = picture
        em = look.font("body").pixelSize()
        self._picture_side = max(look.px(_PICTURE), round(em * _PICTURE_EM)) if picture else 0
        self._mark = round(em * 1.15) + look.px(12)
        self._say(WrappedText(look, label, look.font("body")), label)
        self.setCheckable(True)
        self.setAutoExclusive(not several)
        self.setChecked(chosen)

    def heightForWidth(self, width: int) -> int:
        words = self._words_height(self._words_width(width))
        needed = max(words + 2 * self._look.px(26), self._mark + 2 * self._look.px(26), self._picture_side)
        return max(int(needed + 0.999), self._look.px(111), self._look.display.touch_target)

    def sizeHint(self) -> QSize:
        width = int(self._words_width_wanted() + self._words_left() + self._look.px(30) + 0.999)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        target = self._look.display.touch_target
        return QSize(target, target)

    def text_rects(self) -> list[QRectF]:
        """Where the glyphs land, in this widget's coordinates."""
        return self._glyphs(self._words_places())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, on = self._look.colour, self.isChecked()
        border = self._look.px(5 if on else 3)
        painter.setPen(QPen(colour("action" if on else "line"), border))
        painter.setBrush(colour("tile" if on or self.isDown() else "surface"))
        painter.drawRoundedRect(self._outline(border), self.corner, self.corner)
        left = self._look.px(30)
        mark_left = self.width() - left - self._mark if self._look.right_to_left else left
        self._draw_mark(painter, QRectF(mark_left, (self.height() - self._mark) / 2, self._mark, self._mark))
        self._draw_picture(painter)
        self._draw_words(painter, self._words_places(), colour("ink"))
        painter.end()

    def _draw_mark(self, painter: QPainter, place: QRectF) -> None:
        colour, on, line = self._look.colour, self.isChecked(), self._look.px(4)
        inside = place.adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.setPen(QPen(colour("action" if on else "ink"), line))
        if not self.several:
            painter.setBrush(colour("surface"))
            painter.drawEllipse(inside)
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("action"))
                painter.drawEllipse(place.center(), self._mark * 0.27, self._mark * 0.27)
            return
        painter.setBrush(colour("action" if on else "surface"))
        painter.drawRoundedRect(inside, self._look.px(8), self._look.px(8))
        if on:
            pen = QPen(colour("on_action"), self._mark * 0.12)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline([place.topLeft() + QPointF(x, y) * self._mark for x, y in _TICK])

    def _draw_picture(self, painter: QPainter) -> None:
        if self._picture is None:
            return
        side, left = self._picture_side, self._look.px(30) + self._mark + self._look.px(18)
        image = drawing(self._picture, side, self._look.colour("ink").name())
        place = self.width() - left - side if self._look.right_to_left else left
        painter.drawImage(QPointF(place, (self.height() - side) / 2), image)

    def _words_left(self) -> int:
        picture = self._picture_side + self._look.px(12) if self._picture_side else 0
        return self._look.px(30) + self._mark + self._look.px(24) + picture

    def _words_width(self, width: int) -> float:
        return max(1.0, width - self._words_left() - self._look.px(30))

    def _words_places(self) -> tuple[QRectF, QRectF]:
        """The rectangles of words and hint."""
        width = self._words_width(self.width())
        top = (self.height() - self._words_height(width)) / 2
        left = self._look.px(30) if self._look.right_to_left else self._words_left()
        return self._with_hint(QRectF(left, top, width, self._words.height_for(width)))
