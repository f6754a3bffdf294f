"""Welcome: what people can do here, by what they need (R29)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from accessibility.look import Look
from kiosk.council_pack import Topic
from kiosk.language import Language
from screens.content_page import ContentPage


class WelcomeScreen(ContentPage):
    """`topics` are those that have a journey; `notice` is said above all, such as "We cleared your answers"."""

    search_chosen = Signal()
    topic_chosen = Signal(str)
    check_progress_chosen = Signal()
    come_back_chosen = Signal()
    see_someone_chosen = Signal()
    help_today_chosen = Signal()

    def __init__(self, look: Look, language: Language, *, topics: Sequence[Topic], notice: str = "") -> None:
        super().__init__(look, language)
        say = language.translate
        if notice:
            self.add_panel([notice])
            self.add_gap(16)
        self.add_heading(say("What do you need today?"))
        self.add_hint(say("Touch one. You can stop at any time. We clear this screen when you finish."))
        self.add_gap(8)
        # Whoever needs help now must not have to look for it below all topics.
        self.add_tiles(
            [
                self.button(say("Search in your own words"), self.search_chosen.emit, icon_name="search"),
                self.button(say("I need help today"), self.help_today_chosen.emit, icon_name="life-buoy"),
            ]
        )
        self.add_gap(8)
        tiles = [
            self.button(
                say(topic.title),
                partial(self.topic_chosen.emit, topic.id),
                kind="tile",
                icon_name=topic.icon,
                hint=say(topic.hint),
            )
            for topic in topics
        ]
        self.add_tiles(tiles)
        self.add_gap(16)
        self.add_tiles(
            [
                self.button(say("Check progress"), self.check_progress_chosen.emit, icon_name="receipt-text"),
                self.button(say("Come back to something saved"), self.come_back_chosen.emit, icon_name="clock"),
                self.button(say("See someone"), self.see_someone_chosen.emit, icon_name="users"),
            ]
        )
