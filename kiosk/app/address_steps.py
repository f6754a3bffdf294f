"""The steps of one address question: postcode, list, street search, own words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.answers.address import CARE_OF, NO_FIXED, WITHHELD
from kiosk.answers.postcode import tidy_postcode
from kiosk.answers.words import words_for
from kiosk.app.address_detail import AddressDetail
from kiosk.app.stage import Stage
from kiosk.app.street_steps import StreetSearch
from kiosk.errors import AnswerError
from kiosk.gazetteer import Address, Street
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.page_views import question_view
from kiosk.submission import fields_of
from kiosk.visit import Visit
from screens.choose_address_screen import ChooseAddressScreen
from screens.find_address_screen import FindAddressScreen
from screens.screen import Screen
from screens.type_address_screen import TypeAddressScreen

_FIELDS = {"address-line": "line1", "address-town": "town", "postcode-wrong": "postcode", "text-long": "line1"}


@dataclass(frozen=True)
class _Asking:
    """The question under way, and what was found for it so far."""

    visit: Visit
    page: Page
    postcode: str = ""
    street: Street | None = None
    typed: dict[str, str] | None = None


class AddressSteps(QObject):
    """Asks one address question, in as many screens as it takes. Emits the raw answer."""

    answered = Signal(object)
    went_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._asking: _Asking | None = None
        self._search = StreetSearch(stage, own_words=False)
        self._search.found.connect(self._street_found)
        self._search.went_back.connect(self._ask_postcode)
        self._search.gave_up.connect(self._type)
        self._detail = AddressDetail(stage)
        self._detail.given.connect(self.answered)
        self._detail.went_back.connect(self._ask_postcode)

    def begin(self, visit: Visit, page: Page, error: AnswerError | None) -> None:
        """Ask the page's question; with what was given before, where there is something."""
        parts = fields_of(visit.draft(page.id))
        listed = visit.pack.gazetteer.address(parts.get("uprn", ""))
        typed = dict(parts) if "line1" in parts else None
        self._asking = _Asking(visit, page, listed.postcode if listed else parts.get("postcode", ""), typed=typed)
        if error is not None and error.code in _FIELDS:
            self._type(error)
        else:
            self._ask_postcode(error)

    def forget(self) -> None:
        """Leave nothing of the question here."""
        self._asking = None
        self._search.forget()

    def _ask_postcode(self, error: AnswerError | None = None, text: str = "") -> None:
        asking = self._asking
        if asking is None:
            return

        def build(look: Look, language: Language) -> Screen:
            view = question_view(asking.visit, asking.page, language)
            problem = words_for(error, language) if error else ""
            screen = FindAddressScreen(
                look,
                language,
                view=view,
                postcode=text or asking.postcode,
                error=problem,
                without=[way for way in (NO_FIXED, WITHHELD) if way in asking.page.allow],
            )
            screen.without_chosen.connect(self._without)
            screen.postcode_entered.connect(self._postcode_entered)
            screen.postcode_unknown.connect(self._postcode_unknown)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _without(self, way: str) -> None:
        if way == NO_FIXED:
            asking = self._asking
            if asking is not None:
                self._detail.begin(asking.visit, asking.page, {"none": way}, "near")
        else:
            self.answered.emit({"none": way})

    def _found(self, answer: dict[str, str]) -> None:
        """Ask whose home it is, where the page wants to know."""
        asking = self._asking
        if asking is not None and CARE_OF in asking.page.allow:
            self._detail.begin(asking.visit, asking.page, answer, "care_of")
        else:
            self.answered.emit(answer)

    def _postcode_unknown(self) -> None:
        asking = self._asking
        if asking is None:
            return
        if asking.page.allow and "street" not in asking.page.allow:
            self._type()
        else:
            self._search.begin(asking.visit, asking.page)

    def _postcode_entered(self, text: str) -> None:
        try:
            postcode = tidy_postcode(text)
        except AnswerError as error:
            self._ask_postcode(error, text)
            return
        if self._asking is None:
            return
        found = self._asking.visit.pack.gazetteer.at_postcode(postcode)
        if not found:
            self._ask_postcode(AnswerError("postcode-not-here"), text)
        else:
            self._asking = replace(self._asking, postcode=postcode, street=None)
            self._choose(postcode, found)

    def _street_found(self, street: Street) -> None:
        if self._asking is not None:
            self._asking = replace(self._asking, street=street, typed=None)
            gazetteer = self._asking.visit.pack.gazetteer
            self._choose(f"{street.name}, {street.town}", gazetteer.in_street(street.usrn))

    def _choose(self, place: str, addresses: list[Address], error: AnswerError | None = None) -> None:
        asking = self._asking
        if asking is None:
            return
        chosen = fields_of(asking.visit.draft(asking.page.id)).get("uprn", "")
        back: Callable[[], None] = self._search.again if asking.street else self._ask_postcode

        def build(look: Look, language: Language) -> Screen:
            view = question_view(asking.visit, asking.page, language)
            screen = ChooseAddressScreen(
                look,
                language,
                view=view,
                place=place,
                addresses=addresses,
                chosen=chosen,
                error=words_for(error, language) if error else "",
            )
            screen.address_chosen.connect(lambda uprn: self._chosen(uprn, place, addresses))
            screen.not_listed.connect(self._type)
            screen.went_back.connect(back)
            return screen

        self._stage.show(build)

    def _chosen(self, uprn: str, place: str, addresses: list[Address]) -> None:
        if uprn:
            self._found({"uprn": uprn})
        else:
            self._choose(place, addresses, AnswerError("address-empty"))

    def _type(self, error: AnswerError | None = None) -> None:
        asking = self._asking
        if asking is None:
            return
        street = asking.street
        begun = {"usrn": street.usrn, "line1": street.name, "town": street.town} if street else {}
        draft = asking.typed or {"postcode": asking.postcode, **begun}

        def build(look: Look, language: Language) -> Screen:
            view = question_view(asking.visit, asking.page, language)
            errors = {_FIELDS.get(error.code, "line1"): words_for(error, language)} if error else {}
            screen = TypeAddressScreen(look, language, view=view, draft=draft, errors=errors)
            screen.address_typed.connect(self._typed)
            screen.went_back.connect(self._ask_postcode)
            return screen

        self._stage.show(build)

    def _typed(self, parts: dict[str, str]) -> None:
        """Try it here first, so that what was typed stays where something is missing."""
        asking = self._asking
        if asking is None:
            return
        self._asking = replace(asking, typed=parts)
        try:
            asking.visit.answer(asking.page.id, parts)
        except AnswerError as error:
            self._type(error)
        else:
            self._found(parts)
