"""Where things go that somebody throws away: those under one letter, or one that was looked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.controls import Rule, SummaryRow
from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class ThingsScreen(ContentPage):
    """`things` are (name, where it goes). `more` says whether the whole list can be opened from here."""

    list_chosen = Signal()
    finished = Signal()

    def __init__(
        self, look: Look, language: Language, *, heading: str, things: Sequence[tuple[str, str]], more: bool
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        self.add_heading(heading)
        self.add_gap(8)
        self.add(Rule(look), spoken="")
        for name, where in things:
            self.add(SummaryRow(look, name, where), spoken=f"{name}: {where}")
        if more:
            self.add_gap(16)
            self.add_button(say("See the whole list, A to Z"), self.list_chosen.emit, icon_name="recycle")

    def next_touched(self) -> None:
        self.finished.emit()
