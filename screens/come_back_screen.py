"""Ask for a come-back code."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage
from screens.fields import TypedField


class ComeBackScreen(ContentPage):
    """`code_entered` carries what was typed, untidied. While `busy` a second touch does nothing."""

    code_entered = Signal(str)

    def __init__(self, look: Look, language: Language, *, text: str = "", error: str = "", busy: bool = False) -> None:
        say = language.translate
        next_step = say("Looking…") if busy else say("Open it")
        super().__init__(look, language, back=say("Back"), next_step=next_step, keyboard="postcode")
        self._busy = busy
        hint = say("It is on your paper. It looks like 7KD4-N9WH-3FXR-T. You can leave out the dashes.")
        heading = say("What is your come-back code?")
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
