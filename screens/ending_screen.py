"""A journey that ends without anything to send, and what else helps."""

from functools import partial

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import PageView
from screens.content_page import ContentPage


class EndingScreen(ContentPage):
    """`way_chosen` carries the id of one of the view's ways."""

    way_chosen = Signal(str)
    finished = Signal()

    def __init__(self, look: Look, language: Language, *, view: PageView) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        self.add_context(view.journey_title)
        self.add_drawing(view.picture)
        self.add_heading(view.heading)
        self.add_gap(8)
        self.add_paragraphs(view.text)
        if view.ways:
            self.add_title(say("What you can do now"))
            for way, label in view.ways:
                self.add_button(label, partial(self.way_chosen.emit, way))
            self.add_gap(8)
        self.add_contacts(view.contacts)

    def next_touched(self) -> None:
        self.finished.emit()
