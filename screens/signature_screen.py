"""Sign on the screen; whoever cannot draw there types a name."""

from typing import Literal

from PySide6.QtCore import Signal

from accessibility.controls import SignaturePad
from accessibility.look import Look
from kiosk.answers.signature import signature_path, signature_strokes
from kiosk.language import Language
from kiosk.submission import AnswerValue, fields_of
from kiosk.views import QuestionView
from screens.fields import TypedField
from screens.question_page import QuestionPage, problems_of
from screens.screen import Draft

Way = Literal["draw", "type"]
_PAD = "pad"


class SignatureScreen(QuestionPage):
    """`signed` carries the raw answer; `way_chosen` the other way to sign, wanted instead."""

    signed = Signal(object)
    way_chosen = Signal(str)

    def __init__(self, look: Look, language: Language, *, view: QuestionView, way: Way) -> None:
        super().__init__(look, language, view, keyboard="text" if way == "type" else None)
        self._pad: SignaturePad | None = None
        self._typed: TypedField | None = None
        given = fields_of(view.draft)
        if way == "draw":
            self._lay_out_pad(given.get("path", ""))
        else:
            self._lay_out_name(given.get("typed", ""))

    def next_touched(self) -> None:
        self.signed.emit(self.answer())

    def answer(self) -> AnswerValue:
        """Return what is drawn or typed so far."""
        if self._typed is not None:
            return {"typed": self._typed.answer()}
        return {"path": signature_path(self._pad.strokes) if self._pad else ""}

    def draft(self) -> Draft:
        """What is drawn is kept as a path, beside what is typed."""
        kept = super().draft()
        drawn = {_PAD: signature_path(self._pad.strokes)} if self._pad else {}
        return Draft({**kept.values, **drawn}, kept.focus)

    def restore(self, draft: Draft) -> None:
        super().restore(draft)
        path = draft.values.get(_PAD, "")
        if self._pad is not None and isinstance(path, str):
            self._pad.draw(signature_strokes(path))

    def wipe(self) -> None:
        super().wipe()
        if self._pad is not None:
            self._pad.wipe()

    def _lay_out_pad(self, path: str) -> None:
        say, view = self.language.translate, self.view
        self._pad = SignaturePad(self.look, say("Sign here"), signature_strokes(path))
        self.add_question(problems=[(view.error, None)] if view.error else [])
        self.add_paragraphs(view.text)
        if view.error:
            self.add_error(view.error)
        self.add(self._pad, spoken=say("Sign in the box with your finger."))
        self.add_gap(8)
        clear = self.button(say("Clear"), self._pad.wipe, kind="plain")
        other = self.button(say("I cannot sign here: type my name"), lambda: self.way_chosen.emit("type"), kind="plain")
        self.add_small_buttons([clear, other])

    def _lay_out_name(self, name: str) -> None:
        say, view = self.language.translate, self.view
        self._typed = TypedField(self.look, "name", say("Your name, in place of a signature"), name)
        self.add_question(problems=problems_of(view.error, self._typed))
        self.add_paragraphs(view.text)
        self.add_body(say("Your name, in place of a signature"))
        self.add_field(self._typed, view.error)
        draw = self.button(say("Sign with my finger"), lambda: self.way_chosen.emit("draw"), kind="plain")
        self.add_small_buttons([draw])
