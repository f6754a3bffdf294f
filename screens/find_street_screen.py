"""Find a street by the letters of its name, or take it in the resident's own words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from accessibility.look import Look
from kiosk.gazetteer import Street
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.fields import TypedField
from screens.question_page import QuestionPage, problems_of


class FindStreetScreen(QuestionPage):
    """`streets` are what a search for `text` found, None before one. A touched street is chosen at once.

    `street_chosen` carries a USRN. With `own_words` the street may be answered in words: `described` carries them,
    in place of `not_found`.
    """

    street_searched = Signal(str)
    street_chosen = Signal(str)
    described = Signal(str)
    not_found = Signal()

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        view: QuestionView,
        text: str = "",
        streets: Sequence[Street] | None = None,
        error: str = "",
        own_words: bool = False,
    ) -> None:
        say = language.translate
        super().__init__(look, language, view, next_step=say("Find street"), keyboard="text")
        is_street = view.field == "street"
        ask = view.ask if is_street else say("Which street is it in?")
        hint = view.hint if is_street else say("Type the first letters of its name.")
        if streets:
            hint = say("Touch the right street, or type more of its name.")
        self._field = TypedField(look, "street", ask, text, hint=hint)
        self.add_question(ask=ask, hint=hint, problems=problems_of(error, self._field))
        self.add_field(self._field, error)
        self.add_gap(8)
        found = [
            self.add_button(f"{street.name}, {street.town}", partial(self.street_chosen.emit, street.usrn))
            for street in streets or ()
        ]
        self._first_found = found[0] if found else None
        self._add_way_out(searched=bool(text) or streets is not None, own_words=own_words)

    def first_focus(self) -> QWidget | None:
        """What was found comes into view, above the keyboard."""
        return self._first_found or super().first_focus()

    def next_touched(self) -> None:
        self.street_searched.emit(self._field.answer())

    def _add_way_out(self, *, searched: bool, own_words: bool) -> None:
        say = self.language.translate
        if not own_words:
            self.add_small_buttons([self.button(say("My street is not here"), self.not_found.emit, kind="plain")])
        elif searched:
            words = say("It is not listed. Use the words I wrote")
            self.add_small_buttons([self.button(words, self._describe, kind="plain")])

    def _describe(self) -> None:
        self.described.emit(self._field.answer())
