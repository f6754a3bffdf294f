"""Write an address that is not in the council's list (R11)."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal

from accessibility.controls import WrapLabel
from accessibility.look import Look
from kiosk.language import Language, marked
from kiosk.views import QuestionView
from screens.fields import TypedField
from screens.question_page import QuestionPage

_LINES = {
    "line1": marked("House number and street"),
    "town": marked("Town or village"),
    "postcode": marked("Postcode, if you know it"),
}


class TypeAddressScreen(QuestionPage):
    """`draft` and `errors` are by line: line1, town, postcode. A draft's `usrn` is handed on as it came."""

    address_typed = Signal(object)

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        view: QuestionView,
        draft: Mapping[str, str],
        errors: Mapping[str, str],
    ) -> None:
        say = language.translate
        super().__init__(look, language, view, keyboard="text")
        self._usrn = draft.get("usrn", "")
        self._fields = {key: TypedField(look, key, say(label), draft.get(key, "")) for key, label in _LINES.items()}
        problems = [(errors[key], field.first) for key, field in self._fields.items() if errors.get(key)]
        self.add_question(ask=say("What is the address?"), problems=problems)
        for key, field in self._fields.items():
            self.add_gap(8)
            self.add(WrapLabel(look, say(_LINES[key]), "bold"))
            if errors.get(key):
                self.add_error(errors[key])
            self.add_controls(field.controls)
        self._lead_from_line_to_line()

    def next_touched(self) -> None:
        address = {key: field.answer() for key, field in self._fields.items()}
        self.address_typed.emit({**address, "usrn": self._usrn} if self._usrn else address)

    def _lead_from_line_to_line(self) -> None:
        """Enter goes to the next line, and on from the last."""
        fields = list(self._fields.values())
        for field, following in pairwise(fields):
            field.on_enter(partial(following.control.setFocus, Qt.FocusReason.TabFocusReason))
        fields[-1].on_enter(self.next_touched)
