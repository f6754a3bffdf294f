"""An unexpected fault: no technical words, no blame, and a way on."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import Contact
from kiosk.language import Language
from screens.content_page import ContentPage


class SomethingWrongScreen(ContentPage):
    """`restarted` goes to Welcome."""

    restarted = Signal()

    def __init__(self, look: Look, language: Language, *, contact: Contact) -> None:
        say = language.translate
        super().__init__(look, language, next_step=say("Start again"))
        self.add_heading(say("Something went wrong here"))
        self.add_body(say("You did nothing wrong. We are sorry."))
        self.add_body(say("If you have a tracking code, what you sent is safe. If not, please start again."))
        self.add_contacts([contact])

    def next_touched(self) -> None:
        self.restarted.emit()
