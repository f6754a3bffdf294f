"""What can be read about one topic."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.search.views import ReadingList
from screens.content_page import ContentPage
from screens.search_rows import RowList


class ReadingListScreen(ContentPage):
    """A button across the page for each article. `about`: the topic's title."""

    chosen = Signal(str)

    def __init__(self, look: Look, language: Language, *, about: str, to_read: ReadingList) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"))
        self.add_heading(about)
        self.add_hint(say("Touch what you want to read about."))
        if to_read.in_english:
            self.add_hint(say("These are in English"))
        self.add_gap(8)
        shown = RowList(look, self.chosen.emit)
        shown.show_rows(
            [replace(row, hint="") for row in to_read.rows]
        )  # the page says that all of them are to be read
        self.add(shown, spoken=". ".join(shown.spoken()))
