"""Ask for the code on a paper: typed, or scanned, as a scanner is a keyboard that ends with Enter."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from accessibility.speech.spoken import spoken_code
from kiosk.language import Language
from screens.content_page import ContentPage
from screens.fields import TypedField

# They look like codes of something sent and something saved, and are none: their check symbols are not right.
_EXAMPLES = ("FC-7K34-N9WH-3", "7KD4-N9WH-3FXR-T")


class CodeScreen(ContentPage):
    """`code_entered` carries what was typed or scanned, untidied. While `busy` a second touch does nothing."""

    code_entered = Signal(str)

    def __init__(self, look: Look, language: Language, *, text: str = "", error: str = "", busy: bool = False) -> None:
        say = language.translate
        next_step = say("Looking…") if busy else say("Continue")
        super().__init__(look, language, back=say("Back"), next_step=next_step, keyboard="postcode")
        self._busy = busy
        heading = say("What is the code on your paper?")
        self._field = TypedField(look, "code", heading, text, hint=self._hint(_EXAMPLES))
        if error:
            self.add_error_summary([(error, self._field.control)])
        self.add_heading(heading)
        unbroken = [code.replace("-", "\N{NON-BREAKING HYPHEN}") for code in _EXAMPLES]
        heard = [spoken_code(code, language).rstrip(".") for code in _EXAMPLES]
        self.add_hint(self._hint(unbroken), spoken=self._hint(heard))
        if error:
            self.add_error(error)
        self.keep("code", self._field.control)
        self.add(self._field.control, spoken="")
        self._field.on_enter(self.next_touched)

    def next_touched(self) -> None:
        if not self._busy:
            self.code_entered.emit(self._field.answer())

    def _hint(self, examples: Sequence[str]) -> str:
        sent, saved = examples
        return self.language.translate(
            "The code looks like {sent} or {saved}. You can leave out the dashes.", sent=sent, saved=saved
        )
