"""Help: what the page is for, and whom to ask."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import Contact
from kiosk.language import Language
from screens.content_page import ContentPage


class GetHelpScreen(ContentPage):
    """`about` says what the page that asked is for, in the resident's language; `can_save` whether it can be saved."""

    closed = Signal()
    see_someone_chosen = Signal()
    save_chosen = Signal()

    def __init__(
        self, look: Look, language: Language, *, about: str, contacts: Sequence[Contact], can_save: bool = False
    ) -> None:
        say = language.translate
        super().__init__(look, language, next_step=say("Close"))
        self.add_heading(say("Get help"))
        if about:
            self.add_body(about)
        self.add_body(say("You can ask the staff here at any time. Nothing is sent before you touch “Send”."))
        self.add_gap(8)
        self.add_button(say("See someone"), self.see_someone_chosen.emit, icon_name="users")
        if can_save:
            self.add_button(say("Save and come back later"), self.save_chosen.emit, icon_name="clock")
        self.add_contacts(contacts)

    def next_touched(self) -> None:
        self.closed.emit()
