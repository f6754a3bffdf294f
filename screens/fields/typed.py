"""A place to type: one line, or several."""

from collections.abc import Callable

from accessibility.controls import TextArea, TextField
from accessibility.look import Look
from screens.fields.answer_field import AnswerField

# By text size. Fewer in larger letters: it grows with what is typed, and the question stays in view above it.
_LINES = {1: 5, 2: 3, 3: 3, 4: 2}


class TypedField(AnswerField):
    """`key` is what the draft is kept under; `name` the question or label, for those who do not see it."""

    def __init__(
        self, look: Look, key: str, name: str, value: str = "", *, hint: str = "", several_lines: bool = False
    ) -> None:
        self.control: TextField | TextArea
        if several_lines:
            self.control = TextArea(look, name, value, hint=hint, lines=_LINES[look.display.text_size])
        else:
            self.control = TextField(look, name, value, hint=hint)
        self.controls = {key: self.control}

    def answer(self) -> str:
        return self.control.text()

    def on_enter(self, act: Callable[[], None]) -> None:
        if isinstance(self.control, TextField):
            self.control.returnPressed.connect(act)
