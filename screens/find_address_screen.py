"""Ask for a postcode, to find the address by it (R11)."""

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.fields import TypedField
from screens.question_page import QuestionPage, problems_of


class FindAddressScreen(QuestionPage):
    """`postcode_entered` carries what was typed, untidied."""

    postcode_entered = Signal(str)
    postcode_unknown = Signal()

    def __init__(
        self, look: Look, language: Language, *, view: QuestionView, postcode: str = "", error: str = ""
    ) -> None:
        say = language.translate
        super().__init__(look, language, view, next_step=say("Find address"), keyboard="postcode")
        self._field = TypedField(look, "postcode", view.ask, postcode, hint=view.hint)
        self.add_question(problems=problems_of(error, self._field))
        self.add_paragraphs(view.text)
        self.add_field(self._field, error)
        self.add_small_buttons(
            [self.button(say("I do not know the postcode"), self.postcode_unknown.emit, kind="plain")]
        )

    def next_touched(self) -> None:
        self.postcode_entered.emit(self._field.answer())
