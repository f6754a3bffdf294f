"""What a question page needs of any field: its controls, the answer as given, and when Enter ends it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from accessibility.controls import WordButton
from kiosk.submission import AnswerValue


@dataclass(frozen=True)
class FieldLine:
    """Controls that stand beside each other, by key. `labels` are above them, `title` above the line.

    `buttons` stand below, and do not count as controls: what they do can be done without them.
    """

    controls: Mapping[str, QWidget]
    title: str = ""
    labels: Mapping[str, str] | None = None
    buttons: Sequence[WordButton] = ()


class AnswerField(ABC):
    """Makes the controls of one answer; the screen lays them out and reads them aloud.

    `controls` are by key, in order: the keys under which a draft is kept while the page is built again.
    """

    controls: Mapping[str, QWidget]

    @property
    def lines(self) -> Sequence[FieldLine]:
        """The controls as they stand below each other: each in a line of its own, without a label."""
        return [FieldLine({key: control}) for key, control in self.controls.items()]

    @abstractmethod
    def answer(self) -> AnswerValue:
        """Return the raw answer, untidied: an option's value, a list of values, typed text, or texts by name."""

    @property
    def first(self) -> QWidget | None:
        """The control that a problem leads to; None where there is nothing to choose."""
        return next(iter(self.controls.values()), None)

    def at(self, place: str) -> QWidget | None:
        """Return the control that a problem at a place leads to, such as "day"; the first where no control is there."""
        inside = (control for key, control in self.controls.items() if key == place or key.startswith(f"{place}."))
        return next(inside, self.first) if place else self.first

    @abstractmethod
    def on_enter(self, act: Callable[[], None]) -> None:
        """Call `act` when Enter is pressed where that ends an answer."""
