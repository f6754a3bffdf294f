"""The head of every page of a question: what is wrong, where in the journey, the question, its hint and text."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from accessibility.controls import OptionRow
from accessibility.display import TEXT_SIZES
from accessibility.keyboard import KeyboardKind
from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.content_page import ContentPage
from screens.fields import AnswerField


class QuestionPage(ContentPage):
    """`next_step` is the word of the one next step, "Continue" where nothing else is said."""

    def __init__(
        self,
        look: Look,
        language: Language,
        view: QuestionView,
        *,
        next_step: str = "",
        keyboard: KeyboardKind | None = None,
    ) -> None:
        super().__init__(
            look,
            language,
            back=language.translate("Back"),
            next_step=next_step or language.translate("Continue"),
            keyboard=keyboard,
        )
        self.view = view

    def add_question(self, ask: str = "", hint: str = "") -> None:
        """Put where we are, the question and its hint; without `ask`, the view's own."""
        self.add_context(self._where())
        self.add_heading(ask or self.view.ask)
        if words := hint if ask else self.view.hint:
            self.add_hint(words)

    def add_field(self, field: AnswerField, error: str = "") -> None:
        """Put a field's controls, what is wrong right above them, and the same words at the top of the page."""
        if error:
            self.add_error(error)
            self.add_error_summary([(error, field.first)])
        self.add_controls(field.controls)
        field.on_enter(self.next_touched)

    def add_controls(self, controls: Mapping[str, QWidget]) -> None:
        """Put controls whose draft is kept; options say themselves aloud, a place to type was said by its question."""
        for key, control in controls.items():
            self.keep(key, control)
            self.add(control, spoken=None if isinstance(control, OptionRow) else "")

    def _where(self) -> str:
        """Return "Report a missed bin · Question 2 of 9": on two lines where the letters are largest."""
        step = self.language.translate("Question {number} of {total}", number=self.view.number, total=self.view.total)
        largest = self.look.display.text_size == TEXT_SIZES[-1]
        return f"{self.view.journey_title}\n{step}" if largest else f"{self.view.journey_title}  ·  {step}"
