"""The steps of finding a street: some letters, a list, or own words."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.answers.words import words_for
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.gazetteer import Street
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.page_views import question_view
from kiosk.submission import fields_of
from kiosk.visit import Visit
from screens.find_street_screen import FindStreetScreen
from screens.screen import Screen


class StreetSearch(QObject):
    """Type some letters, choose a street."""

    found = Signal(object)  # Street
    described = Signal(str)
    gave_up = Signal()
    went_back = Signal()

    def __init__(self, stage: Stage, *, own_words: bool) -> None:
        super().__init__()
        self._stage = stage
        self._own_words = own_words
        self._asking: tuple[Visit, Page] | None = None
        self._text = ""

    def begin(self, visit: Visit, page: Page, text: str = "", error: AnswerError | None = None) -> None:
        """Ask for a street."""
        self._asking = (visit, page)
        self._text = text
        self._show(None, error)

    def again(self) -> None:
        """Show the search as it was."""
        self._searched(self._text)

    def forget(self) -> None:
        """Leave nothing of the search here."""
        self._asking = None
        self._text = ""

    def _show(self, streets: list[Street] | None, error: AnswerError | None = None) -> None:
        asking = self._asking
        if asking is None:
            return

        def build(look: Look, language: Language) -> Screen:
            screen = FindStreetScreen(
                look,
                language,
                view=question_view(*asking, language),
                text=self._text,
                streets=streets,
                error=words_for(error, language) if error else "",
                own_words=self._own_words,
            )
            screen.street_searched.connect(self._searched)
            screen.street_chosen.connect(self._chosen)
            screen.described.connect(self.described)
            screen.not_found.connect(self.gave_up)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _searched(self, text: str) -> None:
        self._text = text
        if not text.strip():
            self._show(None, AnswerError("street-empty"))
            return
        if self._asking is None:
            return
        streets = self._asking[0].pack.gazetteer.streets_like(text)
        self._show(streets, None if streets else AnswerError("street-not-here"))

    def _chosen(self, usrn: str) -> None:
        street = self._asking[0].pack.gazetteer.street(usrn) if self._asking else None
        if street is not None:
            self.found.emit(street)


class StreetSteps(QObject):
    """Asks one street question. Emits the raw answer."""

    answered = Signal(object)
    went_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._search = StreetSearch(stage, own_words=True)
        self._search.found.connect(lambda street: self.answered.emit({"usrn": street.usrn}))
        self._search.described.connect(lambda words: self.answered.emit({"name": words}))
        self._search.went_back.connect(self.went_back)

    def begin(self, visit: Visit, page: Page, error: AnswerError | None) -> None:
        """Ask the page's question."""
        parts = fields_of(visit.draft(page.id))
        street = visit.pack.gazetteer.street(parts.get("usrn", ""))
        self._search.begin(visit, page, street.name if street else parts.get("name", ""), error)

    def forget(self) -> None:
        """Leave nothing of the question here."""
        self._search.forget()
