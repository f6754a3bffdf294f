"""The head of every page of a question: what is wrong, where in the journey, the question, its hint and why we ask."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from accessibility.controls import FlowRow, LabelledField, OptionRow, TextField, WrapLabel
from accessibility.display import TEXT_SIZES
from accessibility.keyboard import KeyboardKind
from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.content_page import ContentPage
from screens.fields import AnswerField, FieldLine

Problem = tuple[str, QWidget | None]
"""Words, and the control that they lead to."""


def problems_of(error: str, field: AnswerField, at: str = "") -> list[Problem]:
    """Return the one problem of a page with one field, or none. `at` names the part of the field that is wrong."""
    return [(error, field.at(at))] if error else []


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
        self._why_is_below = keyboard is not None and self._in_the_largest_letters

    def add_question(self, *, ask: str = "", hint: str = "", problems: Sequence[Problem] = ()) -> None:
        """Put what is wrong, where we are, the question, its hint and why we ask; without `ask`, the view's own.

        Comes before the fields, so that the problems are also read and tabbed to before them.
        """
        if problems:
            self.add_error_summary(problems)
        self.add_context(self._where())
        self.add_drawing(self.view.picture)
        self.add_heading(ask or self.view.ask)
        if words := hint if ask else self.view.hint:
            self.add_hint(words)
        self._why = self.view.why if not ask else ""
        if not self._why_is_below:
            self._add_why()

    def add_field(self, field: AnswerField, error: str = "", at: str = "") -> None:
        """Put a field's lines, and right above the one that is wrong what is wrong, in the same words as at the top."""
        wrong = field.at(at) if error else None
        if error and wrong is None:
            self.add_error(error)
        for line in field.lines:
            if line.title:
                self.add_gap(8)
                self.add(WrapLabel(self.look, line.title, "title"), spoken="")
            if wrong is not None and wrong in line.controls.values():
                self.add_error(error)
            self._add_line(line)
        if self._why_is_below:
            self._add_why()
        field.on_enter(self.next_touched)

    def _add_why(self) -> None:
        """Why we ask: above the field; below it where large letters and the keyboard leave no room for both."""
        if self._why:
            self.add_gap(8)
            self.add_points("info", [self.language.translate("Why we ask: {reason}", reason=self._why)])
            self.add_gap(8)

    @property
    def _in_the_largest_letters(self) -> bool:
        return self.look.display.text_size == TEXT_SIZES[-1]

    def _add_line(self, line: FieldLine) -> None:
        labels = line.labels or {}
        if len(line.controls) == 1:
            for label in labels.values():
                self.add_gap(8)
                self.add(WrapLabel(self.look, label, "bold"), spoken=label)
            self.add_controls(line.controls)
        elif line.controls:
            boxes = [(labels.get(key, ""), control) for key, control in line.controls.items()]
            self._kept.update(line.controls)
            row = [LabelledField(self.look, label, box) for label, box in boxes if isinstance(box, TextField)]
            self.add(FlowRow(self.look, row), spoken=". ".join(filter(None, (line.title, *labels.values()))))
        for place, button in enumerate(line.buttons):
            self.keep(f"button.{place}", button)
        if line.buttons:
            self.add_gap(8)
            self.add_small_buttons(line.buttons)

    def add_controls(self, controls: Mapping[str, QWidget]) -> None:
        """Put controls whose draft is kept; options say themselves aloud, a place to type was said by its question."""
        for key, control in controls.items():
            self.keep(key, control)
            self.add(control, spoken=None if isinstance(control, OptionRow) else "")

    def _where(self) -> str:
        """Return "Report a missed bin · Question 2 of 9": on two lines where one has no room, or letters are largest.

        A question that belongs to no journey is not counted: `total` is 0.
        """
        title = self.view.journey_title
        if not self.view.total:
            return title
        step = self.language.translate("Question {number} of {total}", number=self.view.number, total=self.view.total)
        line = f"{title}  ·  {step}"
        wide = WrapLabel(self.look, line, "context").sizeHint().width() > self.look.display.page_width
        return f"{title}\n{step}" if wide or self._in_the_largest_letters else line
