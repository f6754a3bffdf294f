"""One key of the on-screen keyboard."""

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from accessibility.controls.wrapping import WrappedText
from accessibility.display import TextRole
from accessibility.keyboard.layouts import KeySpec
from accessibility.look import Look

_BESIDE = 4


class Key(QAbstractButton):
    """Shows `label`, is spoken as `name`. It never takes the focus: what is typed goes to the field that has it."""

    def __init__(
        self, look: Look, spec: KeySpec, label: str, name: str, *, widest: str = "W", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self._look = look
        self._label = label
        self._widest = widest
        self._fitting_at: dict[int, WrappedText] = {}
        self.setText(label)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_locked(self, *, on: bool) -> None:
        """Make it a key that stays as it is until it is pressed again, on or off, and says which."""
        self.setCheckable(True)
        self.setChecked(on)

    def text_rects(self) -> list[QRectF]:
        """Where the glyphs land, in this widget's coordinates."""
        words, place = self._fitting()
        return [words.painted(place)]

    @staticmethod
    def width_for(look: Look, letter: float) -> int:
        """The width of a key on which a letter of that width is whole, in device pixels."""
        return ceil(letter + 2 * look.px(_BESIDE))

    def height_wanted(self, width: int) -> int:
        """The height that the label needs at that width."""
        words, room = self._fitting_words(width), self._room(width)
        return int(words.height_for(room) + 2 * self._look.px(6) + 0.999)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, line, corner = self._look.colour, self._look.px(2), self._look.px(10)
        pressed = self.isDown() or self.isChecked()
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
        letter = self.spec.act == "type"
        roles: tuple[TextRole, ...] = ("tile", "body", "note") if letter else ("body", "note")
        for role in roles:
            # All letters alike: as large as the widest of them can be.
            texts = (self._widest, self._label) if letter else (self._label,)
            if all(self._words(role, text).natural_width() <= self._room(width) for text in texts):
                return role
        return "small"

    def _words(self, role: TextRole, text: str = "") -> WrappedText:
        font = self._look.font(role, strong=True)
        return WrappedText(self._look, text or self._label, font, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _room(self, width: int) -> float:
        return max(1.0, width - 2 * self._look.px(_BESIDE))
