"""The steps of one group: its list, and the pages that are asked for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.answers import KINDS
from kiosk.answers.group import Group, inner_journey, most_in, records_of, simple
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.page_views import question_view
from kiosk.submission import AnswerValue, Record
from kiosk.visit import Visit
from screens.group_screen import GroupScreen, Member
from screens.question_screen import QuestionScreen
from screens.screen import Screen
from screens.take_out_screen import TakeOutScreen


@dataclass(frozen=True)
class _Asking:
    """The question under way, and the records so far: some may not be finished."""

    visit: Visit
    page: Page
    records: tuple[Record, ...]

    def at(self, place: int, record: Record) -> _Asking:
        """Return the same with a record in this place."""
        return replace(self, records=(*self.records[:place], record, *self.records[place + 1 :]))

    def without(self, place: int) -> _Asking:
        """Return the same without the record in this place."""
        return replace(self, records=(*self.records[:place], *self.records[place + 1 :]))


class GroupSteps(QObject):
    """Asks one group, in as many screens as it takes. Emits the raw answer."""

    answered = Signal(object)
    went_back = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._asking: _Asking | None = None

    def begin(self, visit: Visit, page: Page, error: AnswerError | None) -> None:
        """Show the list; what was begun on this page and not finished is still there."""
        before = self._asking
        same = before is not None and (before.visit.journey, before.page.id) == (visit.journey, page.id)
        kept = before is not None and same and (error is not None or page.id not in visit.answers)
        records = before.records if before and kept else tuple(records_of(visit.draft(page.id)))
        self._asking = _Asking(visit, page, records)
        self._list(error)

    def forget(self) -> None:
        """Leave nothing of the question here."""
        self._asking = None

    def _list(self, error: AnswerError | None = None) -> None:
        asking = self._asking
        if asking is None:
            return

        def build(look: Look, language: Language) -> Screen:
            view = question_view(asking.visit, asking.page, language, error=error)
            what = asking.visit.text(asking.page.each, language)
            full = len(asking.records) >= most_in(asking.page)
            add = "" if full else language.translate("Add {what}", what=what)
            screen = GroupScreen(look, language, view=view, members=_members(asking, language), add=add)
            screen.add_asked.connect(self._add)
            screen.change_asked.connect(self._change)
            screen.take_out_asked.connect(self._take_out)
            screen.finished.connect(self._done)
            screen.went_back.connect(self.went_back)
            return screen

        self._stage.show(build)

    def _add(self) -> None:
        asking = self._asking
        if asking is not None:
            self._asking = replace(asking, records=(*asking.records, {}))
            self._change(len(asking.records))

    def _change(self, place: int) -> None:
        if self._asking is not None:
            inner = _inner_visit(self._asking, place)
            self._ask(place, inner, inner.path[0])

    def _ask(
        self, place: int, inner: Visit, page: Page, draft: AnswerValue | None = None, error: AnswerError | None = None
    ) -> None:
        def build(look: Look, language: Language) -> Screen:
            view = question_view(inner, page, language, draft=draft, error=error)
            screen = QuestionScreen(look, language, view=view)
            screen.answered.connect(lambda raw: self._answered(place, inner, page, raw))
            screen.went_back.connect(lambda: self._back(place, inner, page))
            return screen

        self._stage.show(build)

    def _answered(self, place: int, inner: Visit, page: Page, raw: AnswerValue) -> None:
        if self._asking is None:
            return
        try:
            inner = inner.answer(page.id, raw)
        except AnswerError as error:
            self._ask(place, inner, page, raw, error)
            return
        self._asking = self._asking.at(place, _record(inner))
        following = inner.page_after(page.id)
        if following is None or not following.is_question:
            self._list()
        else:
            self._ask(place, inner, following)

    def _back(self, place: int, inner: Visit, page: Page) -> None:
        before = inner.page_before(page.id)
        if before is not None:
            self._ask(place, inner, before)
        elif self._asking is not None:
            if not self._asking.records[place]:  # nothing was said of it yet
                self._asking = self._asking.without(place)
            self._list()

    def _take_out(self, place: int) -> None:
        asking = self._asking
        if asking is None:
            return

        def build(look: Look, language: Language) -> Screen:
            member = _members(asking, language)[place]
            screen = TakeOutScreen(look, language, label=member.label, shown=member.shown)
            screen.taken_out.connect(lambda: self._taken_out(place))
            screen.went_back.connect(self._list)
            return screen

        self._stage.show(build)

    def _taken_out(self, place: int) -> None:
        if self._asking is not None:
            self._asking = self._asking.without(place)
            self._list()

    def _done(self) -> None:
        """Try it here first, so that what was begun stays where something is missing."""
        asking = self._asking
        if asking is None:
            return
        records: AnswerValue = list(asking.records)
        try:
            asking.visit.answer(asking.page.id, records)
        except AnswerError as error:
            self._list(error)
        else:
            self.answered.emit(records)


def _members(asking: _Asking, language: Language) -> Sequence[Member]:
    kind, situation = KINDS[asking.page.kind], asking.visit.situation_at(asking.page.id)
    what = asking.visit.text(asking.page.each, language)
    what = what[:1].upper() + what[1:]
    members = []
    for place, record in enumerate(asking.records):
        shown = kind.record_shown(record, asking.page, situation, language) if isinstance(kind, Group) else ""
        finished = _inner_visit(asking, place).first_unanswered is None
        members.append(Member(language.translate("{what} {number}", what=what, number=place + 1), shown, finished))
    return members


def _inner_visit(asking: _Asking, place: int) -> Visit:
    """Return a visit of the inner pages alone, with the answers of one record."""
    journey = inner_journey(asking.page, asking.visit.journey)
    return replace(asking.visit, journey=journey, answers=dict(asking.records[place]), carried={})


def _record(inner: Visit) -> Record:
    """Return what was answered of one of them; groups hold no groups, so every answer is a simple one."""
    return {name: simple(value) for name, value in inner.valid_answers().items()}
