"""Things to choose from, one row each; the whole row is touched."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from accessibility.controls import OptionRow
from accessibility.look import Look
from kiosk.answers.kind import Option
from kiosk.submission import AnswerValue
from screens.fields.answer_field import AnswerField


class OptionList(AnswerField):
    """Radio rows, or check boxes with `several`. `chosen` are the values that are chosen when the page opens."""

    def __init__(
        self, look: Look, options: Sequence[Option], *, several: bool = False, chosen: Sequence[str] = ()
    ) -> None:
        self._several = several
        self._rows = [
            OptionRow(
                look,
                option.label,
                several=several,
                hint=option.hint,
                value=option.value,
                chosen=option.value in chosen,
                picture=option.picture,
            )
            for option in options
        ]
        self.controls = {row.value: row for row in self._rows}

    def answer(self) -> AnswerValue:
        values = [row.value for row in self._rows if row.isChecked()]
        if self._several:
            return values
        return values[0] if values else ""

    @property
    def first(self) -> QWidget | None:
        return next((row for row in self._rows if row.isChecked()), super().first)

    def on_enter(self, act: Callable[[], None]) -> None:
        """Do nothing: Enter chooses an option."""
