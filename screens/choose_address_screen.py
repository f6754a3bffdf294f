"""Choose one address of a postcode or a street."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.answers.kind import Option
from kiosk.gazetteer import Address
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.fields import OptionList
from screens.question_page import QuestionPage, problems_of


class ChooseAddressScreen(QuestionPage):
    """`place` is the postcode or street in words; `chosen` a UPRN. `address_chosen` carries a UPRN, empty for none."""

    address_chosen = Signal(str)
    not_listed = Signal()

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        view: QuestionView,
        place: str,
        addresses: Sequence[Address],
        chosen: str = "",
        error: str = "",
    ) -> None:
        super().__init__(look, language, view)
        found = language.plural(
            "We found {n} address at {place}.", "We found {n} addresses at {place}.", len(addresses), place=place
        )
        options = [Option(address.uprn, address.first_line) for address in addresses]
        self._field = OptionList(look, options, chosen=[chosen] if chosen else [])
        problems = problems_of(error, self._field)
        self.add_question(ask=language.translate("Which address is it?"), hint=found, problems=problems)
        # Above the list: below a long one nobody would find it.
        self.add_small_buttons(
            [self.button(language.translate("My address is not listed"), self.not_listed.emit, kind="plain")]
        )
        self.add_gap(8)
        self.add_field(self._field, error)

    def next_touched(self) -> None:
        self.address_chosen.emit(self._field.answer())
