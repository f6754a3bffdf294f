"""Stop: ask once, then everything is cleared."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class StopScreen(ContentPage):
    """`stopped` clears the visit; `went_back` leaves it as it was."""

    stopped = Signal()

    def __init__(self, look: Look, language: Language) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Go back"), next_step=say("Stop and clear"))
        self.add_heading(say("Stop and clear everything?"))
        self.add_body(say("We clear what you have answered here. Nobody can see it after you."))
        self.add_body(say("What you have already sent is safe. Your tracking code still works."))

    def next_touched(self) -> None:
        self.stopped.emit()
