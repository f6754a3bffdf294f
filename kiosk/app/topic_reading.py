"""What can be read about a topic: the list of its articles, and each of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.packs import ShowsPack
from kiosk.app.reading import Reading
from kiosk.app.stage import Stage
from kiosk.language import Language
from kiosk.protocols import Clock
from kiosk.search.knowledge import Knowledge
from kiosk.search.views import NOTHING_TO_READ, ReadingList, reading_list
from screens.reading_list_screen import ReadingListScreen
from screens.screen import Screen


class TopicReading(QObject):
    """Knows articles from the time that they are read; until then a topic has nothing to read."""

    way_chosen = Signal(str)  # a journey, topic or screen
    opened = Signal(str)  # the article that was touched, such as "article:bin-days"
    left = Signal(str)  # back to the topic of this id
    finished = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack, clock: Clock) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._knowledge: Knowledge | None = None
        self._topic = ""
        self._waiting: Callable[[], None] | None = None
        self._reading = Reading(stage, packs, clock)
        self._reading.way_chosen.connect(self.way_chosen)
        self._reading.left.connect(lambda: self.begin(self._topic))
        self._reading.finished.connect(self.finished)

    def take(self, knowledge: Knowledge) -> None:
        """Take what the pack that is shown knows."""
        self._knowledge = knowledge
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def once_known(self, act: Callable[[], None]) -> None:
        """Do this when the articles have been read, and nothing where they are; the last to ask counts."""
        self._waiting = None if self._current() else act

    def forget(self) -> None:
        """Leave nothing of what was read here."""
        self._topic, self._waiting = "", None
        self._reading.forget()

    def list_of(self, topic_id: str, language: Language) -> ReadingList:
        """Return what can be read about a topic."""
        knowledge = self._current()
        if knowledge is None:
            return NOTHING_TO_READ
        return reading_list(knowledge.articles.of_topic(topic_id), knowledge, language)

    def begin(self, topic_id: str) -> None:
        """Show the list of a topic's articles."""
        self._topic = topic_id
        title = next(topic.title for topic in self._packs.pack.council.topics if topic.id == topic_id)

        def build(look: Look, language: Language) -> Screen:
            to_read = self.list_of(topic_id, language)
            screen = ReadingListScreen(look, language, about=language.translate(title), to_read=to_read)
            screen.chosen.connect(self._open)
            screen.went_back.connect(lambda: self.left.emit(topic_id))
            return screen

        self._stage.show(build)

    def _current(self) -> Knowledge | None:
        """Return what the pack that is shown knows, None as long as it has not been read."""
        known = self._knowledge
        return known if known is not None and known.pack is self._packs.pack else None

    def _open(self, way: str) -> None:
        if self._knowledge is not None:
            self.opened.emit(way)
            self._reading.begin(self._knowledge, way)
