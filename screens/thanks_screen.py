"""Answers that stand apart are stored: thanks, and nothing by which anybody could find them again."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from screens.content_page import ContentPage


class ThanksScreen(ContentPage):
    """No code, no paper, no square. `text` is what the journey says of what happens next."""

    something_else_chosen = Signal()
    finished = Signal()

    def __init__(self, look: Look, language: Language, *, text: Sequence[str]) -> None:
        say = language.translate
        super().__init__(look, language, back=say("Do something else"), next_step=say("Finish"))
        self.add_heading(say("Thank you"))
        self.add_gap(8)
        self.add_paragraphs([say("Your answers are stored safely here. You can go now."), *text])

    def back_touched(self) -> None:
        self.something_else_chosen.emit()

    def next_touched(self) -> None:
        self.finished.emit()
