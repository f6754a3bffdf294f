"""One line more about an address: whose home it is, or where somebody without a home mostly is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.page_views import question_view
from kiosk.submission import AnswerValue, fields_of
from kiosk.views import QuestionView
from kiosk.visit import Visit
from screens.question_screen import QuestionScreen
from screens.screen import Screen

Detail = Literal["care_of", "near"]

_ASKED: Mapping[Detail, tuple[str, str]] = {
    "care_of": (marked("Whose home is it?"), marked("Leave this empty if it is your own home.")),
    "near": (marked("Where are you mostly?"), marked("For example near the library. You can leave this empty.")),
}


class AddressDetail(QObject):
    """Asks for one line, which may stay empty. Emits the whole answer."""

    given = Signal(object)
    went_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage

    def begin(self, visit: Visit, page: Page, answer: Mapping[str, str], detail: Detail) -> None:
        """Ask for a detail of an answer, with what was said of it before."""
        before = fields_of(visit.draft(page.id)).get(detail, "")
        self._show(visit, page, answer, detail, before)

    def _show(
        self,
        visit: Visit,
        page: Page,
        answer: Mapping[str, str],
        detail: Detail,
        text: str,
        error: AnswerError | None = None,
    ) -> None:
        def answered(raw: AnswerValue) -> None:
            self._answered(visit, page, answer, detail, str(raw))

        def build(look: Look, language: Language) -> Screen:
            view = _view(question_view(visit, page, language, error=error), detail, text, language)
            screen = QuestionScreen(look, language, view=view)
            screen.answered.connect(answered)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _answered(self, visit: Visit, page: Page, answer: Mapping[str, str], detail: Detail, text: str) -> None:
        """Try it here first, so that what was typed stays where it is too long."""
        whole = {**answer, detail: text} if text.strip() else dict(answer)
        try:
            visit.answer(page.id, whole)
        except AnswerError as error:
            self._show(visit, page, answer, detail, text, error)
        else:
            self.given.emit(whole)


def _view(view: QuestionView, detail: Detail, text: str, language: Language) -> QuestionView:
    ask, hint = _ASKED[detail]
    return replace(
        view,
        ask=language.translate(ask),
        hint=language.translate(hint),
        why="",
        text=(),
        contacts=(),
        field="line",
        keyboard="letters",
        draft=text,
        error_at="",
        not_sure="",
    )
