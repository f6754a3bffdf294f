"""Several of the same, such as the people of a household: a list with Add, Change and Take out."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from accessibility.controls import FlowRow, Rule, WordButton, WrapLabel
from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.question_page import QuestionPage


@dataclass(frozen=True)
class Member:
    """One of the list: "Person 1", and what was said of it. `finished` is false where something is still missing."""

    label: str
    shown: str
    finished: bool = True


class GroupScreen(QuestionPage):
    """`change_asked` and `take_out_asked` carry the place in the list, from 0. `add` is empty where it is full."""

    add_asked = Signal()
    change_asked = Signal(int)
    take_out_asked = Signal(int)
    finished = Signal()

    def __init__(
        self, look: Look, language: Language, *, view: QuestionView, members: Sequence[Member], add: str
    ) -> None:
        super().__init__(look, language, view)
        self.add_question(problems=[(view.error, None)] if view.error else [])
        self.add_paragraphs(view.text)
        self.add(Rule(look), spoken="")
        for place, member in enumerate(members):
            self._add_member(place, member)
        if not members:
            self.add_body(language.translate("Nothing is added yet."))
        if add:
            self.add_button(add, self.add_asked.emit)
        else:
            self.add_body(language.translate("The list is full."))

    def next_touched(self) -> None:
        self.finished.emit()

    def _add_member(self, place: int, member: Member) -> None:
        say = self.language.translate
        missing = "" if member.finished else say("Something is still missing here.")
        self.add(WrapLabel(self.look, member.label, "bold"), spoken="")
        words = [part for part in (member.shown, missing) if part]
        for part in words:
            self.add(WrapLabel(self.look, part, "body" if part == member.shown else "error"), spoken="")
        change, take_out = say("Change"), say("Take out")
        buttons = [
            WordButton(self.look, change, "plain", spoken=say("Change: {label}", label=member.label)),
            WordButton(self.look, take_out, "plain", spoken=say("Take out: {label}", label=member.label)),
        ]
        buttons[0].clicked.connect(lambda _on=False: self.change_asked.emit(place))
        buttons[1].clicked.connect(lambda _on=False: self.take_out_asked.emit(place))
        self.add(FlowRow(self.look, buttons), spoken=f"{member.label}: {'. '.join(words)}")
        self.add(Rule(self.look), spoken="")
