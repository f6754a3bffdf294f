"""Search in one's own words (R5): what fits stands below the field as somebody types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal

from accessibility.controls import TextField
from accessibility.look import Look
from kiosk.language import Language
from kiosk.search.views import Row
from screens.content_page import ContentPage
from screens.fields import TypedField
from screens.search_rows import RowList


class SearchScreen(ContentPage):
    """`typed` carries the text after each letter, `searched` the text to show a whole page for; `chosen` a row's way.

    `show_rows` changes the rows alone: a page built anew for each letter would be read out anew for each letter.
    """

    typed = Signal(str)
    searched = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, look: Look, language: Language, *, text: str = "", title: str = "", rows: Sequence[Row] = ()
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Search"), keyboard="text")
        ask = say("What are you looking for?")
        hint = say("Use your own words, such as bin day or help with rent.")
        self.add_heading(ask)
        self._hint = self.add_hint(hint)
        self._field = TypedField(look, "search", ask, text, hint=hint)
        for key, control in self._field.controls.items():
            self.keep(key, control)
            self.add(control, spoken="")
            if isinstance(control, TextField):
                control.textChanged.connect(self.typed)
        self._field.on_enter(self.next_touched)
        self._rows = RowList(look, self.chosen.emit)
        self.add(self._rows, spoken="")
        self.show_rows(title, rows)

    def show_rows(self, title: str, rows: Sequence[Row]) -> None:
        """Put these rows below the field, headed by `title`; the hint gives way to them once something is typed."""
        self._hint.setVisible(not self._field.answer())
        self._rows.show_rows(rows, title)

    def speech_parts(self) -> list[str]:
        """Read the page, and then what stands on it now."""
        return [*super().speech_parts(), *self._rows.spoken()]

    def wipe(self) -> None:
        """Forget what was typed, and tell nobody: it was not somebody who took it away."""
        with QSignalBlocker(self):
            super().wipe()

    def next_touched(self) -> None:
        self.searched.emit(self._field.answer())
