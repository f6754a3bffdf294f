"""What a question page needs of any field: its controls, the answer as given, and when Enter ends it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from kiosk.submission import AnswerValue


class AnswerField(ABC):
    """Makes the controls of one answer; the screen lays them out and reads them aloud.

    `controls` are by key, in order: the keys under which a draft is kept while the page is built again.
    """

    controls: Mapping[str, QWidget]

    @abstractmethod
    def answer(self) -> AnswerValue:
        """Return the raw answer, untidied: an option's value, a list of values, or typed text."""

    @property
    def first(self) -> QWidget | None:
        """The control that a problem leads to; None where there is nothing to choose."""
        return next(iter(self.controls.values()), None)

    @abstractmethod
    def on_enter(self, act: Callable[[], None]) -> None:
        """Call `act` when Enter is pressed where that ends an answer."""
