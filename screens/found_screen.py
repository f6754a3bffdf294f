"""What was found for the words that somebody looked for, on a page of its own; or that nothing was, and who helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.search.views import Row
from screens.content_page import ContentPage
from screens.search_rows import RowList


class FoundScreen(ContentPage):
    """`instead` are the words that were looked for in place of those typed; without `rows`, `nearest` are offered."""

    chosen = Signal(str)
    see_someone_chosen = Signal()

    def __init__(
        self, look: Look, language: Language, *, rows: Sequence[Row], instead: str = "", nearest: Sequence[Row] = ()
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Search again"))
        if rows:
            self.add_heading(say("This is what we found"))
            if instead:
                self.add_hint(say("Showing results for {words}.", words=instead))
        else:
            self.add_heading(say("We did not find that"))
            self.add_hint(say("Try other words, or fewer. Or ask someone: they are happy to help."))
        self.add_gap(8)
        if not rows and nearest:
            self.add_title(say("Did you mean one of these?"))
        shown = RowList(look, self.chosen.emit)
        shown.show_rows(rows or nearest)
        self.add(shown, spoken=". ".join(shown.spoken()))
        self.add_gap(16)
        if rows:
            self.add_title(say("Not what you need?"))
        self.add_button(say("See someone"), self.see_someone_chosen.emit, icon_name="users")
