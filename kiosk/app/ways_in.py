"""Welcome and what stands there: topics, see someone, help today."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from accessibility.look import Look
from kiosk.app.first_paint import welcome_screen
from kiosk.app.packs import ShowsPack
from kiosk.app.stage import Stage
from kiosk.app.topic_reading import TopicReading
from kiosk.council_pack import Contact
from kiosk.language import Language, marked
from kiosk.open_days import day_of
from kiosk.protocols import Clock
from screens.help_today_screen import HelpTodayScreen
from screens.screen import Screen
from screens.see_someone_screen import SeeSomeoneScreen
from screens.topic_screen import TopicScreen
from screens.urgent_help_screen import UrgentHelpScreen

CLEARED = marked("We cleared the screen. Nobody can see your answers here.")
CLEARED_AND_SAVED = marked(
    "We cleared the screen. Nobody can see your answers here. What you saved opens with your come-back code."
)
CLEARED_AND_SENT = marked("We cleared the screen. Nobody can see your answers here. What you sent is safe.")
NO_ROOM = marked("This kiosk cannot take anything new right now. Please ask at the desk. We are sorry.")


class WaysIn(QObject):
    """Leads from Welcome to a journey, or to somebody who helps."""

    search_chosen = Signal()
    journey_chosen = Signal(str)
    check_progress_chosen = Signal()
    come_back_chosen = Signal()
    finished = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack, reading: TopicReading, clock: Clock) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._reading = reading
        self._clock = clock
        self._topic_screen: TopicScreen | None = None
        reading.left.connect(self.topic)

    def welcome(self, notice: str = "") -> None:
        """Show Welcome; `notice` is one of this module's texts."""

        def build(look: Look, language: Language) -> Screen:
            screen = welcome_screen(look, language, self._packs.pack, self._clock, notice)
            screen.search_chosen.connect(self.search_chosen)
            screen.topic_chosen.connect(self.topic)
            screen.check_progress_chosen.connect(self.check_progress_chosen)
            screen.come_back_chosen.connect(self.come_back_chosen)
            screen.see_someone_chosen.connect(self.see_someone)
            screen.help_today_chosen.connect(self.help_today)
            return screen

        self._stage.show(build)

    def topic(self, topic_id: str) -> None:
        """Show the journeys of a topic, and the way to what can be read about it as soon as that is known."""
        topic = next(topic for topic in self._packs.pack.council.topics if topic.id == topic_id)

        def build(look: Look, language: Language) -> Screen:
            pack = self._packs.pack
            journeys = pack.journeys_of(topic_id, language, self._today())
            own = [journey for journey in journeys if pack.is_in(journey, language)]
            others = [journey for journey in journeys if journey not in own]
            to_read = self._reading.list_of(topic_id, language)
            screen = TopicScreen(look, language, topic=topic, journeys=own, in_english=others, to_read=to_read)
            screen.journey_chosen.connect(self.journey_chosen)
            screen.reading_chosen.connect(lambda: self._reading.begin(topic_id))
            screen.went_back.connect(self.finished)
            self._topic_screen = screen
            return screen

        def show_again() -> None:
            screen = self._topic_screen
            if screen is not None and isValid(screen) and screen.isVisible():
                self._stage.update(build)

        self._stage.show(build)
        self._reading.once_known(show_again)

    def see_someone(self) -> None:
        """Show who can be seen or reached."""

        def build(look: Look, language: Language) -> Screen:
            screen = SeeSomeoneScreen(look, language, contacts=self._people())
            screen.went_back.connect(self.finished)
            return screen

        self._stage.show(build)

    def see_someone_meanwhile(self) -> None:
        """Show who can be seen or reached, and come back to the page."""

        def build(look: Look, language: Language) -> Screen:
            screen = SeeSomeoneScreen(look, language, contacts=self._people())
            screen.went_back.connect(self._stage.step_back)
            return screen

        self._stage.step_aside(build)

    def _today(self) -> date | None:
        """Return the day, None where nobody can be sure of it."""
        return day_of(self._clock, self._packs.pack.zone)

    def _people(self) -> list[Contact]:
        """Return the contact cards of those who can be seen."""
        council = self._packs.pack.council
        return [self._packs.pack.contact(name) for name in council.see_someone or [council.contact]]

    def help_today(self) -> None:
        """Show the situations in which somebody is needed today."""

        def build(look: Look, language: Language) -> Screen:
            screen = HelpTodayScreen(look, language, situations=self._packs.pack.council.help_today)
            screen.situation_chosen.connect(self._urgent_help)
            screen.went_back.connect(self.finished)
            return screen

        self._stage.show(build)

    def _urgent_help(self, situation: str) -> None:
        help_ = next(help_ for help_ in self._packs.pack.council.help_today if help_.id == situation)
        contacts = [self._packs.pack.contact(name) for name in help_.contacts]

        def build(look: Look, language: Language) -> Screen:
            screen = UrgentHelpScreen(look, language, help_=help_, contacts=contacts)
            screen.went_back.connect(self.help_today)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)
