"""What is wrong on a page, at its top, with links to where it can be put right (GOV.UK's error summary)."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from accessibility.controls.button import WordButton
from accessibility.controls.panel import Panel
from accessibility.controls.roles import told_as
from accessibility.look import Look


class ErrorSummary(Panel):
    """Takes the focus when the page opens. `problems` are words with the control that each is about, or None.

    Touching a problem moves the focus to its control and emits `problem_followed` with its place in the list.
    """

    problem_followed = Signal(int)

    def __init__(
        self,
        look: Look,
        title: str,
        problems: Sequence[tuple[str, QWidget | None]],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, "problem", parent=parent)
        self._column.setSpacing(look.display.small_gap)
        self.problems = tuple(words for words, _ in problems)
        told_as(self, QAccessible.Role.AlertMessage)
        self.setAccessibleName(" ".join([title, *self.problems]))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.add_text(title, "title", colour="problem")
        for place, (words, control) in enumerate(problems):
            if control is None:
                self.add_text(words)
                continue
            link = WordButton(look, words, "link")
            link.clicked.connect(lambda _on=False, place=place, control=control: self._follow(place, control))
            self.add(link)

    def _follow(self, place: int, control: QWidget) -> None:
        if isValid(control):
            control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.problem_followed.emit(place)
