"""Where to find a person, here and now or later."""

from collections.abc import Sequence

from accessibility.look import Look
from kiosk.council_pack import Contact
from kiosk.language import Language
from screens.content_page import ContentPage


class SeeSomeoneScreen(ContentPage):
    """`hours` says when staff are at this place, already in the resident's language; empty where nobody told it."""

    def __init__(self, look: Look, language: Language, *, contacts: Sequence[Contact], hours: str = "") -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"))
        self.add_heading(say("See someone"))
        self.add_points(
            "users",
            [say("Ask the staff here. They can help you at this screen, or find you a quiet place to talk.")],
        )
        if hours:
            self.add_points("clock", [hours])
        self.add_gap(8)
        self.add_contacts(contacts)
