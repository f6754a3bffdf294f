"""Ask before one of a list is taken out."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class TakeOutScreen(ContentPage):
    """`taken_out` takes it out; `went_back` leaves it in."""

    taken_out = Signal()

    def __init__(self, look: Look, language: Language, *, label: str, shown: str) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Keep it"), next_step=say("Take out"))
        self.add_heading(say("Take this out of the list?"))
        self.add_body(label)
        if shown:
            self.add_body(shown)

    def next_touched(self) -> None:
        self.taken_out.emit()
