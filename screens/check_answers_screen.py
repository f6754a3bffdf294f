"""Check your answers: all of them on one page, nothing sent yet (R9)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.controls import Rule, SummaryRow, WrapLabel
from accessibility.look import Look
from kiosk.evidence import ToBring
from kiosk.language import Language
from kiosk.views import Row
from screens.content_page import ContentPage
from screens.spoken_values import spoken_value


class CheckAnswersScreen(ContentPage):
    """`change_asked` carries a page's id. While `sending` nothing can be touched twice."""

    change_asked = Signal(str)
    sent = Signal()

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        journey_title: str,
        rows: Sequence[Row],
        bring: ToBring | None = None,
        sending: bool = False,
    ) -> None:
        say = language.translate
        super().__init__(
            look,
            language,
            back=None if sending else say("Back"),
            next_step=say("Storing…") if sending else say("Send"),
        )
        self._sending = sending
        self.add_context(journey_title)
        self.add_heading(say("Check your answers"))
        self.add(WrapLabel(look, say("Not sent yet."), "bold"))
        self.add_gap(8)
        self.add(Rule(look), spoken="")
        for row in rows:
            self._add_row(row)
        self.add_to_bring(bring or ToBring())

    def next_touched(self) -> None:
        if not self._sending:
            self.sent.emit()

    def _add_row(self, row: Row) -> None:
        say = self.language.translate
        line = SummaryRow(
            self.look,
            row.label,
            row.shown,
            change="" if self._sending else say("Change"),
            change_spoken=say("Change: {label}", label=row.label),
        )
        line.change_asked.connect(lambda: self.change_asked.emit(row.page_id))
        self.add(line, spoken=f"{row.label}: {spoken_value(row.shown, row.say_as, self.language)}")
