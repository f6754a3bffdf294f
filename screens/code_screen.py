"""Ask for the code on a paper: typed, or scanned, as a scanner is a keyboard that ends with Enter."""

from typing import Literal

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language, marked
from screens.content_page import ContentPage
from screens.fields import TypedField

CodeKind = Literal["tracking", "come-back"]

_HEADING: dict[CodeKind, str] = {
    "tracking": marked("What is your tracking code?"),
    "come-back": marked("What is your come-back code?"),
}
_HINT: dict[CodeKind, str] = {
    "tracking": marked("It is on your receipt. It looks like FC-7KD4-N9WH-3. You can leave out the dashes."),
    "come-back": marked("It is on your paper. It looks like 7KD4-N9WH-3FXR-T. You can leave out the dashes."),
}
_NEXT: dict[CodeKind, str] = {"tracking": marked("Check progress"), "come-back": marked("Open it")}


class CodeScreen(ContentPage):
    """`code_entered` carries what was typed or scanned, untidied. While `busy` a second touch does nothing."""

    code_entered = Signal(str)

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        kind: CodeKind,
        text: str = "",
        error: str = "",
        busy: bool = False,
    ) -> None:
        say = language.translate
        next_step = say("Looking…") if busy else say(_NEXT[kind])
        super().__init__(look, language, back=say("Back"), next_step=next_step, keyboard="postcode")
        self._busy = busy
        heading, hint = say(_HEADING[kind]), say(_HINT[kind])
        self._field = TypedField(look, "code", heading, text, hint=hint)
        if error:
            self.add_error_summary([(error, self._field.control)])
        self.add_heading(heading)
        self.add_hint(hint)
        if error:
            self.add_error(error)
        self.keep("code", self._field.control)
        self.add(self._field.control, spoken="")
        self._field.on_enter(self.next_touched)

    def next_touched(self) -> None:
        if not self._busy:
            self.code_entered.emit(self._field.answer())
