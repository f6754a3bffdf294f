"""The steps of finding an address for an article: postcode, or street, and a list. Nothing of it is kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.answers.postcode import tidy_postcode
from kiosk.answers.words import words_for
from kiosk.app.packs import ShowsPack
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.gazetteer import Address, Street
from kiosk.language import Language
from kiosk.views import QuestionView
from screens.choose_address_screen import ChooseAddressScreen
from screens.find_address_screen import FindAddressScreen
from screens.find_street_screen import FindStreetScreen
from screens.screen import Screen


class PlaceSteps(QObject):
    """Emits a listed address, or that there is none to be found."""

    found = Signal(object)  # Address
    not_listed = Signal()
    went_back = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._title = ""

    def begin(self, title: str) -> None:
        """Ask for an address; `title` is what it is asked for, as a text of the catalogues or of an article."""
        self._title = title
        self._ask_postcode()

    def _view(self, language: Language) -> QuestionView:
        ask, hint = language.translate("What is your postcode?"), language.translate("We use it once and forget it.")
        return QuestionView(self._title, 0, 0, ask, "address", hint=hint)

    def _ask_postcode(self, error: AnswerError | None = None, text: str = "") -> None:
        def build(look: Look, language: Language) -> Screen:
            problem = words_for(error, language) if error else ""
            screen = FindAddressScreen(look, language, view=self._view(language), postcode=text, error=problem)
            screen.postcode_entered.connect(self._postcode_entered)
            screen.postcode_unknown.connect(self._ask_street)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _postcode_entered(self, text: str) -> None:
        try:
            postcode = tidy_postcode(text)
        except AnswerError as error:
            self._ask_postcode(error, text)
            return
        addresses = self._packs.pack.gazetteer.at_postcode(postcode)
        if addresses:
            self._choose(postcode, addresses)
        else:
            self._ask_postcode(AnswerError("postcode-not-here"), text)

    def _ask_street(self, text: str = "", streets: list[Street] | None = None, code: str = "") -> None:
        def build(look: Look, language: Language) -> Screen:
            problem = words_for(AnswerError(code), language) if code else ""
            view = self._view(language)
            screen = FindStreetScreen(look, language, view=view, text=text, streets=streets, error=problem)
            screen.street_searched.connect(self._street_searched)
            screen.street_chosen.connect(self._street_chosen)
            screen.not_found.connect(self.not_listed)
            screen.went_back.connect(self._ask_postcode)
            return screen

        self._stage.show(build)

    def _street_searched(self, text: str) -> None:
        if not text.strip():
            self._ask_street(code="street-empty")
            return
        streets = self._packs.pack.gazetteer.streets_like(text)
        self._ask_street(text, streets or None, "" if streets else "street-not-here")

    def _street_chosen(self, usrn: str) -> None:
        gazetteer = self._packs.pack.gazetteer
        street = gazetteer.street(usrn)
        if street is not None:
            self._choose(f"{street.name}, {street.town}", gazetteer.in_street(usrn))

    def _choose(self, place: str, addresses: list[Address], error: AnswerError | None = None) -> None:
        def build(look: Look, language: Language) -> Screen:
            problem = words_for(error, language) if error else ""
            view = self._view(language)
            screen = ChooseAddressScreen(look, language, view=view, place=place, addresses=addresses, error=problem)
            screen.address_chosen.connect(lambda uprn: self._chosen(uprn, place, addresses))
            screen.not_listed.connect(self.not_listed)
            screen.went_back.connect(self._ask_postcode)
            return screen

        self._stage.show(build)

    def _chosen(self, uprn: str, place: str, addresses: list[Address]) -> None:
        address = self._packs.pack.gazetteer.address(uprn)
        if address is None:
            self._choose(place, addresses, AnswerError("address-empty"))
        else:
            self.found.emit(address)
