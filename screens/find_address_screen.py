"""Ask for a postcode, to find the address by it (R11)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.answers.address import NO_FIXED, WITHHELD
from kiosk.language import Language, marked
from kiosk.views import QuestionView
from screens.fields import TypedField
from screens.question_page import QuestionPage, problems_of

_WITHOUT = {
    NO_FIXED: marked("I have no fixed address"),
    WITHHELD: marked("I do not want to say it here"),
}


class FindAddressScreen(QuestionPage):
    """`postcode_entered` carries what was typed, untidied. `without` are the ways to give no address, by `allow`."""

    postcode_entered = Signal(str)
    postcode_unknown = Signal()
    without_chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        view: QuestionView,
        postcode: str = "",
        error: str = "",
        without: Sequence[str] = (),
    ) -> None:
        say = language.translate
        super().__init__(look, language, view, next_step=say("Find address"), keyboard="postcode")
        self._field = TypedField(look, "postcode", view.ask, postcode, hint=view.hint)
        self.add_question(problems=problems_of(error, self._field))
        self.add_paragraphs(view.text)
        self.add_field(self._field, error)
        unknown = self.button(say("I do not know the postcode"), self.postcode_unknown.emit, kind="plain")
        others = [
            self.button(say(_WITHOUT[way]), partial(self.without_chosen.emit, way), kind="plain") for way in without
        ]
        self.add_small_buttons([unknown, *others])

    def next_touched(self) -> None:
        self.postcode_entered.emit(self._field.answer())
