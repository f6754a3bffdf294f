"""Stop: ask once, then everything is cleared."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class StopScreen(ContentPage):
    """`stopped` clears the visit; `went_back` leaves it as it was; `save_chosen` keeps it for another day.

    `can_save` says whether there are answers to keep; `sent` and `saved` whether some were sent or kept before.
    """

    stopped = Signal()
    save_chosen = Signal()

    def __init__(
        self, look: Look, language: Language, *, can_save: bool = False, sent: bool = False, saved: bool = False
    ) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Go back"), next_step=say("Stop and clear"))
        self.add_heading(say("Stop and clear everything?"))
        self.add_body(say("We clear what you have answered here. Nobody can see it after you."))
        if sent:
            self.add_body(say("What you have already sent is safe. Your tracking code still works."))
        if saved:
            self.add_body(say("What you have already saved is kept. Your come-back code still works."))
        if can_save:
            self.add_gap(16)
            self.add_button(say("Save and come back later"), self.save_chosen.emit, icon_name="clock")

    def next_touched(self) -> None:
        self.stopped.emit()
