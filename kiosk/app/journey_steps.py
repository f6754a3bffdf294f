"""One journey, page by page, up to the check page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.answers import KINDS
from kiosk.answers.kind import Field
from kiosk.app.address_steps import AddressSteps
from kiosk.app.group_steps import GroupSteps
from kiosk.app.packs import ShowsPack
from kiosk.app.signature_steps import SignatureSteps
from kiosk.app.stage import Stage
from kiosk.app.street_steps import StreetSteps
from kiosk.drafts import page_to_go_on_at
from kiosk.errors import AnswerError
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.making_sure import making_sure
from kiosk.open_days import standing_of
from kiosk.page_views import page_view, question_view, rows
from kiosk.protocols import Clock
from kiosk.submission import AnswerValue
from kiosk.together import all_to_bring
from kiosk.visit import Visit
from screens.before_journey_screen import BeforeJourneyScreen
from screens.check_answers_screen import CheckAnswersScreen
from screens.ending_screen import EndingScreen
from screens.notice_screen import NoticeScreen
from screens.question_screen import QuestionScreen
from screens.screen import Screen


class JourneySteps(QObject):
    """Leads through one journey. Holds the visit, and forgets it with `forget`."""

    send_asked = Signal(object)  # Visit
    began = Signal()  # another journey, or the same anew
    started = Signal(object)  # Visit: the resident touched Start
    resumed = Signal(object)  # Visit: a saved one goes on
    page_shown = Signal(object, object)  # Visit, Page
    checked = Signal(object)  # Visit: its answers are shown together
    refused = Signal(object, str, str)  # Visit, id of the page, code of the error
    way_chosen = Signal(str)
    left = Signal()  # back out of the first page
    finished = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack, clock: Clock) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._clock = clock
        self._visit: Visit | None = None
        self._before_change: Visit | None = None
        self._many_screens: Mapping[Field, AddressSteps | GroupSteps | SignatureSteps | StreetSteps] = {
            "address": AddressSteps(stage),
            "street": StreetSteps(stage),
            "group": GroupSteps(stage),
            "signature": SignatureSteps(stage),
        }
        for steps in self._many_screens.values():
            steps.answered.connect(self._answered)
            steps.went_back.connect(self._go_back)
        self._page: Page | None = None
        self._chosen: frozenset[str] = frozenset()  # pages answered on the way to the journey

    @property
    def topic(self) -> str:
        """The topic of the journey under way."""
        return self._visit.journey.topic if self._visit else ""

    @property
    def occupied(self) -> bool:
        """Whether a visit is held here, with what was given in it."""
        return self._visit is not None

    @property
    def under_way(self) -> tuple[Visit, Page | None] | None:
        """The visit, and its page that is shown; no page stands for the one before the first, and the check page."""
        return (self._visit, self._page) if self._visit else None

    @property
    def unfinished(self) -> Visit | None:
        """The visit of the page that is shown, where it holds an answer and can still be sent."""
        visit, page = self._visit, self._page
        if visit is None or page is None or page.kind == "ending" or not visit.valid_answers():
            return None
        return visit

    def begin(self, journey: Journey, about: str = "", chosen: Mapping[str, AnswerValue] | None = None) -> None:
        """Say what the journey needs, and begin it when the resident starts. What was given before is offered (R8).

        `about` is the tracking code of an earlier submission that the journey is about. `chosen` are answers that were
        given on the way here: it begins at the page after them.
        """
        carried = dict(self._visit.carried) if self._visit else {}
        if about:
            carried["tracking_code"] = about
        pack = self._packs.pack
        now, trusted = self._clock.now().astimezone(pack.zone), self._clock.trusted()
        visit = Visit(pack, journey, now, clock_trusted=trusted, carried=carried)
        for page, answer in (chosen or {}).items():
            visit = visit.answer(page, answer)
        standing = standing_of(journey, now.date() if trusted else None)
        self._visit, self._chosen = replace(visit, standing=standing), frozenset(chosen or {})
        self._before_change = None
        self._forget_steps()
        self.began.emit()
        self._before()

    def go_on_with(self, visit: Visit) -> None:
        """Go on with a visit that was saved, at its first page without an answer."""
        self._forget_steps()
        self._visit = visit
        self._before_change = None
        self.resumed.emit(visit)
        self._page = visit.path[-1]
        page = page_to_go_on_at(visit)
        if page is None:
            self.check()
        else:
            self._show(page)

    def look_at(self, visit: Visit, page: Page) -> None:
        """Show a page of a visit, whatever was answered before it."""
        self._visit = visit
        self._before_change = None
        self._show(page)

    def rest(self) -> None:
        """The visit was sent: no page of it is shown any more."""
        self._page = None

    def forget(self) -> None:
        """Leave nothing of the visit here."""
        self._visit = self._page = self._before_change = None
        self._forget_steps()

    def check(self, *, sending: bool = False) -> None:
        """Show the check page; where something is still open, the page that asks for it."""
        visit = self._visit
        if visit is None:
            return
        self._before_change = None
        if open_page := visit.ending or visit.first_unanswered:
            self._show(open_page)
            return

        def build(look: Look, language: Language) -> Screen:
            title = visit.heading(language)
            bring = all_to_bring(visit, language)
            screen = CheckAnswersScreen(
                look, language, journey_title=title, rows=rows(visit, language), bring=bring, sending=sending
            )
            screen.change_asked.connect(self._change)
            screen.sent.connect(lambda: self.send_asked.emit(visit))
            screen.went_back.connect(lambda: self._show(visit.path[-1]))
            return screen

        self.checked.emit(visit)
        (self._stage.update if sending else self._stage.show)(build)

    def _forget_steps(self) -> None:
        for steps in self._many_screens.values():
            steps.forget()

    def _before(self) -> None:
        visit, self._page = self._visit, None
        if visit is None:
            return
        if visit.standing != "open":
            self._show(visit.path[0])
            return

        def build(look: Look, language: Language) -> Screen:
            council, in_english = visit.pack.council, not visit.pack.is_in(visit.journey, language)
            screen = BeforeJourneyScreen(
                look,
                language,
                journey=visit.journey,
                council_name=council.name,
                picture_credit=council.picture_credit,
                in_english=in_english,
                interpreter=council.interpreter is not None,
                making_sure=making_sure(visit.pack, visit.journey, language),
            )
            screen.started.connect(lambda: self._start(visit))
            screen.words_chosen.connect(self._stage.choose_words)
            screen.went_back.connect(self.left)
            return screen

        self._stage.show(build)

    def _start(self, visit: Visit) -> None:
        self.started.emit(visit)
        self._show(next((page for page in visit.path if page.id not in self._chosen), visit.path[0]))

    def _show(self, page: Page, draft: AnswerValue | None = None, error: AnswerError | None = None) -> None:
        visit = self._visit
        if visit is None:
            return
        self._page = page
        self.page_shown.emit(visit, page)
        field = KINDS[page.kind].field if page.is_question else "none"
        if field in self._many_screens:
            self._many_screens[field].begin(visit, page, error)
        elif page.is_question:
            self._ask(visit, page, draft, error)
        elif page.kind == "ending":
            self._end(visit, page)
        else:
            self._tell(visit, page)

    def _ask(self, visit: Visit, page: Page, draft: AnswerValue | None, error: AnswerError | None) -> None:
        def build(look: Look, language: Language) -> Screen:
            view = question_view(visit, page, language, draft=draft, error=error)
            screen = QuestionScreen(look, language, view=view)
            screen.answered.connect(self._answered)
            screen.went_back.connect(self._go_back)
            return screen

        self._stage.show(build)

    def _tell(self, visit: Visit, page: Page) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = NoticeScreen(look, language, view=page_view(visit, page, language))
            screen.read.connect(lambda: self._go_on(visit, page))
            screen.went_back.connect(self._go_back)
            return screen

        self._stage.show(build)

    def _end(self, visit: Visit, page: Page) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = EndingScreen(look, language, view=page_view(visit, page, language))
            screen.way_chosen.connect(self.way_chosen)
            screen.went_back.connect(self._go_back)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)

    def _answered(self, raw: AnswerValue) -> None:
        visit, page = self._visit, self._page
        if visit is None or page is None:
            return
        try:
            self._visit = visit.answer(page.id, raw, self._stage.language.code)
        except AnswerError as error:
            self.refused.emit(visit, page.id, error.code)
            self._show(page, raw, error)
            return
        self._go_on(visit, page)

    def _go_on(self, before: Visit, page: Page) -> None:
        """Show the page that follows. After a change: only what the change opened, then the check page again."""
        visit = self._visit
        if visit is None:
            return
        following = visit.page_after(page.id)
        while self._before_change is not None and following is not None and _seen(following, before, visit):
            following = visit.page_after(following.id)
        if following is None:
            self.check()
        else:
            self._show(following)

    def _go_back(self) -> None:
        visit, page = self._visit, self._page
        if visit is None or page is None:
            return
        previous = visit.page_before(page.id)
        if self._before_change is not None:  # Back from a change: nothing is changed
            self._visit = self._before_change
            self.check()
        elif previous is not None:
            self._show(previous)
        elif visit.standing == "open":
            self._before()
        else:
            self.left.emit()

    def _change(self, page_id: str) -> None:
        visit = self._visit
        if visit is not None:
            self._before_change = visit
            self._show(visit.page_named(page_id))


def _seen(page: Page, before: Visit, after: Visit) -> bool:
    """Say whether a page needs no second look after a change: an answer that still fits, a notice read before."""
    if page.is_question:
        return page.id in after.valid_answers()
    return page.kind == "notice" and page in before.path
