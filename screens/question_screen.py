"""Ask the resident one question."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.fields import field_for, keyboard_for
from screens.question_page import QuestionPage, problems_of

_CHOSEN = ("one", "many", "agree")
"""What is answered without typing."""


class QuestionScreen(QuestionPage):
    """`answered` carries the raw answer: an option's id, a list of ids, or typed text."""

    answered = Signal(object)

    def __init__(self, look: Look, language: Language, *, view: QuestionView) -> None:
        keyboard = keyboard_for(view.keyboard, view.field) if view.field not in _CHOSEN else None
        super().__init__(look, language, view, keyboard=keyboard)
        self._field = field_for(look, language, view)
        self.add_question(problems=problems_of(view.error, self._field, view.error_at))
        self.add_paragraphs(view.text)
        self.add_field(self._field, view.error, view.error_at)
        self.add_contacts(view.contacts)

    def next_touched(self) -> None:
        self.answered.emit(self._field.answer())
