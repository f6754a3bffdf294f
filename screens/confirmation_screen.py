"""Stored: the tracking code, the receipt, what happens next. Says nothing that is not true yet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from accessibility.controls import QrSquare, WrapLabel
from accessibility.look import Look
from accessibility.speech.spoken import spoken_code
from kiosk.language import Language
from kiosk.views import ConfirmationView, NudgeView, PartView
from screens.code_panel import CodePanel, CodesPanel
from screens.content_page import ContentPage
from screens.paper_words import can_print_again, paper_words


class ConfirmationScreen(ContentPage):
    """Built again whenever the hub or the printer says something new."""

    print_asked = Signal()
    something_else_chosen = Signal()
    finished = Signal()
    way_chosen = Signal(str)  # what may help as well
    nudge_declined = Signal()

    def __init__(self, look: Look, language: Language, *, view: ConfirmationView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Do something else"), next_step=say("Finish"))
        if view.parts:
            self._add_codes(view)
        else:
            self._add_code(view)
        self._add_paper(view)
        self.add_gap(16)
        self.add_title(say("What happens next"))
        if not view.at_the_council:
            self.add_paragraphs([say("This kiosk sends it to the council as soon as it can. You can go now.")])
        self.add_paragraphs([words for words in (view.next_text, view.after) if words])
        self.add_to_bring(view.bring)
        for part in view.parts:
            self._add_part(part)
        if view.nudge is not None:
            self._add_nudge(view.nudge)
        self.add_contacts([view.contact], title=say("Other ways to reach us"))

    def _add_nudge(self, nudge: NudgeView) -> None:
        """What may help as well: to say no is as easy as to say yes (R23)."""
        self.add_gap(16)
        self.add_title(self.language.translate("This may help as well"))
        self.add_paragraphs([nudge.text])
        self.add_button(nudge.label, lambda: self.way_chosen.emit(nudge.way))
        self.add_gap(8)
        self.add_button(self.language.translate("No, thank you"), self.nudge_declined.emit)
        self.add_gap(8)

    def back_touched(self) -> None:
        self.something_else_chosen.emit()

    def next_touched(self) -> None:
        self.finished.emit()

    def _where(self, view: ConfirmationView) -> str:
        say = self.language.translate
        if not view.at_the_council:
            return say("Stored safely here. The council does not have it yet.")
        if view.sensitive or view.parts:
            return say("The council has it.")
        return say("The council has your {noun}.", noun=view.noun)

    def _add_codes(self, view: ConfirmationView) -> None:
        """All codes of a life event in one panel, each with what it is for."""
        count = len(view.parts)
        lead = self.language.plural("You sent {n} thing.", "You sent {n} things. Each has its own code.", count)
        codes = [
            (part.title, part.tracking_code, spoken_code(part.tracking_code, self.language)) for part in view.parts
        ]
        panel = CodesPanel(self.look, self._where(view), lead, codes, at_the_council=view.at_the_council)
        self.begin_at(panel.title)
        said = [" ".join(words for words in (f"{title}:" if title else "", code) if words) for title, _, code in codes]
        self.add(panel, spoken=" ".join([lead, *said]))

    def _add_part(self, part: PartView) -> None:
        """What happens next with one of several."""
        self.add_gap(8)
        if part.title:
            self.add_title(part.title)
        self.add_paragraphs([words for words in (part.next_text, part.after) if words])
        self.add_to_bring(part.bring)

    def _add_code(self, view: ConfirmationView) -> None:
        say = self.language.translate
        title = self._where(view)
        lead, code = say("Your tracking code is"), spoken_code(view.tracking_code, self.language)
        panel = CodePanel(
            self.look, title, lead, view.tracking_code, spoken_code=code, at_the_council=view.at_the_council
        )
        self.begin_at(panel.title)
        self.add(panel, spoken=f"{lead}: {code}")

    def _add_paper(self, view: ConfirmationView) -> None:
        words = paper_words(view.paper, self.language, square=bool(view.address))
        column = QVBoxLayout()
        column.setSpacing(self.look.px(8))
        column.addStretch(1)
        for place, sentence in enumerate(words):
            column.addWidget(WrapLabel(self.look, sentence, "body" if place else "bold"))
        if can_print_again(view.paper):
            words.append(self.language.translate("Print again"))
            again = self.button(words[-1], self.print_asked.emit, kind="plain", icon_name="printer")
            column.addSpacing(self.look.px(8))
            column.addWidget(again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        holder = QWidget()
        beside = self.look.display.columns == 2
        row: QBoxLayout = QHBoxLayout(holder) if beside else QVBoxLayout(holder)
        row.setContentsMargins(0, self.look.px(12), 0, 0)
        row.setSpacing(self.look.px(32))
        if view.address:
            name = self.language.translate("Square for your phone camera. It opens the page that shows progress.")
            row.addWidget(QrSquare(self.look, view.address, name))
        row.addLayout(column, 1)
        self.add(holder, spoken=" ".join(words))
