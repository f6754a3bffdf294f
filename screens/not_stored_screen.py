"""Send was refused: nothing is promised, nothing is lost, and what to do now."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import Contact
from kiosk.language import Language, marked
from kiosk.protocols import NotStored
from screens.content_page import ContentPage

_WHY = {
    NotStored.DISK_FULL: marked("This kiosk has no room left to keep it safely."),
    NotStored.STORAGE: marked("This kiosk could not keep it safely."),
    NotStored.NO_SEALING_KEY: marked("This kiosk is not ready to send anything to the council yet."),
    NotStored.REVOKED: marked("This kiosk cannot send anything to the council any more."),
}


class NotStoredScreen(ContentPage):
    """`reason` is a value of NotStored; any other is told as a fault of the storage."""

    tried_again = Signal()

    def __init__(self, look: Look, language: Language, *, reason: str, contact: Contact) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Try again"))
        known = {why.value: words for why, words in _WHY.items()}
        self.add_heading(say("It was not sent"))
        self.add_gap(8)
        self.add_panel([say(known.get(reason, _WHY[NotStored.STORAGE])), say("You did nothing wrong.")], "problem")
        self.add_gap(8)
        self.add_body(say("Your answers are still here. Touch “Try again”."))
        self.add_body(say("If it still does not work, please tell the staff here, or reach the council another way."))
        self.add_contacts([contact])

    def next_touched(self) -> None:
        self.tried_again.emit()
