"""Ask for a tracking code: typed, or scanned, as a scanner is a keyboard that ends with Enter."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage
from screens.fields import TypedField


class CheckProgressScreen(ContentPage):
    """`code_entered` carries what was typed or scanned, untidied. While `busy` a second touch does nothing."""

    code_entered = Signal(str)

    def __init__(self, look: Look, language: Language, *, text: str = "", error: str = "", busy: bool = False) -> None:
        say = language.translate
        super().__init__(
            look,
            language,
            back=say("Back"),
            next_step=say("Looking…") if busy else say("Check progress"),
            keyboard="postcode",
        )
        self._busy = busy
        hint = say("It is on your receipt. It looks like FC-7KD4-N9WH-3. You can leave out the dashes.")
        heading = say("What is your tracking code?")
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
