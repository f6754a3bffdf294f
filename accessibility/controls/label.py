"""Words on a page: headings, text, hints and errors, wrapped and never cut."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from accessibility.controls.roles import told_as
from accessibility.controls.wrapping import WrappedText
from accessibility.display import TextRole
from accessibility.look import Look

LabelRole = Literal["heading", "title", "body", "bold", "hint", "context", "note", "small", "bar", "error", "code"]

_DRAWN_AS: dict[LabelRole, tuple[TextRole, str]] = {
    "heading": ("heading", "ink"),
    "title": ("title", "ink"),
    "body": ("body", "ink"),
    "bold": ("bold", "ink"),
    "hint": ("body", "hint"),
    "context": ("body", "hint"),
    "note": ("note", "ink"),
    "small": ("small", "ink"),
    "bar": ("bar", "ink"),
    "error": ("bold", "problem"),
    "code": ("code", "ink"),
}
_TIGHT = ("heading", "title", "code")
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class WrapLabel(QWidget):
    """A text in a role. `strong` is a part of it to be semi-bold; `colour` a theme token instead of the role's own.

    The roles heading and title are headings to assistive technology; a heading can take the focus, so that a page
    without a field begins there. The ring shows on it only when a key brought the focus.
    """

    corner = 4

    def __init__(
        self,
        look: Look,
        text: str,
        role: LabelRole = "body",
        *,
        strong: str = "",
        colour: str = "",
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        font_role, own_colour = _DRAWN_AS[role]
        self._look = look
        self._text = text
        self._colour = look.colour(colour or own_colour)
        self._wrapped = WrappedText(
            look, text, look.font(font_role), alignment=alignment, strong=strong, tight=font_role in _TIGHT
        )
        self.role = role
        self.ring_wanted = False
        told_as(self, QAccessible.Role.Heading if role in ("heading", "title") else QAccessible.Role.StaticText)
        self.setAccessibleName(text)
        if role == "heading":
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text(self) -> str:
        """The words as given."""
        return self._text

    def longest_word(self) -> float:
        """The width, in device pixels, below which a word has to be broken."""
        return self._wrapped.longest_word()

    def text_rects(self) -> list[QRectF]:
        """Where the glyphs land, in this widget's coordinates."""
        return [self._wrapped.painted(self._place())]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._wrapped.height_for(width) + 0.999)

    def sizeHint(self) -> QSize:
        natural = int(self._wrapped.natural_width() + 0.999)
        return QSize(natural, self.heightForWidth(natural))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._look.display.touch_target, self.sizeHint().width()), 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring_wanted = event.reason() in _BY_KEY
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._wrapped.draw(painter, self._place(), self._colour)
        painter.end()

    def _place(self) -> QRectF:
        """In the middle of the height, so that it stands level with a taller neighbour."""
        tall = self._wrapped.height_for(self.width())
        return QRectF(0, max(0.0, (self.height() - tall) / 2), self.width(), tall)
