"""Something to know before going on."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import PageView
from screens.content_page import ContentPage


class NoticeScreen(ContentPage):
    """Read it, and Continue. An urgent one stands in a frame, with whom to reach right below."""

    read = Signal()

    def __init__(self, look: Look, language: Language, *, view: PageView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Continue"))
        self.add_context(view.journey_title)
        self.add_drawing(view.picture)
        self.add_heading(view.heading)
        self.add_gap(8)
        if view.urgent:
            self.add_panel(view.text, "problem")
        else:
            self.add_paragraphs(view.text)
        self.add_contacts(view.contacts)

    def next_touched(self) -> None:
        self.read.emit()
