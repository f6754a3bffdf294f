"""A right come-back code that opens nothing here: why that is, and what to do."""

from typing import Literal

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.draft_life import KEPT_DAYS
from kiosk.language import Language, marked
from screens.content_page import ContentPage

WhyNot = Literal["unknown", "offline", "expired", "sent", "damaged", "not-here"]

_WORDS: dict[WhyNot, tuple[str, ...]] = {
    "unknown": (
        marked("We found nothing with this code"),
        marked("The kiosk where you saved it may not have passed it on yet. Please go to that kiosk."),
        marked("If you saved it here, look at the code on your paper once more."),
    ),
    "offline": (
        marked("It is not saved at this kiosk"),
        marked("We could not look further: this kiosk cannot reach the council just now."),
        marked("Please go to the kiosk where you saved it, or try again later."),
    ),
    "expired": (
        marked("It is too late to open this"),
        marked("Your answers are deleted. Please start again."),
    ),
    "sent": (
        marked("You have sent this already"),
        marked("The tracking code on your receipt shows how it is going."),
    ),
    "damaged": (
        marked("We found it, but it does not open"),
        marked("You did nothing wrong. We are sorry."),
        marked("Please ask the staff here, or start again."),
    ),
    "not-here": (
        marked("This kiosk does not have these questions"),
        marked("Please go to the kiosk where you saved it, or ask the staff here."),
    ),
}


class NothingToOpenScreen(ContentPage):
    """`why` is what was found out."""

    finished = Signal()

    def __init__(self, look: Look, language: Language, *, why: WhyNot) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Back"), next_step=say("Finish"))
        heading, *body = (say(text) for text in _WORDS[why])
        self.add_heading(heading)
        if why in ("unknown", "expired"):
            kept = language.plural("We keep answers for {n} day.", "We keep answers for {n} days.", KEPT_DAYS)
            body.append(kept)
        self.add_gap(8)
        self.add_paragraphs(body)

    def next_touched(self) -> None:
        self.finished.emit()
