"""What a button and an option have in common: words, perhaps a smaller hint below them, and how they are pressed."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from accessibility.controls.wrapping import WrappedText
from accessibility.look import Look

HINT_GAP = 4  # design pixels between words and hint


class Pressable(QAbstractButton):
    """Touched as a whole, and pressed by Enter as by Space; as high as its words need at its width.

    `corner` is in design pixels. Whoever derives from it says what the words are (`_say`) and where they are drawn
    (`_draw_words`).
    """

    _words: WrappedText

    def __init__(
        self,
        look: Look,
        hint: str,
        *,
        corner: int,
        across: QSizePolicy.Policy = QSizePolicy.Policy.Expanding,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.corner = look.px(corner)
        self._look = look
        self._hint = WrappedText(look, hint, look.font("note"), alignment=alignment) if hint else None
        self.setAccessibleDescription(hint)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def _say(self, words: WrappedText, name: str) -> None:
        """Show these words from now on; `name` is what assistive technology calls them."""
        self._words = words
        self.setText(name)
        self.setAccessibleName(name)

    def _words_width_wanted(self) -> float:
        """The width at which no line of words or hint has to be broken."""
        return max(self._words.natural_width(), self._hint.natural_width() if self._hint else 0)

    def _words_height(self, width: float) -> float:
        """How high words and hint are together at that width."""
        words = self._words.height_for(width)
        return words + self._look.px(HINT_GAP) + self._hint_height(width) if self._hint else words

    def _hint_height(self, width: float) -> float:
        return self._hint.height_for(width) if self._hint else 0.0

    def _with_hint(self, words: QRectF) -> tuple[QRectF, QRectF]:
        """The rectangle of the words, and below it the one of the hint."""
        top = words.bottom() + self._look.px(HINT_GAP)
        return words, QRectF(words.left(), top, words.width(), self._hint_height(words.width()))

    def _glyphs(self, places: tuple[QRectF, QRectF]) -> list[QRectF]:
        """Where the glyphs land when words and hint stand in these two rectangles."""
        words, hint = places
        rects = [self._words.painted(words)]
        return [*rects, self._hint.painted(hint)] if self._hint else rects

    def _draw_words(self, painter: QPainter, places: tuple[QRectF, QRectF], colour: QColor) -> None:
        """Draw the words in that colour, and the hint in ink, each in its rectangle."""
        words, hint = places
        self._words.draw(painter, words, colour)
        if self._hint:
            self._hint.draw(painter, hint, self._look.colour("ink"))

    def _outline(self, border: int) -> QRectF:
        """The rectangle along which a border of that many pixels is drawn, so that it stays inside."""
        half = border / 2
        return QRectF(self.rect()).adjusted(half, half, -half, -half)
