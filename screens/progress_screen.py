"""Where a submission stands, for anybody who holds its code: nothing personal."""

from PySide6.QtCore import Signal

from accessibility.controls import SummaryRow
from accessibility.look import Look
from accessibility.speech.spoken import spoken_code
from kiosk.language import Language
from kiosk.views import ProgressView
from screens.content_page import ContentPage
from screens.progress_words import progress_words


class ProgressScreen(ContentPage):
    """The state, what it means, what the council says, and how to reach it."""

    finished = Signal()
    correct_chosen = Signal()
    withdraw_chosen = Signal()

    def __init__(self, look: Look, language: Language, *, view: ProgressView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        state, meaning = progress_words(view, language)
        if view.title:
            self.add_context(view.title)
        self.add_heading(state)
        self.add_body(meaning)
        if view.note:
            self.add_gap(8)
            self.add_panel([view.note])
        if not view.asked_the_hub and not view.here_only:
            self.add_body(say("This kiosk cannot reach the council just now. This is what it heard last."))
        self._add_row(say("Tracking code"), view.tracking_code, spoken_code(view.tracking_code, language))
        if view.sent_at:
            self._add_row(say("You sent it on"), language.date(view.sent_at.date(), year=True, alone=True))
        if view.at and view.status:
            self._add_row(say("Last news on"), language.date(view.at.date(), year=True, alone=True))
        if view.due and view.status in ("received", "in_progress"):
            self._add_row(say("To be done by"), language.date(view.due, year=True, alone=True))
        self._add_ways_to_change(view)
        self.add_gap(16)
        self.add_contacts([view.contact], title=say("Other ways to reach us"))

    def next_touched(self) -> None:
        self.finished.emit()

    def _add_ways_to_change(self, view: ProgressView) -> None:
        """While it can still be changed: say something more, or take it back."""
        if not (view.can_correct or view.can_withdraw):
            return
        self.add_gap(16)
        if view.can_correct:
            self.add_button(self.language.translate("Add or correct something"), self.correct_chosen.emit)
        if view.can_withdraw:
            self.add_button(self.language.translate("Take it back"), self.withdraw_chosen.emit)

    def _add_row(self, label: str, value: str, spoken: str = "") -> None:
        self.add(SummaryRow(self.look, label, value), spoken=f"{label}: {spoken or value}")
