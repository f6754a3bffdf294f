"""The tools that never move: Listen, Text size, Contrast, Hide screen, Move page down, Get help."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from accessibility.controls import ButtonKind, WordButton
from accessibility.look import Look
from kiosk.language import Language, marked

LISTEN, TEXT_SIZE, CONTRAST = "listen", "text_size", "contrast"
HIDE, MOVE, HELP, FOLDED = "hide", "move", "help", "help_and_display"

_TOOLS = {
    LISTEN: (marked("Listen"), "volume-2"),
    TEXT_SIZE: (marked("Text size"), "a-large-small"),
    CONTRAST: (marked("Contrast"), "contrast"),
    HIDE: (marked("Hide screen"), "eye-off"),
    MOVE: (marked("Move page down"), "arrow-down-to-line"),
    HELP: (marked("Get help"), "hand-helping"),
}
_STOP_READING = marked("Stop reading")
_MOVE_UP = marked("Move page up")
_FOLDED_WORDS = marked("Help and display")


class Tools(QWidget):
    """A row below the page, a column beside it in landscape, or folded into one button."""

    touched = Signal(str)

    def __init__(self, look: Look, language: Language, *, voice: bool) -> None:
        super().__init__()
        self._look = look
        self._language = language
        side = look.px(24) if look.display.landscape else look.display.margin
        end, gap = look.px(20), max(look.px(16), look.display.small_gap)
        self.buttons = self._folded() if look.display.folds_tools else self._all(voice=voice)
        if look.display.landscape and self._stacked(side, gap) + 2 * end > look.display.height:
            self.buttons = self._folded()
        direction = QBoxLayout.Direction.TopToBottom if look.display.landscape else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction, self)
        row.setContentsMargins(side, end, side, end)
        row.setSpacing(gap)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _on=False, name=name: self.touched.emit(name))
            row.addWidget(button, 1)
        if look.display.landscape:
            self.setFixedWidth(self._side_width(side))

    def _all(self, *, voice: bool) -> dict[str, WordButton]:
        say = self._language.translate
        return {
            name: WordButton(self._look, say(words), "tool", icon_name=icon_name)
            for name, (words, icon_name) in _TOOLS.items()
            if name != LISTEN or voice
        }

    def _folded(self) -> dict[str, WordButton]:
        kind: ButtonKind = "tool" if self._look.display.landscape else "secondary"
        words = self._language.translate(_FOLDED_WORDS)
        return {FOLDED: WordButton(self._look, words, kind, icon_name="hand-helping")}

    def _stacked(self, side: int, gap: int) -> int:
        """The height of all tools below each other; "Stop reading" and "Move page up" are no longer than the others."""
        width = self._side_width(side) - 2 * side
        return sum(button.heightForWidth(width) for button in self.buttons.values()) + gap * (len(self.buttons) - 1)

    def show_speaking(self, *, speaking: bool) -> None:
        """Turn Listen into "Stop reading" and back."""
        if button := self.buttons.get(LISTEN):
            words, icon_name = (_STOP_READING, "square") if speaking else _TOOLS[LISTEN]
            button.relabel(self._language.translate(words), icon_name)

    def show_moved(self, *, moved: bool) -> None:
        """Turn "Move page down" into "Move page up" and back."""
        if button := self.buttons.get(MOVE):
            words, icon_name = (_MOVE_UP, "arrow-up-to-line") if moved else _TOOLS[MOVE]
            button.relabel(self._language.translate(words), icon_name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.end()

    def _side_width(self, side: int) -> int:
        """Wide enough for the longest single word of any tool, so that no word is broken."""
        words = [word for button in self.buttons.values() for word in button.text().split()]
        widest = max(WordButton(self._look, word, "tool").sizeHint().width() for word in words)
        return max(self._look.px(170), widest + self._look.px(24)) + 2 * side
