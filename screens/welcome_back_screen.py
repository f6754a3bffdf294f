"""Found, and something to know before going on with it."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class WelcomeBackScreen(ContentPage):
    """`asked_again`: some answers do not fit any more. `maybe_older`: another kiosk may have a later one."""

    read = Signal()

    def __init__(
        self, look: Look, language: Language, *, journey_title: str, asked_again: bool, maybe_older: bool
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Continue"))
        self.add_context(journey_title)
        self.add_heading(say("We found what you saved"))
        self.add_gap(8)
        if asked_again:
            self.add_body(say("Some questions have changed, or an answer is too old now. We ask you those again."))
            self.add_gap(8)
        if maybe_older:
            self.add_body(say("This is how you saved it at this kiosk."))
            self.add_gap(8)
            self.add_body(say("Have you gone on with it, or sent it, at another kiosk since? Then please go there."))

    def next_touched(self) -> None:
        self.read.emit()
