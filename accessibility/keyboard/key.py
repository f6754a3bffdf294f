"""One key of the on-screen keyboard."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from accessibility.controls.wrapping import WrappedText
from accessibility.display import TextRole
from accessibility.keyboard.layouts import KeySpec
from accessibility.look import Look

_WIDEST = "W"


class Key(QAbstractButton):
    """Shows `label`, is spoken as `name`. It never takes the focus: what is typed goes to the field that has it."""

    def __init__(
        self, look: Look, spec: KeySpec, label: str, name: str, *, on: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._look = look
        self._on = on
        self._label = label
        self._fitting_at: dict[int, WrappedText] = {}
        self.setText(label)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def text_rects(self) -> list[QRectF]:
        """Where the glyphs land, in this widget's coordinates."""
        words, place = self._fitting()
        return [words.painted(place)]

    def height_wanted(self, width: int) -> int:
        """The height that the label needs at that width."""
        words, room = self._fitting_words(width), self._room(width)
        return int(words.height_for(room) + 2 * self._look.px(6) + 0.999)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, line, corner = self._look.colour, self._look.px(2), self._look.px(10)
        pressed = self.isDown() or self._on
        painter.setPen(QPen(colour("action" if pressed else "line"), line))
        painter.setBrush(colour("action" if pressed else "surface"))
        half = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), corner, corner)
        words, place = self._fitting()
        words.draw(painter, place, colour("on_action" if pressed else "ink"))
        painter.end()

    def _fitting(self) -> tuple[WrappedText, QRectF]:
        words = self._fitting_words(self.width())
        room = self._room(self.width())
        tall = words.height_for(room)
        return words, QRectF((self.width() - room) / 2, (self.height() - tall) / 2, room, tall)

    def _fitting_words(self, width: int) -> WrappedText:
        if width not in self._fitting_at:
            self._fitting_at[width] = self._words(self._role(width))
        return self._fitting_at[width]

    def _role(self, width: int) -> TextRole:
        """Letters as large as they can be; words smaller where the key is narrow for them."""
        letter = len(self._label) == 1
        roles: tuple[TextRole, ...] = ("tile", "body", "note") if letter else ("body", "note")
        for role in roles:
            # All letters alike: as large as the widest of them can be.
            if self._words(role, _WIDEST if letter else self._label).natural_width() <= self._room(width):
                return role
        return "small"

    def _words(self, role: TextRole, text: str = "") -> WrappedText:
        font = self._look.font(role, strong=True)
        return WrappedText(self._look, text or self._label, font, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _room(self, width: int) -> float:
        return max(1.0, width - 2 * self._look.px(4))
