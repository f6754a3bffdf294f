"""A right code that nobody here knows yet: why that can be, and what to do."""

from PySide6.QtCore import Signal

from accessibility.controls import SummaryRow
from accessibility.look import Look
from accessibility.speech.spoken import spoken_code
from kiosk.council_pack import Contact
from kiosk.language import Language
from screens.content_page import ContentPage


class UnknownCodeScreen(ContentPage):
    """`asked_the_hub` says whether the council itself was asked, or only this kiosk looked."""

    finished = Signal()

    def __init__(
        self, look: Look, language: Language, *, tracking_code: str, asked_the_hub: bool, contact: Contact
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        if asked_the_hub:
            self.add_heading(say("The council does not have this yet"))
            self.add_body(say("The code looks right. It may still be stored at the kiosk where you sent it."))
            self.add_body(say("That kiosk sends it as soon as it can. Please look again tomorrow."))
        else:
            self.add_heading(say("We cannot look this up just now"))
            self.add_body(say("The code looks right."))
            self.add_body(say("This kiosk cannot reach the council just now. Please look again later."))
        label = say("Tracking code")
        self.add(SummaryRow(look, label, tracking_code), spoken=f"{label}: {spoken_code(tracking_code, language)}")
        self.add_gap(16)
        self.add_contacts([contact], title=say("Other ways to reach us"))

    def next_touched(self) -> None:
        self.finished.emit()
