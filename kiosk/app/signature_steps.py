"""The two ways of one signature: drawn, or typed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.page_views import question_view
from kiosk.submission import AnswerValue, fields_of
from kiosk.visit import Visit
from screens.screen import Screen
from screens.signature_screen import SignatureScreen


class SignatureSteps(QObject):
    """Asks for one signature. Emits the raw answer."""

    answered = Signal(object)
    went_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._asking: tuple[Visit, Page] | None = None

    def begin(self, visit: Visit, page: Page, error: AnswerError | None) -> None:
        """Ask for it, in the way in which it was given before."""
        self._asking = (visit, page)
        way: Literal["draw", "type"] = "type" if "typed" in fields_of(visit.draft(page.id)) else "draw"
        self._show(way, error=error)

    def forget(self) -> None:
        """Leave nothing of the question here."""
        self._asking = None

    def _show(
        self, way: Literal["draw", "type"], draft: AnswerValue | None = None, error: AnswerError | None = None
    ) -> None:
        asking = self._asking
        if asking is None:
            return

        def build(look: Look, language: Language) -> Screen:
            view = question_view(*asking, language, draft=draft, error=error)
            screen = SignatureScreen(look, language, view=view, way=way)
            screen.signed.connect(self._signed)
            screen.way_chosen.connect(self._show)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _signed(self, raw: AnswerValue) -> None:
        """Try it here first, so that what was drawn stays where it cannot be taken."""
        if self._asking is None:
            return
        visit, page = self._asking
        try:
            visit.answer(page.id, raw)
        except AnswerError as error:
            if page.optional and not any(fields_of(raw).values()):
                self.answered.emit("")
                return
            self._show("type" if "typed" in fields_of(raw) else "draw", raw, error)
        else:
            self.answered.emit(raw)
