"""Buttons that say in words what they do, wrap their words, and are as large as a finger."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.controls.pressable import HINT_GAP, Pressable
from accessibility.controls.wrapping import WrappedText
from accessibility.display import TextRole
from accessibility.icons import icon
from accessibility.look import Look

ButtonKind = Literal["primary", "secondary", "wide", "plain", "stop", "tool", "tile", "link", "chip", "bar", "band"]

IconPlace = Literal["beside", "above", "title"]
"""Beside words and hint, above them, or beside the words alone with the hint below both."""


@dataclass(frozen=True)
class _Shape:
    """How one kind is drawn; lengths in design pixels, colours as theme tokens."""

    font: TextRole
    across: int
    down: int
    height: int
    border: int
    corner: int
    ground: str
    words: str
    edge: str
    picture: float  # icon size, as a part of the font size
    centred: bool
    icon_at: IconPlace = "beside"
    underlined: bool = False


_SHAPES: dict[ButtonKind, _Shape] = {
    "primary": _Shape("tile", 28, 22, 111, 0, 18, "action", "on_action", "action", 1.4, centred=True),
    "secondary": _Shape("tile", 28, 22, 111, 3, 18, "surface", "action", "action", 1.4, centred=True),
    "wide": _Shape("tile", 30, 20, 103, 3, 18, "surface", "action", "action", 1.4, centred=False),
    "plain": _Shape("bold", 24, 14, 76, 2, 12, "surface", "action", "action", 1.2, centred=True),
    "bar": _Shape("bar", 24, 14, 76, 2, 12, "surface", "action", "action", 1.2, centred=True),
    "stop": _Shape("bar", 24, 14, 76, 2, 12, "surface", "problem", "problem", 1.2, centred=True),
    "tool": _Shape("small", 6, 16, 150, 2, 14, "surface", "action", "action", 2.1, centred=True, icon_at="above"),
    "tile": _Shape("tile", 24, 20, 120, 2, 18, "tile", "action", "action", 1.4, centred=False, icon_at="title"),
    "link": _Shape("body", 0, 6, 41, 0, 6, "", "action", "action", 1.0, centred=False, underlined=True),
    "chip": _Shape("body", 24, 14, 76, 3, 12, "surface", "ink", "line", 1.2, centred=True),
    "band": _Shape("bold", 24, 10, 60, 0, 12, "", "on_staff", "on_staff", 1.2, centred=True),
}


_SMALL_BUT_STRONG = ("tool", "bar", "stop")
_AS_WIDE_AS_WORDS = ("plain", "stop", "chip", "bar", "band")


class WordButton(Pressable):
    """A button of one kind. `hint` is a second, smaller text (tiles); `icon_name` a name of `accessibility.icons`.

    A chip can be switched on and off. Enter and Space press it, as a finger does. Its accessible name is its text, or
    `spoken` where the words alone would not be clear ("Change address" for "Change").
    """

    def __init__(
        self,
        look: Look,
        text: str,
        kind: ButtonKind = "secondary",
        *,
        icon_name: str = "",
        hint: str = "",
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        shape = _SHAPES[kind]
        alignment = Qt.AlignmentFlag.AlignHCenter if shape.centred else Qt.AlignmentFlag.AlignLeft
        across = QSizePolicy.Policy.Preferred if kind in _AS_WIDE_AS_WORDS else QSizePolicy.Policy.Expanding
        super().__init__(look, hint, corner=shape.corner, across=across, alignment=alignment, parent=parent)
        self.kind = kind
        self._shape = shape
        self._alignment = alignment
        self._picture = round(look.font(self._shape.font).pixelSize() * self._shape.picture) if icon_name else 0
        self.relabel(text, icon_name)
        self.setAccessibleName(spoken or text)
        self.setCheckable(kind == "chip")

    def relabel(self, text: str, icon_name: str) -> None:
        """Say and show something else from now on, such as "Stop reading" while the page is read."""
        font = self._look.font(self._shape.font, strong=self.kind in _SMALL_BUT_STRONG)
        words = WrappedText(self._look, text, font, alignment=self._alignment, underlined=self._shape.underlined)
        self._icon_name = icon_name
        self._say(words, text)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        needed = self._content_height(self._words_width(width)) + 2 * self._look.px(self._shape.down)
        return max(int(needed + 0.999), self._look.px(self._shape.height), self._look.display.touch_target)

    def sizeHint(self) -> QSize:
        width = int(self._width_wanted() + 2 * self._look.px(self._shape.across) + 0.999)
        width = max(width, self._look.display.touch_target)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Wide enough that no word is broken, but never wider than a page."""
        display = self._look.display
        beside = self._beside()
        width = int(self._words.longest_word() + beside + 2 * self._look.px(self._shape.across) + 0.999)
        return QSize(max(display.touch_target, min(width, display.page_width)), display.touch_target)

    def text_rects(self) -> list[QRectF]:
        """Where the glyphs land, in this widget's coordinates."""
        return self._glyphs(self._words_places())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, words, edge = self._colours()
        border = self._look.px(self._shape.border)
        painter.setPen(QPen(edge, border) if border else QPen(Qt.PenStyle.NoPen))
        if ground is not None:
            painter.setBrush(ground)
            painter.drawRoundedRect(self._outline(border), self.corner, self.corner)
        if self._icon_name:
            shown = self._look.colour("ink") if self.kind == "tile" else words
            painter.drawImage(self._places()[0], icon(self._icon_name, self._picture, shown.name()))
        self._draw_words(painter, self._words_places(), words)
        painter.end()

    def _colours(self) -> tuple[QColor | None, QColor, QColor]:
        """Ground, words and edge; while pressed the two change places, and a chip that is on looks like an action."""
        shape, colour = self._shape, self._look.colour
        ground = colour(shape.ground) if shape.ground else None
        if self.kind == "chip" and self.isChecked():
            return colour("action"), colour("on_action"), colour("action")
        if self.isDown() and self.kind == "primary":
            return colour("action_pressed"), colour("on_action"), colour("action_pressed")
        if self.isDown() and shape.ground:
            return (
                colour("tile" if self._look.theme.name == "normal" else shape.ground),
                colour(shape.words),
                colour("ink"),
            )
        return ground, colour(shape.words), colour(shape.edge)

    def _beside(self) -> int:
        """Width that the icon and its gap take from the words."""
        return self._picture + self._look.px(18) if self._picture and self._shape.icon_at != "above" else 0

    def _width_wanted(self) -> float:
        """The width at which no line has to be broken, the icon beside it included."""
        if self._shape.icon_at == "title" and self._hint:
            return max(self._words.natural_width() + self._beside(), self._hint.natural_width())
        return self._words_width_wanted() + self._beside()

    def _words_width(self, width: int) -> float:
        return max(1.0, width - 2 * self._look.px(self._shape.across) - self._beside())

    def _content_height(self, width: float) -> float:
        if self._shape.icon_at == "title":
            below = self._hint_height(width + self._beside())
            return self._title_height(width) + (self._look.px(HINT_GAP) + below if self._hint else 0)
        words = self._words_height(width)
        if self._shape.icon_at == "above":
            return words + (self._picture + self._look.px(8) if self._picture else 0)
        return max(words, float(self._picture))

    def _title_height(self, width: float) -> float:
        """How high the words and the icon beside them are."""
        return max(self._words.height_for(width), float(self._picture))

    def _words_places(self) -> tuple[QRectF, QRectF]:
        """The rectangles of words and hint."""
        _, words = self._places()
        if self._shape.icon_at != "title":
            return self._with_hint(words)
        wide = words.width() + self._beside()
        below = words.center().y() + self._title_height(words.width()) / 2 + self._look.px(HINT_GAP)
        left = self._start(float(self._look.px(self._shape.across)), wide)
        return words, QRectF(left, below, wide, self._hint_height(wide))

    def _places(self) -> tuple[QPointF, QRectF]:
        """Top left of the icon, and the rectangle of the words."""
        width = self._words_width(self.width())
        tall = self._words.height_for(width)
        hint_tall = self._hint_height(width)
        free = max(0.0, (self.height() - self._content_height(width)) / 2)
        # Tiles in a row start at the same height, however long their words are.
        top = min(free, float(self._look.px(self._shape.down))) if self.kind == "tile" else free
        left = float(self._look.px(self._shape.across))
        if self._shape.icon_at == "title":
            middle = top + self._title_height(width) / 2
            picture = QPointF(self._start(left, self._picture), middle - self._picture / 2)
            words_top, words_x = middle - tall / 2, self._start(left + self._beside(), width)
        elif self._shape.icon_at == "above":
            picture_x = (self.width() - self._picture) / 2 if self._shape.centred else self._start(left, self._picture)
            words_top = top + (self._picture + self._look.px(8) if self._picture else 0)
            words_x = left
            picture = QPointF(picture_x, top)
        else:
            block = self._beside() + min(width, self._words.natural_width())
            if self._shape.centred and self._picture:
                left = max(left, (self.width() - block) / 2)
                width = min(width, self._words.natural_width())
            picture = QPointF(self._start(left, self._picture), (self.height() - self._picture) / 2)
            words_top = (self.height() - tall - hint_tall) / 2
            words_x = self._start(left + self._beside(), width)
        return picture, QRectF(words_x, words_top, width, tall)

    def _start(self, offset: float, width: float) -> float:
        """The x of something that begins `offset` after the edge where lines begin."""
        return self.width() - offset - width if self._look.right_to_left else offset
