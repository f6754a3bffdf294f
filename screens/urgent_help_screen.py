"""Whom to reach now, in one situation."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import Contact, UrgentHelp
from kiosk.language import Language
from screens.content_page import ContentPage


class UrgentHelpScreen(ContentPage):
    """What to know first, then whom to reach."""

    finished = Signal()

    def __init__(self, look: Look, language: Language, *, help_: UrgentHelp, contacts: Sequence[Contact]) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        self.add_heading(say(help_.title))
        self.add_paragraphs([say(words) for words in help_.text])
        self.add_contacts(contacts)

    def next_touched(self) -> None:
        self.finished.emit()
