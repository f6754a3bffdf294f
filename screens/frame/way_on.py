"""Back and the one next step, at the same place on every page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from accessibility.controls import WordButton
from accessibility.look import Look

_BACK_PART, _NEXT_PART = 36, 64


class WayOn(QWidget):
    """Holds the words of one page; empty, it takes no room. Stacked where the window is narrow.

    Not `inset`, it has no margins of its own, for a place inside a page.
    """

    back_touched = Signal()
    next_touched = Signal()

    def __init__(self, look: Look, back: str | None, next_step: str | None, *, inset: bool = True) -> None:
        super().__init__()
        self.back_button = WordButton(look, back, "secondary") if back else None
        self.next_button = WordButton(look, next_step, "primary") if next_step else None
        shown = [button for button in (self.back_button, self.next_button) if button]
        beside = self._fits_beside(look, shown)
        row = QHBoxLayout(self) if beside else QVBoxLayout(self)
        bottom = look.px(28) if shown else 0
        side = look.display.margin if inset else 0
        row.setContentsMargins(side, look.px(12) if shown else 0, side, bottom)
        row.setSpacing(look.display.gap)
        if self.next_button and not beside:
            row.addWidget(self.next_button)
        # An empty widget holds the place of the one that is not there: a stretch would take the gap as well.
        if self.back_button:
            self.back_button.clicked.connect(lambda _on=False: self.back_touched.emit())
            row.addWidget(self.back_button, _BACK_PART)
        elif beside and self.next_button:
            row.addWidget(QWidget(), _BACK_PART)
        if self.next_button:
            self.next_button.clicked.connect(lambda _on=False: self.next_touched.emit())
            if beside:
                row.addWidget(self.next_button, _NEXT_PART)
        elif beside and self.back_button:
            row.addWidget(QWidget(), _NEXT_PART)
        self.setVisible(bool(shown))

    @staticmethod
    def _fits_beside(look: Look, buttons: list[WordButton]) -> bool:
        """Whether they stand side by side without a word being broken, and no taller than one below the other."""
        room = look.display.page_width - look.display.gap
        parts = (_BACK_PART, _NEXT_PART) if len(buttons) == 2 else (100,)
        widths = [int(room * part / 100) for part in parts]
        if any(button.minimumSizeHint().width() > width for button, width in zip(buttons, widths, strict=False)):
            return False
        beside = [button.heightForWidth(width) for button, width in zip(buttons, widths, strict=False)]
        stacked = [button.heightForWidth(look.display.page_width) for button in buttons]
        return max(beside, default=0) <= sum(stacked) + look.display.gap * (len(buttons) - 1)
