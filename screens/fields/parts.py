"""An answer in several parts: boxes for a date, an amount and how often, the lines of a bank account."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from accessibility.controls import OptionRow, TextField, WordButton
from accessibility.look import Look
from kiosk.answers.kind import NOT_SURE, Option
from kiosk.submission import AnswerValue
from screens.fields.answer_field import AnswerField, FieldLine

Compose = Callable[[Mapping[str, str]], AnswerValue]
"""Makes the raw answer of the texts by key; the value that is chosen of `options` stands under `chosen`."""


@dataclass(frozen=True)
class Box:
    """A place to type: its key, its label, what it is called where nobody sees the page, and its width in letters."""

    key: str
    label: str = ""
    name: str = ""
    ems: int = 0
    masked: bool = False


@dataclass(frozen=True)
class Parts:
    """What a field consists of. `lines` are boxes beside each other, with a title; `options` are one to choose."""

    lines: Sequence[tuple[str, Sequence[Box]]]
    compose: Compose
    options: tuple[str, Sequence[Option]] = ("", ())  # key, and what can be chosen
    buttons: Sequence[Option] = ()  # each fills the boxes: its value is handed to `filled`
    filled: Callable[[str], Mapping[str, str]] = field(default=lambda _value: {})
    show: str = ""  # "Show what I type", where a box is masked
    not_sure: str = ""


class PartsField(AnswerField):
    """`values` are the texts by key, and the chosen option under its key; NOT_SURE under `not-sure` ticks that row."""

    def __init__(self, look: Look, parts: Parts, values: Mapping[str, str]) -> None:
        self._parts = parts
        self._boxes = {
            box.key: TextField(look, box.name or box.label, values.get(box.key, ""), masked=box.masked, ems=box.ems)
            for _title, boxes in parts.lines
            for box in boxes
        }
        key, options = parts.options
        self._rows = [
            OptionRow(look, option.label, several=False, value=option.value, chosen=values.get(key) == option.value)
            for option in options
        ]
        self._unsure = OptionRow(look, parts.not_sure, several=True, value=NOT_SURE) if parts.not_sure else None
        if self._unsure is not None:
            self._unsure.setChecked(NOT_SURE in values)
        self._show = self._shower(look)
        self._buttons = [self._filler(look, option) for option in parts.buttons]
        self.controls = self._all_controls()

    @property
    def lines(self) -> Sequence[FieldLine]:
        """The boxes, what can be chosen, and the rows below."""
        lines = []
        for title, boxes in self._parts.lines:
            labels = {box.key: box.label for box in boxes if box.label}
            lines.append(FieldLine({box.key: self._boxes[box.key] for box in boxes}, title, labels))
        buttons = [*self._buttons, *([self._show] if self._show else [])]
        if buttons:
            lines.append(FieldLine({}, buttons=buttons))
        lines += [FieldLine({f"{self._parts.options[0]}.{row.value}": row}) for row in self._rows]
        return [*lines, *([FieldLine({NOT_SURE: self._unsure})] if self._unsure else [])]

    def answer(self) -> AnswerValue:
        if self._unsure is not None and self._unsure.isChecked():
            return NOT_SURE
        texts = {key: box.text() for key, box in self._boxes.items()}
        chosen = next((row.value for row in self._rows if row.isChecked()), "")
        return self._parts.compose({**texts, **({self._parts.options[0]: chosen} if self._rows else {})})

    def on_enter(self, act: Callable[[], None]) -> None:
        """Enter goes to the next box, and on from the last."""
        boxes = list(self._boxes.values())
        for box, following in pairwise(boxes):
            box.returnPressed.connect(partial(following.setFocus, Qt.FocusReason.TabFocusReason))
        boxes[-1].returnPressed.connect(act)

    def _all_controls(self) -> Mapping[str, QWidget]:
        found: dict[str, QWidget] = {}
        for line in self.lines:
            found |= line.controls
            found |= {f"button.{place}": button for place, button in enumerate(line.buttons)}
        return found

    def _shower(self, look: Look) -> WordButton | None:
        masked = [self._boxes[box.key] for _title, boxes in self._parts.lines for box in boxes if box.masked]
        if not masked:
            return None
        chip = WordButton(look, self._parts.show, "chip", icon_name="eye")

        def switch(on: bool) -> None:  # noqa: FBT001  # Qt hands it over so
            for box in masked:
                box.set_masked(masked=not on)

        chip.toggled.connect(switch)
        return chip

    def _filler(self, look: Look, option: Option) -> WordButton:
        words = ", ".join(part for part in (option.label, option.hint) if part)
        button = WordButton(look, words, "plain")

        def fill() -> None:
            for key, text in self._parts.filled(option.value).items():
                self._boxes[key].setText(text)

        button.clicked.connect(lambda _on=False: fill())
        return button
