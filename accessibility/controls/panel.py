"""Framed ground for what belongs together: a notice, good news, what is only stored, a problem, staff."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from accessibility.controls.label import LabelRole, WrapLabel
from accessibility.look import Look

PanelKind = Literal["notice", "done", "stored", "problem", "staff"]

# ground, edge, words; theme tokens
_COLOURS: dict[PanelKind, tuple[str, str, str]] = {
    "notice": ("tile", "line", "ink"),
    "done": ("done", "done", "on_done"),
    "stored": ("stored", "stored", "on_stored"),
    "problem": ("surface", "problem", "ink"),
    "staff": ("staff", "staff", "on_staff"),
}


class Panel(QWidget):
    """A column on a coloured ground. Green ("done") only for what the council has; brown ("stored") until then."""

    def __init__(self, look: Look, kind: PanelKind = "notice", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.corner = look.px(18)
        self._ground, self._edge, self._words = _COLOURS[kind]
        self._border = look.px(7 if kind == "problem" else 3)
        self._column = QVBoxLayout(self)
        room = look.px(32)
        self._column.setContentsMargins(room, look.px(26), room, look.px(28))
        self._column.setSpacing(look.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, widget: QWidget) -> None:
        """Put a widget below the others."""
        self._column.addWidget(widget)

    def add_text(self, text: str, role: LabelRole = "body", *, strong: str = "", colour: str = "") -> WrapLabel:
        """Put words below the others, in the colour of this ground, and return their label."""
        label = WrapLabel(self._look, text, role, strong=strong, colour=colour or self._words)
        self.add(label)
        return label

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self._border / 2
        painter.setPen(QPen(self._look.colour(self._edge), self._border))
        painter.setBrush(self._look.colour(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), self.corner, self.corner)
        painter.end()


class Rule(QWidget):
    """A thin line across the page."""

    def __init__(self, look: Look, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(0, self._look.px(2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("line"))
        painter.end()
