"""Come back to something saved: where it is found, and the visit as it was (R21)."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.draft_look_up import DraftLookUp, Found
from kiosk.app.packs import Packs
from kiosk.app.saving import Ticket
from kiosk.app.stage import Stage
from kiosk.drafts import DraftError, Resumed, open_visit, resume
from kiosk.language import Language
from kiosk.parts import Parts
from screens.nothing_to_open_screen import NothingToOpenScreen, WhyNot
from screens.screen import Screen
from screens.welcome_back_screen import WelcomeBackScreen


class ComingBack(QObject):
    """Looks for what was saved under a come-back code, and opens it. Holds nothing of it."""

    opened = Signal(object, object)  # Resumed, Ticket
    another_asked = Signal()
    finished = Signal()

    def __init__(self, stage: Stage, parts: Parts, packs: Packs) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._packs = packs
        self._identity = parts.store.identity()  # it does not change while the kiosk is open

    def look_up(self, code: str) -> DraftLookUp:
        """Return the look for a come-back code in its one written form."""
        return DraftLookUp(self._parts, self._packs.pack.council.id, self._identity, code)

    def show(self, code: str, found: Found) -> None:
        """Open what was found, or say why nothing opens."""
        if found.state == "kept":
            self._open(code, found)
        elif found.state == "unknown" and not found.asked_the_hub:
            self._nothing("offline")
        else:
            self._nothing(found.state)

    def _open(self, code: str, found: Found) -> None:
        pack, clock = self._packs.pack, self._parts.clock
        try:
            saved = open_visit(found.sealed, found.keys)
            back = resume(saved, pack, clock.now().astimezone(pack.zone), clock_trusted=clock.trusted())
        except DraftError as error:
            self._nothing(error.reason)
            return
        ticket = Ticket(code, found.keys, found.revision)
        if back.asked_again or found.maybe_older:
            self._tell(back, ticket, maybe_older=found.maybe_older)
        else:
            self.opened.emit(back, ticket)

    def _tell(self, back: Resumed, ticket: Ticket, *, maybe_older: bool) -> None:
        def build(look: Look, language: Language) -> Screen:
            title = back.visit.heading(language)
            screen = WelcomeBackScreen(
                look, language, journey_title=title, asked_again=back.asked_again, maybe_older=maybe_older
            )
            screen.read.connect(lambda: self.opened.emit(back, ticket))
            screen.went_back.connect(self.another_asked)
            return screen

        self._stage.show(build)

    def _nothing(self, why: WhyNot) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = NothingToOpenScreen(look, language, why=why)
            screen.went_back.connect(self.another_asked)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)
