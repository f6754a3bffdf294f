"""What can be done about one topic."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from accessibility.controls import WordButton
from accessibility.look import Look
from kiosk.council_pack import Topic
from kiosk.journey import Journey
from kiosk.language import Language
from kiosk.search.views import NOTHING_TO_READ, READ, ReadingList
from screens.content_page import ContentPage

_NAMED = 3
"""So many articles are named on the way to all of them: enough to know what is meant."""


class TopicScreen(ContentPage):
    """A tile across the page for each journey: what it is for, and how long it takes.

    Those `in_english` have no words in the language of the page, and stand below the others. `to_read`: what can be
    read about it; the first titles stand on the way there.
    """

    journey_chosen = Signal(str)
    reading_chosen = Signal()

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        topic: Topic,
        journeys: Sequence[Journey],
        in_english: Sequence[Journey] = (),
        to_read: ReadingList = NOTHING_TO_READ,
    ) -> None:
        super().__init__(look, language, back=language.translate("Back"))
        self.add_heading(language.translate(topic.title))
        self.add_hint(language.translate("Touch what you want to do."))
        self.add_gap(8)
        if to_read.rows and not to_read.in_english:
            self._add_way_to(to_read)
        self._add_tiles(journeys)
        if in_english or to_read.in_english:
            self.add_gap(16)
            self.add_title(language.translate("These are in English"), of_buttons=True)
            self.add_gap(8)
        if to_read.in_english:
            self._add_way_to(to_read)
        self._add_tiles(in_english)

    def _add_tiles(self, journeys: Sequence[Journey]) -> None:
        for journey in journeys:
            self.add(self._tile(journey))
            self.add_gap(12)

    def _add_way_to(self, to_read: ReadingList) -> None:
        titles = [row.title for row in to_read.rows]
        self.add(
            self.button(
                self.language.translate(READ),
                self.reading_chosen.emit,
                kind="tile",
                icon_name="info",
                hint=self.language.in_a_row(titles[:_NAMED]),
            )
        )
        self.add_gap(12)

    def _tile(self, journey: Journey) -> WordButton:
        say = self.language.translate
        minutes = self.language.plural("About {n} minute", "About {n} minutes", journey.minutes)
        hint = "\n".join(words for words in (say(journey.hint), minutes) if words)
        return self.button(
            say(journey.title),
            lambda: self.journey_chosen.emit(journey.id),
            kind="tile",
            icon_name=journey.icon,
            hint=hint,
        )
