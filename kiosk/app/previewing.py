"""`kiosk preview`: one journey on the real screens, shown anew when a file is saved. Nothing is stored or sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication

from accessibility.look import Look
from kiosk.app.asides import Asides
from kiosk.app.background import Background
from kiosk.app.collector import Collector
from kiosk.app.display_there import need_a_display
from kiosk.app.looking import Looking
from kiosk.app.opening import make_application
from kiosk.app.pack_watch import PackWatch
from kiosk.app.signals import quit_on_signals
from kiosk.app.window import KioskFrame
from kiosk.checking import journey_problems
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import ConfigError
from kiosk.evidence import to_bring
from kiosk.language import Language
from kiosk.next_steps import next_words, words_of_thanks
from kiosk.open_days import always_open
from kiosk.page_views import nudge_view
from kiosk.problems import Problem, problem_of
from kiosk.views import ConfirmationView
from kiosk.visit import Visit
from screens.confirmation_screen import ConfirmationScreen
from screens.content_page import ContentPage
from screens.screen import Screen
from screens.thanks_screen import ThanksScreen

_WINDOW = QSize(1080, 1500)
_CODE = "PREVIEW"
"""Stands where a tracking code would stand."""

Tell = Callable[[str], None]


def preview(pack: CouncilPack, journey_id: str, language: Language, tell: Tell) -> int:
    """Open a window with a journey and return when it is closed. `tell` hears each thing that is wrong with the file.

    Raises KioskError where no window can be shown.
    """
    need_a_display()
    application = make_application()
    stopper = quit_on_signals(application)
    shown = Preview(pack, journey_id, language, application, tell)
    shown.open()
    try:
        return application.exec()
    finally:
        stopper.setEnabled(False)
        shown.close()


@dataclass(frozen=True)
class _Read:
    """What is in the folder now: no pack where it cannot be read; what keeps it from being shown, and the rest."""

    pack: CouncilPack | None
    broken: Sequence[Problem]
    hard: Sequence[Problem] = ()


class _NothingSaved:
    """A preview holds nothing that could be saved, and leads to no other journey."""

    possible = False
    sent_something = False
    saved_something = False
    holds_answers = True


class Preview(QObject):
    """The window. Keeps the page that is shown, and the answers that still fit, when the journey changes."""

    def __init__(
        self, pack: CouncilPack, journey_id: str, language: Language, application: QApplication, tell: Tell
    ) -> None:
        super().__init__()
        self._folder = pack.folder
        self._journey_id = journey_id
        self._tell = tell
        self._looking = Looking(pack, language, application)
        self._background = Background(1)
        self._collector = Collector(self)
        self._watch = PackWatch(pack.folder)
        self._watch.saved.connect(self._read_again)
        stage, steps = self._looking.stage, self._looking.steps
        self._asides = Asides(stage, self._looking.frame, self._looking, lambda: False, _NothingSaved())
        self._asides.stopped.connect(self.begin)
        self._asides.see_someone_chosen.connect(stage.step_back)
        for ended in (steps.left, steps.finished, steps.way_chosen):
            ended.connect(lambda *_: self.begin())
        steps.send_asked.connect(self._confirm)
        self._looking.frame.resized.connect(stage.resize)

    @property
    def frame(self) -> KioskFrame:
        """The window's frame."""
        return self._looking.frame

    def open(self) -> None:
        """Show the window, at the page before the first question."""
        frame = self._looking.frame
        frame.resize(_WINDOW.boundedTo(frame.screen().availableSize()))
        self.begin()
        frame.show()
        self._collector.start()
        self._watch.start()
        self._background.run(self._read, self._tell_all, self._refused)

    def begin(self) -> None:
        """Begin the journey anew."""
        self._looking.steps.forget()
        self._looking.steps.begin(always_open(self._looking.pack.journeys[self._journey_id]))

    def go_on_with(self, visit: Visit) -> None:
        """Show a visit at its first page without an answer, or its check page."""
        self._looking.steps.go_on_with(visit)

    def close(self) -> None:
        """End what runs."""
        self._watch.stop()
        self._background.close()
        self._collector.stop()
        self._looking.close()

    def _read_again(self) -> None:
        self._background.run(self._read, self._take, self._refused)

    def _read(self) -> _Read:
        path = self._folder / "journeys" / f"{self._journey_id}.toml"
        broken, hard = journey_problems(self._folder, path)
        return _Read(None if broken else load_council_pack(self._folder), broken, hard)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, ConfigError):
            self._take(_Read(None, [problem_of(error)]))

    def _take(self, read: _Read) -> None:
        """Show the journey as it is now; what keeps it from being shown stands in its place until it is mended."""
        self._tell_all(read)
        if read.pack is None or read.broken:
            self._show_problems(read.broken)
            return
        under_way = self._looking.steps.under_way
        self._looking.pack = read.pack
        self._looking.take_languages()
        self._looking.stage.choose_language(self._looking.stage.language.code)
        if under_way is None or (under_way[1] is None and not under_way[0].answers):
            self.begin()
        else:
            self._go_on(under_way[0], under_way[1].id if under_way[1] else "")

    def _tell_all(self, read: _Read) -> None:
        for problem in (*read.broken, *read.hard):
            self._tell(str(problem))

    def _go_on(self, former: Visit, page_id: str) -> None:
        pack = self._looking.pack
        journey = pack.journeys[self._journey_id]
        known = {page.id for page in journey.questions}
        answers = {name: value for name, value in former.answers.items() if name in known}
        visit = Visit(pack, journey, former.now, clock_trusted=True, answers=answers, carried=former.carried)
        page = next((page for page in visit.path if page.id == page_id), None)
        if page is None:
            self._looking.steps.go_on_with(visit)
        else:
            self._looking.steps.look_at(visit, page)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = ContentPage(look, language)
            screen.add_heading("This journey cannot be shown yet")
            screen.add_paragraphs([f"{it.file.name}, line {it.line}: {it.what} {it.remedy}" for it in problems])
            screen.add_paragraphs(["Mend it and save the file: the page comes back by itself."])
            return screen

        self._looking.stage.show(build)

    def _confirm(self, visit: Visit) -> None:
        self._looking.steps.rest()

        def build(look: Look, language: Language) -> Screen:
            if visit.journey.apart:
                return self._thanks(look, language, visit)
            screen = ConfirmationScreen(look, language, view=_as_if_sent(visit, language))
            screen.something_else_chosen.connect(self.begin)
            screen.finished.connect(self.begin)
            screen.way_chosen.connect(self.begin)
            screen.nudge_declined.connect(self.begin)
            return screen

        self._looking.stage.show(build)

    def _thanks(self, look: Look, language: Language, visit: Visit) -> Screen:
        screen = ThanksScreen(look, language, text=words_of_thanks(visit, language))
        screen.something_else_chosen.connect(self.begin)
        screen.finished.connect(self.begin)
        return screen


def _as_if_sent(visit: Visit, language: Language) -> ConfirmationView:
    """Return the confirmation as it would stand there, were this sent."""
    words = next_words(visit, language, sent_at=visit.now, dated=True)
    return ConfirmationView(
        tracking_code=_CODE,
        noun=visit.text(visit.journey.noun, language),
        at_the_council=True,
        next_text=words.text,
        after=words.after,
        address="",
        paper="none",
        contact=visit.pack.contact(visit.pack.council.contact),
        sensitive=visit.journey.sensitive,
        bring=to_bring(visit, language, sent_at=visit.now),
        nudge=nudge_view(visit, language),
    )
