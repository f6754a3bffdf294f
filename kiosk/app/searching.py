"""Search: what fits stands there as somebody types. The search runs on a thread of its own, the last words win."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from accessibility.look import Look
from kiosk.app.background import Background
from kiosk.app.packs import Packs
from kiosk.app.reading import Reading
from kiosk.app.stage import Stage
from kiosk.language import Language, marked
from kiosk.open_days import day_of
from kiosk.parts import Parts
from kiosk.search.finder import Found
from kiosk.search.knowledge import Knowledge, whatever_is_known
from kiosk.search.views import MOST_ASKED, Row, asked_most, offered, row_of, rows_of
from screens.found_screen import FoundScreen
from screens.screen import Screen
from screens.search_screen import SearchScreen

ASKED_MOST = marked("Asked most")
_WEEK = timedelta(days=7)
NOTHING = marked("Nothing fits yet. Type more, or other words.")


@dataclass(frozen=True)
class _Asked:
    """What is typed, and whether a whole page was asked for it."""

    text: str = ""
    whole: bool = False


class Searching(QObject):
    """Finds journeys and articles. Holds what is typed until `forget`."""

    way_chosen = Signal(str)
    see_someone_chosen = Signal()
    left = Signal()
    finished = Signal()
    broke = Signal()
    known = Signal(object)  # Knowledge: what the pack that is shown knows has been read
    looked_for = Signal(object)  # Found: the words of a search that led to a page, or to something that was touched
    opened = Signal(str)  # what was found and touched, such as "article:bin-days"

    def __init__(self, stage: Stage, packs: Packs, parts: Parts) -> None:
        super().__init__()
        self._stage = stage
        self._packs = packs
        self._parts = parts
        self._worker = Background(threads=1)  # the index is used by one thread
        self._worker.broke.connect(self.broke)
        self._knowledge: Knowledge | None = None
        self._opened_most: list[str] = []
        self._asked = _Asked()
        self._found = Found()
        self._under_way = False
        self._found_shown = False  # the page of what was found, not the one with the field
        self._screen: SearchScreen | None = None
        self._reading = Reading(stage, packs, parts.clock)
        self._reading.way_chosen.connect(self.way_chosen)
        self._reading.left.connect(self._again)
        self._reading.finished.connect(self.finished)

    def read(self) -> None:
        """Read what the pack that is shown knows, in the background."""
        pack = self._packs.pack
        self._knowledge = None
        self._worker.run(lambda: whatever_is_known(pack), self._take, for_visit=False)

    def begin(self) -> None:
        """Show an empty search."""
        self._asked, self._found = _Asked(), Found()
        self._worker.run(self._count_opened, self._take_opened, for_visit=False)
        self._ask()

    def forget(self) -> None:
        """Leave nothing of what was looked for."""
        self._worker.next_visit()
        self._under_way = False
        self._asked, self._found, self._screen, self._found_shown = _Asked(), Found(), None, False
        self._reading.forget()

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _take(self, knowledge: Knowledge) -> None:
        if knowledge.pack is self._packs.pack:
            self._knowledge = knowledge
            self.known.emit(knowledge)
            self._look()
            self._show_rows()

    def _count_opened(self) -> list[str]:
        """Return what was opened most at this kiosk in the last week. Reads the disk."""
        today = self._parts.clock.now().astimezone(self._packs.pack.zone).date()
        return self._parts.store.usage.opened_most(today - _WEEK, MOST_ASKED)

    def _take_opened(self, opened: list[str]) -> None:
        if opened != self._opened_most:
            self._opened_most = opened
            self._stage.when_released(self._show_rows)

    def _ask(self) -> None:
        self._found_shown = False

        def build(look: Look, language: Language) -> Screen:
            title, rows = self._rows(language)
            screen = SearchScreen(look, language, text=self._asked.text, title=title, rows=rows)
            screen.typed.connect(self._typed)
            screen.searched.connect(self._searched)
            screen.chosen.connect(self._chosen)
            screen.went_back.connect(self._leave)
            self._screen = screen
            return screen

        self._stage.show(build)

    def _typed(self, text: str) -> None:
        self._asked = _Asked(text)
        self._look()

    def _searched(self, text: str) -> None:
        if text.strip():
            self._asked = _Asked(text, whole=True)
            self._look()

    def _look(self) -> None:
        """Look for what is typed now; while one search runs, the next waits for it, and those between are left out."""
        knowledge, asked = self._knowledge, self._asked
        if knowledge is None or self._under_way:
            return
        self._under_way = True
        self._worker.run(
            lambda: knowledge.finder.find(asked.text, typing=not asked.whole),
            lambda found: self._looked(asked, found),
            broke=self._search_broke,
        )

    def _looked(self, asked: _Asked, found: Found) -> None:
        self._under_way = False
        if asked != self._asked:
            self._look()
            return
        knowledge = self._knowledge
        self._found = offered(found, knowledge, self._today()) if knowledge is not None else found
        if asked.whole:
            self.looked_for.emit(self._found)
            self._show_found()
        else:
            self._stage.when_released(self._show_rows)

    def _today(self) -> date | None:
        """Return the day, None where nobody can be sure of it."""
        return day_of(self._parts.clock, self._packs.pack.zone)

    def _search_broke(self) -> None:
        self._under_way = False
        self.broke.emit()

    def _show_rows(self) -> None:
        screen = self._screen
        if screen is not None and isValid(screen):
            screen.show_rows(*self._rows(screen.language))

    def _rows(self, language: Language) -> tuple[str, list[Row]]:
        """Return what stands below the field, and its heading."""
        knowledge, found = self._knowledge, self._found
        if knowledge is None:
            return "", []
        if found.hits:
            words = language.translate("Showing results for {words}.", words=found.instead)
            return words if found.instead else "", [row_of(entry, knowledge, language) for entry in found.hits]
        if self._asked.text.strip():
            return language.translate(NOTHING), [row_of(entry, knowledge, language) for entry in found.nearest]
        return language.translate(ASKED_MOST), list(
            rows_of(asked_most(knowledge, self._opened_most, self._today()), knowledge, language)
        )

    def _show_found(self) -> None:
        knowledge, found = self._knowledge, self._found
        if knowledge is None:
            return
        self._found_shown = True
        most = rows_of(asked_most(knowledge, self._opened_most, self._today())[:3], knowledge, self._stage.language)

        def build(look: Look, language: Language) -> Screen:
            rows = [row_of(entry, knowledge, language) for entry in found.hits]
            nearest = [row_of(entry, knowledge, language) for entry in found.nearest] or list(most)
            screen = FoundScreen(look, language, rows=rows, instead=found.instead, nearest=nearest)
            screen.chosen.connect(self._chosen)
            screen.see_someone_chosen.connect(self.see_someone_chosen)
            screen.went_back.connect(self._back_to_typing)
            screen.went_on.connect(self.begin)
            return screen

        self._stage.show(build)

    def _leave(self) -> None:
        self._want_no_page()
        self.left.emit()

    def _want_no_page(self) -> None:
        """Somebody went elsewhere while a whole page was looked for: it must not take that from them."""
        if not self._found_shown:
            self._asked = _Asked(self._asked.text)

    def _back_to_typing(self) -> None:
        self._asked = _Asked(self._asked.text)
        self._ask()
        self._look()

    def _again(self) -> None:
        """Show again what somebody chose from."""
        if self._asked.whole:
            self._show_found()
        else:
            self._ask()

    def _chosen(self, way: str) -> None:
        knowledge = self._knowledge
        kind = way.partition(":")[0]
        self._want_no_page()
        self.looked_for.emit(self._found)
        self.opened.emit(way)
        if knowledge is not None and kind in ("article", "item"):
            self._reading.begin(knowledge, way)
        else:
            self.way_chosen.emit(way)
