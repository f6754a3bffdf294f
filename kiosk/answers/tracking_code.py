"""The tracking code of a submission that was sent before."""

from __future__ import annotations

from typing import ClassVar

from kiosk.answers.kind import AnswerKind, Keyboard, SayAs, Situation, text_of
from kiosk.journey_pages import Page
from kiosk.submission import AnswerValue
from kiosk.tracking_code import check_symbol, read, shown


class TrackingCode(AnswerKind):
    """A code in any way that people write it; its check symbol must be right."""

    keyboard: ClassVar[Keyboard] = "capitals"
    say_as: ClassVar[SayAs] = "code"

    def tidy(self, raw: AnswerValue, page: Page, situation: Situation) -> AnswerValue:
        """Return the code in its one written form. Raises AnswerError as `kiosk.tracking_code.read` does."""
        return read(text_of(raw))

    def examples(self, page: Page, situation: Situation) -> list[AnswerValue]:
        """Return a right code that hardly any kiosk has handed out."""
        symbols = "FC7K34N9WH"
        return [shown(symbols + check_symbol(symbols))]
