"""How to reach someone: a title and the ways, each with its picture and words. Never a voice call alone (R34)."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from accessibility.controls.label import WrapLabel
from accessibility.controls.panel import Panel
from accessibility.controls.roles import told_as
from accessibility.icons import icon
from accessibility.look import Look


class ContactCard(Panel):
    """`ways` are pairs of an icon's name and words, such as ("phone", "Call 01632 960 100")."""

    def __init__(
        self,
        look: Look,
        title: str,
        ways: Sequence[tuple[str, str]],
        *,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, "notice", parent=parent)
        self.spoken = [title, *([note] if note else []), *(words for _, words in ways)]
        told_as(self, QAccessible.Role.Grouping)
        self.setAccessibleName(title)
        self.add_text(title, "title")
        if note:
            self.add_text(note)
        for icon_name, words in ways:
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, look.px(4), 0, look.px(4))
            line.setSpacing(look.px(18))
            line.addWidget(Picture(look, icon_name))
            line.addWidget(WrapLabel(look, words, "body"), 1)
            self.add(row)


class Picture(QWidget):
    """An icon beside words that say the same, level with their first line; silent to assistive technology."""

    def __init__(self, look: Look, icon_name: str, *, colour: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        font = look.font("body")
        self._side = round(font.pixelSize() * 1.3)
        self._line = max(self._side, QFontMetrics(font).height())
        self._image = icon(icon_name, self._side, look.colour(colour).name())
        told_as(self, QAccessible.Role.Whitespace)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(0, (min(self.height(), self._line) - self._side) // 2, self._image)
        painter.end()
