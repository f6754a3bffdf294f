"""The bar at the top: whose kiosk this is and where, Language, Stop; above it a band while staff are helping."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from accessibility.controls import FlowRow, WordButton, WrapLabel
from accessibility.look import Look
from kiosk.language import Language


class Bar(QWidget):
    """Names at the start, buttons at the end; one above the other where `room` (device pixels) is narrow for it."""

    language_touched = Signal()
    stop_touched = Signal()

    def __init__(self, look: Look, language: Language, council: str, place: str, *, room: int) -> None:
        super().__init__()
        self.language_button = WordButton(look, language.translate("Language"), "bar", icon_name="languages")
        self.stop_button = WordButton(look, language.translate("Stop"), "stop", icon_name="circle-x")
        self.language_button.clicked.connect(lambda _on=False: self.language_touched.emit())
        self.stop_button.clicked.connect(lambda _on=False: self.stop_touched.emit())
        names = QWidget()
        council, place = language.translate(council), language.translate(place)
        self._council = WrapLabel(look, council, "bar", strong=council, parent=names)
        self._place = WrapLabel(look, place, "bar", parent=names)
        buttons = FlowRow(look, [self.language_button, self.stop_button], at_end=True)
        beside = self._names_in_one_line(look, buttons, room)
        inner = QHBoxLayout(names) if beside else QVBoxLayout(names)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(24 if beside else 0))
        inner.addWidget(self._council)
        inner.addWidget(self._place, 1)
        row: QBoxLayout = QHBoxLayout(self) if self._fits(look, buttons, room) else QVBoxLayout(self)
        row.setContentsMargins(look.display.margin, look.px(20), look.display.margin, look.px(20))
        row.setSpacing(look.display.gap)
        row.addWidget(names, 1)
        row.addWidget(buttons)

    def _names_in_one_line(self, look: Look, buttons: QWidget, room: int) -> bool:
        needed = self._council.sizeHint().width() + self._place.sizeHint().width() + buttons.sizeHint().width()
        return needed + 2 * look.display.gap <= room

    def _fits(self, look: Look, buttons: QWidget, room: int) -> bool:
        """Whether the names still stand beside the buttons in two lines with no word broken; else these go below."""
        word = max(self._council.longest_word(), self._place.longest_word())
        needed = max(self._council.sizeHint().width() // 2, word, room // 4) + buttons.sizeHint().width()
        return needed + look.display.gap <= room


class StaffBand(QWidget):
    """Says on every page that staff are helping, with the one act that ends it."""

    act_touched = Signal()

    def __init__(self, look: Look, words: str, act: str) -> None:
        super().__init__()
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(look.display.margin, look.px(4), look.display.margin - look.px(24), look.px(4))
        row.addWidget(WrapLabel(look, words, "bold", colour="on_staff"), 1)
        button = WordButton(look, act, "band")
        button.clicked.connect(lambda _on=False: self.act_touched.emit())
        row.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("staff"))
        painter.end()
