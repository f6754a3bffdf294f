"""The kiosk: its situations joined with signals; the window first, everything slow after the first paint."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.app.asides import Asides
from kiosk.app.background import Background
from kiosk.app.code_steps import CodeSteps
from kiosk.app.collector import Collector
from kiosk.app.coming_back import ComingBack
from kiosk.app.counting import Counting
from kiosk.app.first_paint import NOT_JOINED, Window, show_window, window_for
from kiosk.app.journey_steps import JourneySteps
from kiosk.app.listening import Listening
from kiosk.app.old_receipts import set_aside_old_receipts
from kiosk.app.own_faults import OwnFaults
from kiosk.app.packs import Edition, Packs
from kiosk.app.progress_steps import ProgressSteps
from kiosk.app.quiet_time import QuietTime
from kiosk.app.saved_visits import SavedVisits
from kiosk.app.saving import Saving
from kiosk.app.searching import Searching
from kiosk.app.sending import Sending
from kiosk.app.signals import Reports
from kiosk.app.topic_reading import TopicReading
from kiosk.app.ways_in import CLEARED, CLEARED_AND_SAVED, CLEARED_AND_SENT, NO_ROOM, WaysIn
from kiosk.parts import Parts
from kiosk.submission import AnswerValue
from kiosk.tasks.beside import door_of
from kiosk.usage import Outcome
from kiosk.warm_up import import_what_answers_need
from screens.welcome_screen import WelcomeScreen


class Kiosk(QObject):
    """Joins the situations with signals. Knows their order, and nothing of what they do.

    `window` is one that shows Welcome already (`kiosk.app.first_paint`); without it there is a new one.
    """

    def __init__(self, parts: Parts, application: QApplication, window: Window | None = None) -> None:
        super().__init__()
        self._parts = parts
        sender = parts.sender()
        self._joined = bool(sender.kiosk)
        self._notice = ""
        window = window or window_for(parts, application)
        self.frame, self.stage = window.frame, window.stage
        self.frame.show_council(parts.pack.council.name)  # another one where the first shown turned out wrong
        self._background = Background()
        self._online = Background()  # whoever waits for the hub keeps nobody from the store
        self._reports = Reports()
        self._print_queue = parts.print_queue(self._reports.from_printer)
        self._sync = parts.sync_thread(self._reports.from_sync)
        self._door = door_of(parts, self._sync, self._print_queue)
        self._packs = Packs(parts.contents, self._background)
        parts.contents.whenever_new(self._reports.from_content)
        self._topic_reading = TopicReading(self.stage, self._packs, parts.clock)
        self._ways_in = WaysIn(self.stage, self._packs, self._topic_reading, parts.clock)
        self._searching = Searching(self.stage, self._packs, parts)
        self._journey = JourneySteps(self.stage, self._packs, parts.clock)
        self._sending = Sending(self.stage, parts, sender, self._background, self._print_queue)
        self._progress = ProgressSteps(self.stage, parts, self._packs)
        self._coming_back = ComingBack(self.stage, parts, self._packs)
        self._codes = CodeSteps(self.stage, self._online, self._progress, self._coming_back)
        self._listening = Listening(parts.config.speech, self.stage, self.frame, self._background, self._packs)
        saving = Saving(self.stage, parts, self._background, self._print_queue)
        self._drafts = SavedVisits(self.stage, parts, self._background, self._journey, self._sending, saving)
        listening = self._listening
        self._asides = Asides(self.stage, self.frame, self._packs, lambda: listening.possible, self._drafts)
        self._quiet_time = QuietTime(
            parts.config.idle, self.stage, self.frame, self._asides, listening, self._somebody_is_here
        )
        self._faults = OwnFaults(self.stage, self._packs)
        self._faults.met.connect(self._asides.forget)
        self._faults.restarted.connect(self._finish)
        self._collector = Collector(self)
        self._counting = Counting(parts, self.stage, self._background)
        self._connect()
        self._count()

    def open(self, *, windowed: bool) -> None:
        """Show Welcome, and begin everything slow once it is painted."""
        self.welcome()
        if not self.frame.isVisible():
            show_window(self.frame, windowed=windowed)
        QTimer.singleShot(0, self._begin_slow_things)

    def close(self) -> None:
        """End the threads; what is under way ends or stays in the queue."""
        self._faults.end()
        self._sending.forget()
        self._quiet_time.stop()
        self._listening.stop()
        self._door.close()
        self._sync.stop()
        self._print_queue.stop()
        self._door.wait()
        self._codes.forget()
        self._drafts.forget()
        self._online.close()
        self._searching.close()
        self._background.close()
        self._collector.stop()

    def welcome(self, notice: str = "") -> None:
        """Show Welcome; where nothing can be sent, say so first."""
        if not notice and not self._joined:
            notice = NOT_JOINED
        if not self._something_is_held():
            self._packs.swap()
        self._notice = notice
        self._ways_in.welcome(notice)

    def forget_everything(self, notice: str = "") -> None:
        """End the visit and leave nothing of it."""
        self._counting.visit_ended()
        self._background.next_visit()
        self._online.next_visit()
        for part in (
            self._listening,
            self._searching,
            self._topic_reading,
            self._journey,
            self._sending,
            self._codes,
            self._asides,
            self._drafts,
        ):
            part.forget()
        self.stage.forget()
        self.welcome(notice)
        self._collector.collect_all()

    def _connect(self) -> None:
        ways_in, journey, sending, asides = self._ways_in, self._journey, self._sending, self._asides
        ways_in.journey_chosen.connect(self._begin_journey)
        ways_in.check_progress_chosen.connect(self._codes.begin)
        ways_in.finished.connect(self.welcome)
        journey.way_chosen.connect(self._take_way)
        sending.way_chosen.connect(self._take_way)
        journey.left.connect(self._back_to_topic)
        journey.finished.connect(self._finish)
        sending.storing_began.connect(lambda: journey.check(sending=True))
        sending.check_asked.connect(journey.check)
        sending.stored.connect(self._stored)
        sending.something_else_chosen.connect(self._something_else)
        sending.finished.connect(self._finish)
        self._codes.finished.connect(self.welcome)
        self._progress.journey_chosen.connect(self._begin_journey)
        self._reports.content_came.connect(self._packs.look)
        self._packs.ready.connect(self._content_ready)
        self._packs.changed.connect(self._take_edition)
        self._connect_drafts()
        self._connect_search()
        self._reports.hub_said.connect(sending.hub_said)
        self._reports.printer_said.connect(sending.printer_said)
        asides.stopped.connect(self._finish)
        asides.listen_asked.connect(self._listening.listen)
        asides.interpreter_asked.connect(self._ask_for_interpreter)
        asides.see_someone_chosen.connect(ways_in.see_someone_meanwhile)
        self._quiet_time.expired.connect(self._finish)
        for source in (self._background, self._online, self._searching):
            source.broke.connect(self._faults.show)

    def _connect_drafts(self) -> None:
        drafts = self._drafts
        self._ways_in.come_back_chosen.connect(self._codes.begin)
        self._coming_back.opened.connect(drafts.go_on)
        self._asides.save_chosen.connect(drafts.save)
        drafts.stored.connect(self._sync.wake)
        drafts.saved.connect(self._saved)
        drafts.no_room.connect(lambda: self.welcome(NO_ROOM))

    def _connect_search(self) -> None:
        searching, reading = self._searching, self._topic_reading
        searching.known.connect(reading.take)
        reading.way_chosen.connect(self._take_way)
        reading.finished.connect(self._finish)
        self._ways_in.search_chosen.connect(searching.begin)
        searching.way_chosen.connect(self._take_way)
        searching.see_someone_chosen.connect(self._ways_in.see_someone)
        searching.left.connect(self.welcome)
        searching.finished.connect(self._finish)

    def _count(self) -> None:
        counting = self._counting
        counting.follow(self._journey, self._sending)
        counting.follow_search(self._searching, self._topic_reading)
        self._asides.listen_asked.connect(lambda: counting.used("listen"))
        self._asides.see_someone_chosen.connect(lambda: counting.outcome(Outcome.PASSED))
        self._quiet_time.timed_out.connect(lambda: counting.outcome(Outcome.TIMED_OUT))
        self._reports.printer_said.connect(counting.printer_said)
        for source in (self._background, self._online, self._searching):
            source.broke.connect(lambda: counting.fault("ours"))

    def _begin_slow_things(self) -> None:
        self._faults.begin()
        self._sync.start()
        self._door.start()
        self._listening.begin()
        self._quiet_time.start()
        self._collector.start()
        run = self._background.run
        run(self._packs.read_languages, self._take_languages, for_visit=False)
        run(lambda: set_aside_old_receipts(self._parts), lambda _: self._print_queue.start(), for_visit=False)
        run(self._parts.store.room_for_a_journey, lambda _: None, for_visit=False)
        self._drafts.tidy()
        run(import_what_answers_need, lambda _: None, for_visit=False)

    def _take_languages(self, edition: Edition) -> None:
        """Take over the languages of the pack that is shown, and of no other; then what it knows, in all of them."""
        if edition.pack is self._packs.pack:
            self.stage.take_languages(edition.languages)
            self._searching.read()

    def _take_edition(self, edition: Edition) -> None:
        self.stage.take_languages(edition.languages)
        self.frame.show_council(edition.pack.council.name)
        self._searching.read()

    def _content_ready(self) -> None:
        """Show newer content at once where nobody stands at Welcome; else when the visit has ended."""
        if not self._somebody_is_here():
            self.welcome(self._notice)

    def _ask_for_interpreter(self, code: str) -> None:
        interpreter = self._packs.pack.council.interpreter
        if interpreter is not None:
            self._begin_journey(interpreter.journey, chosen=interpreter.chosen(code))

    def _begin_journey(self, journey_id: str, about: str = "", chosen: Mapping[str, AnswerValue] | None = None) -> None:
        def begin(room: object) -> None:
            if room:
                self._journey.begin(self._packs.pack.journeys[journey_id], about, chosen)
            else:
                self.welcome(NO_ROOM)

        self._background.run(self._parts.store.open_for_journeys, begin, lambda _: begin(None))

    def _stored(self, tracking_code: str) -> None:
        if tracking_code:  # what stands apart has no paper, and is not sent yet
            self._print_queue.wake(tracking_code)
            self._sync.wake()

    def _saved(self) -> None:
        self._counting.outcome(Outcome.SAVED)
        self._finish()

    def _something_else(self) -> None:
        self._sending.put_away()
        self._ways_in.welcome()

    def _back_to_topic(self) -> None:
        if self._journey.topic:
            self._ways_in.topic(self._journey.topic)
        else:
            self._codes.begin()

    def _take_way(self, way: str) -> None:
        kind, _, name = way.partition(":")
        if kind == "journey":
            self._begin_journey(name)
        elif kind == "topic":
            self._ways_in.topic(name)
        else:
            ways = {"see-someone": self._ways_in.see_someone, "help-today": self._ways_in.help_today}
            ways.get(name, self._codes.begin)()

    def _somebody_is_here(self) -> bool:
        """Say whether anything would be left behind: a visit, another page than Welcome, a display that was changed."""
        at_welcome = isinstance(self.frame.screen_shown, WelcomeScreen)
        return self._something_is_held() or not at_welcome

    def _something_is_held(self) -> bool:
        """Say whether a visit is under way, a page is hidden, or language and display are somebody's choice."""
        held = self._journey.occupied or self._sending.occupied or self._drafts.occupied or self._asides.hidden
        return held or not self.stage.as_usual

    def _finish(self) -> None:
        saved, sent = self._drafts.saved_something, self._sending.sent_something
        self.forget_everything(CLEARED_AND_SAVED if saved else CLEARED_AND_SENT if sent else CLEARED)
