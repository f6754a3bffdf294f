"""Shows articles, what they work out, and the list of things to throw away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.packs import ShowsPack
from kiosk.app.place_steps import PlaceSteps
from kiosk.app.stage import Stage
from kiosk.articles.live import NEEDS_ADDRESS, LivePart, Moment, live_part
from kiosk.articles.recycling import Thing, by_letter
from kiosk.gazetteer import Address
from kiosk.language import Language, marked
from kiosk.protocols import Clock
from kiosk.search.knowledge import Knowledge
from kiosk.search.views import article_view, where
from screens.article_screen import ArticleScreen
from screens.screen import Screen
from screens.things_screen import ThingsScreen

_NOT_LISTED = marked("We do not have that address. Please ask at the desk, and we will look for it together.")


class Reading(QObject):
    """One article after another; Back goes the same way back. `left` is emitted from the first."""

    way_chosen = Signal(str)  # a journey, topic or screen
    left = Signal()
    finished = Signal()

    def __init__(self, stage: Stage, packs: ShowsPack, clock: Clock) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._clock = clock
        self._knowledge: Knowledge | None = None
        self._trail: list[Callable[[], None]] = []
        self._address: Address | None = None
        self._note = ""
        self._places = PlaceSteps(stage, packs)
        self._places.found.connect(self._address_found)
        self._places.not_listed.connect(self._not_listed)
        self._places.went_back.connect(self._again)

    def begin(self, knowledge: Knowledge, way: str) -> None:
        """Show what a row leads to: "article:bin-days" or "item:nappies"."""
        self._knowledge = knowledge
        self._trail = []
        self._open(way)

    def forget(self) -> None:
        """Leave nothing of what was read here."""
        self._trail = []
        self._address, self._note = None, ""

    def _open(self, way: str) -> None:
        """Go one step on: to an article or a thing here, to anything else by whoever leads there."""
        kind, _, name = way.partition(":")
        if kind == "article":
            self._go(lambda: self._article(name))
        elif kind == "item":
            self._go(lambda: self._thing(name))
        else:
            self.way_chosen.emit(way)

    def _go(self, show: Callable[[], None]) -> None:
        self._trail.append(show)
        show()

    def _again(self) -> None:
        """Show the page at the end of the trail, and what led here where there is none."""
        if self._trail:
            self._trail[-1]()
        else:
            self.left.emit()

    def _back(self) -> None:
        self._trail.pop()
        self._again()

    def _address_found(self, address: Address) -> None:
        self._address, self._note = address, ""
        self._again()

    def _not_listed(self) -> None:
        self._address, self._note = None, _NOT_LISTED
        self._again()

    def _article(self, name: str) -> None:
        knowledge, note, address = self._knowledge, self._note, self._address
        if knowledge is None or name not in knowledge.articles.heads:
            return
        live = knowledge.articles.heads[name].live
        pack = knowledge.pack
        moment = Moment(self._clock.now().astimezone(pack.zone).replace(tzinfo=None), self._clock.trusted())

        def build(look: Look, language: Language) -> Screen:
            part = live_part(live, knowledge, moment, language, address)
            if note and live in NEEDS_ADDRESS:
                part = LivePart(language.translate("Your address"), note=language.translate(note))
            letters = list(by_letter(knowledge.things, language.code)) if live == "recycling" else []
            view = article_view(
                name, knowledge, language, live=part, asks_address=live in NEEDS_ADDRESS, letters=letters
            )
            screen = ArticleScreen(look, language, view=view)
            screen.chosen.connect(self._open)
            screen.address_asked.connect(lambda: self._places.begin(view.article.title))
            screen.letter_chosen.connect(lambda letter: self._go(lambda: self._letter(letter)))
            screen.went_back.connect(self._back)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)

    def _letter(self, letter: str) -> None:
        def things(knowledge: Knowledge, code: str) -> list[Thing]:
            return by_letter(knowledge.things, code).get(letter, [])

        self._things(letter, things, more=False)

    def _thing(self, name: str) -> None:
        def things(knowledge: Knowledge, _code: str) -> list[Thing]:
            thing = knowledge.thing(name)
            return [thing] if thing is not None else []

        self._things("", things, more=True)

    def _things(self, heading: str, chosen: Callable[[Knowledge, str], list[Thing]], *, more: bool) -> None:
        knowledge = self._knowledge
        if knowledge is None:
            return
        whole = knowledge.article_with("recycling")

        def build(look: Look, language: Language) -> Screen:
            rows = [
                (thing.name(language.code).name, where(thing, knowledge, language))
                for thing in chosen(knowledge, language.code)
            ]
            title = heading or language.translate("Where it goes")
            screen = ThingsScreen(look, language, heading=title, things=rows, more=more and bool(whole))
            screen.list_chosen.connect(lambda: self._open(f"article:{whole}"))
            screen.went_back.connect(self._back)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)
