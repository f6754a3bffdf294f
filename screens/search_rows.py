"""What was found, as buttons across the page: each says what it is, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from accessibility.controls import WordButton, WrapLabel
from accessibility.look import Look
from kiosk.search.views import Row


class RowList(QWidget):
    """Buttons one below the other, which can be put in place of others while somebody types."""

    def __init__(self, look: Look, chosen: Callable[[str], None]) -> None:
        super().__init__()
        self._look = look
        self._chosen = chosen
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.display.small_gap)
        self._shown: list[WordButton | WrapLabel] = []

    def show_rows(self, rows: Sequence[Row], title: str = "") -> None:
        """Put these in place of those that are there, headed by `title`."""
        for old in self._shown:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._shown = [self._button(row) for row in rows]
        if title:
            self._shown.insert(0, WrapLabel(self._look, title, "title"))
        for widget in self._shown:
            self._column.addWidget(widget)
        self.updateGeometry()

    def spoken(self) -> list[str]:
        """Return what Listen reads of them."""
        parts = ((widget.accessibleName(), widget.accessibleDescription()) for widget in self._shown)
        return [". ".join(part for part in both if part) for both in parts]

    def _button(self, row: Row) -> WordButton:
        button = WordButton(self._look, row.title, "wide", icon_name=row.icon, hint=row.hint)
        button.clicked.connect(partial(_call, self._chosen, row.way))
        return button


def _call(chosen: Callable[[str], None], way: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 -- as Qt calls it
    chosen(way)
