"""Places to type in: one line, or several. They keep nothing once wiped: no undo, no clipboard, no menu, no drag."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from accessibility.look import Look

_COPYING = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste)


if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # Qt's own class, a widget too, is the other base


class _TypedIn(_Widget):
    """What both places share: their box, their name, and that nothing leaves them by clipboard, menu or mouse."""

    def _set_up(self, look: Look, name: str, hint: str) -> None:
        self._look = look
        self.corner = look.px(12)
        self.setPalette(_palette(look))
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.display.touch_target, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not any(event.matches(keys) for keys in _COPYING):
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Do nothing: selecting by drag would leave the words in X11's primary selection."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do nothing, for the same reason."""
        event.accept()

    def _draw_box(self) -> None:
        focused = self.hasFocus()
        line = self._look.px(4 if focused else 3)
        half = line / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.colour("focus_line" if focused else "line"), line))
        painter.setBrush(self._look.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), self.corner, self.corner)
        painter.end()


class TextField(_TypedIn, QLineEdit):
    """One line. `name` is its question or label (never shown here); `ems` how wide it is in letters, 0 = the page."""

    def __init__(
        self,
        look: Look,
        name: str,
        value: str = "",
        *,
        masked: bool = False,
        ems: int = 0,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._set_up(look, name, hint)
        self._ems = ems
        self.setFont(look.font("body"))  # no larger than the page: others stand in the room
        self.setFrame(False)
        self.setTextMargins(QMargins(look.px(24), 0, look.px(24), 0))
        self.setDragEnabled(False)
        self.set_masked(masked=masked)
        self.setText(value)
        across = QSizePolicy.Policy.Maximum if ems else QSizePolicy.Policy.Expanding
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def set_masked(self, *, masked: bool) -> None:
        """Show dots instead of what is typed (R37), or the letters again."""
        self.setEchoMode(QLineEdit.EchoMode.Password if masked else QLineEdit.EchoMode.Normal)

    def wipe(self) -> None:
        """Forget what was typed, in the undo list too."""
        self.setText("")

    def sizeHint(self) -> QSize:
        tall = max(
            self.fontMetrics().height() + 2 * self._look.px(24), self._look.px(96), self._look.display.touch_target
        )
        wide = self.fontMetrics().averageCharWidth() * (self._ems or 20) + 2 * self._look.px(28)
        return QSize(min(wide, self._look.display.page_width), tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._draw_box()
        super().paintEvent(event)


class TextArea(_TypedIn, QPlainTextEdit):
    """Several lines, wrapped; never fewer than `lines` high, and it grows with what is typed, so the page scrolls.

    Tab moves on, as everywhere else.
    """

    def __init__(
        self,
        look: Look,
        name: str,
        value: str = "",
        *,
        lines: int = 5,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._set_up(look, name, hint)
        self._lines = lines
        self.setFont(look.font("body"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(look.px(20), look.px(16), look.px(20), look.px(16))
        self.viewport().setAutoFillBackground(False)
        self.setAutoFillBackground(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.updateGeometry())
        self.setUndoRedoEnabled(False)
        if look.right_to_left:  # one line finds its own side; several do not
            beginning = self.document().defaultTextOption()
            beginning.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(beginning)
        self.setPlainText(value)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            painter = QPainter(self.viewport())
            painter.fillRect(self.viewport().rect(), self._look.colour("surface"))
            painter.end()
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._draw_box()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def text(self) -> str:
        """What is typed so far."""
        return self.toPlainText()

    def wipe(self) -> None:
        """Forget what was typed."""
        self.setPlainText("")

    def sizeHint(self) -> QSize:
        lines = max(self._lines, round(self.document().size().height()))
        tall = self.fontMetrics().lineSpacing() * lines + 2 * self._look.px(24)
        return QSize(self._look.display.page_width, tall)


def _palette(look: Look) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    palette.setColor(QPalette.ColorRole.Text, look.colour("ink"))
    palette.setColor(QPalette.ColorRole.PlaceholderText, look.colour("hint"))
    palette.setColor(QPalette.ColorRole.Highlight, look.colour("action"))
    palette.setColor(QPalette.ColorRole.HighlightedText, look.colour("on_action"))
    return palette
