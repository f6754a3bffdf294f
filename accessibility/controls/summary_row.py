"""One line of "Check your answers": what was asked, what was answered, and Change."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from accessibility.controls.button import WordButton
from accessibility.controls.label import WrapLabel
from accessibility.controls.panel import Rule
from accessibility.look import Look

_ROOM = 31
"""Between the words and the lines above and below them, alike."""


class SummaryRow(QWidget):
    """Label, value and a button in one row, one above the other where the page is narrow; a line below.

    `change` is the button's word, empty for none; `change_spoken` says it in full ("Change address").
    """

    change_asked = Signal()

    def __init__(
        self,
        look: Look,
        label: str,
        value: str,
        *,
        change: str = "",
        change_spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        # A page sets its rows a small gap apart, which is room above the words already.
        grid.setContentsMargins(0, max(0, look.px(_ROOM) - look.display.small_gap), 0, 0)
        grid.setHorizontalSpacing(look.px(24))
        grid.setVerticalSpacing(look.px(10))
        name = WrapLabel(look, label, "bold")
        answer = WrapLabel(look, value, "body")
        wide = look.display.columns == 2
        grid.addWidget(name, 0, 0)
        grid.addWidget(answer, *((0, 1) if wide else (1, 0)))
        self.change_button: WordButton | None = None
        if change:
            self.change_button = WordButton(look, change, "plain", spoken=change_spoken or f"{change}: {label}")
            self.change_button.clicked.connect(lambda _on=False: self.change_asked.emit())
            grid.addWidget(self.change_button, *((0, 2) if wide else (2, 0)))
        if wide:
            grid.setColumnStretch(0, 34)
            grid.setColumnStretch(1, 50)
        rows = 1 if wide else 3
        grid.setRowMinimumHeight(rows, max(0, look.px(_ROOM) - grid.verticalSpacing()))
        grid.addWidget(Rule(look), rows + 1, 0, 1, 3 if wide else 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
