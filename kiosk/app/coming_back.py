"""Come back to something saved: the code, where it is found, and the visit as it was (R21)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk import comeback_code
from kiosk.answers.words import words_for
from kiosk.app.background import Background
from kiosk.app.draft_look_up import DraftLookUp, Found
from kiosk.app.packs import Packs
from kiosk.app.saving import Ticket
from kiosk.app.stage import Stage
from kiosk.drafts import DraftError, Resumed, open_visit, resume
from kiosk.errors import AnswerError
from kiosk.language import Language
from kiosk.parts import Parts
from screens.come_back_screen import ComeBackScreen
from screens.nothing_to_open_screen import NothingToOpenScreen, WhyNot
from screens.screen import Screen
from screens.welcome_back_screen import WelcomeBackScreen


@dataclass(frozen=True)
class _Asked:
    text: str = ""
    error: AnswerError | None = None
    busy: bool = False


class ComingBack(QObject):
    """Asks for a code and opens what it finds. Holds nothing once that is handed over."""

    opened = Signal(object, object)  # Resumed, Ticket
    finished = Signal()

    def __init__(self, stage: Stage, parts: Parts, packs: Packs, background: Background) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._packs = packs
        self._background = background
        self._identity = parts.store.identity()  # it does not change while the kiosk is open
        self._look_up: DraftLookUp | None = None  # the one whose answer is waited for

    def begin(self) -> None:
        """Ask for a come-back code."""
        self._ask(_Asked())

    def forget(self) -> None:
        """Leave nothing here; a question to the hub that is under way is broken off."""
        if self._look_up is not None:
            self._look_up.break_off()
        self._look_up = None

    def _leave(self) -> None:
        self.forget()
        self.finished.emit()

    def _ask(self, asked: _Asked) -> None:
        def build(look: Look, language: Language) -> Screen:
            error = words_for(asked.error, language) if asked.error else ""
            screen = ComeBackScreen(look, language, text=asked.text, error=error, busy=asked.busy)
            screen.code_entered.connect(self._entered)
            screen.went_back.connect(self._leave)
            return screen

        self._stage.show(build)

    def _entered(self, text: str) -> None:
        try:
            code = comeback_code.read(text)
        except AnswerError as error:
            self._ask(_Asked(text, error))
            return
        look_up = self._look_up = DraftLookUp(self._parts, self._packs.pack.council.id, self._identity, code)
        self._ask(_Asked(code, busy=True))
        self._background.run(
            look_up.run,
            lambda found: self._found(look_up, code, found),
            lambda _: self._background.broke.emit(),
        )

    def _found(self, look_up: DraftLookUp, code: str, found: Found) -> None:
        if look_up is not self._look_up:
            return
        self._look_up = None
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
            title = back.visit.text(back.visit.journey.title, language)
            screen = WelcomeBackScreen(
                look, language, journey_title=title, asked_again=back.asked_again, maybe_older=maybe_older
            )
            screen.read.connect(lambda: self.opened.emit(back, ticket))
            screen.went_back.connect(self.begin)
            return screen

        self._stage.show(build)

    def _nothing(self, why: WhyNot) -> None:
        def build(look: Look, language: Language) -> Screen:
            screen = NothingToOpenScreen(look, language, why=why)
            screen.went_back.connect(self.begin)
            screen.finished.connect(self._leave)
            return screen

        self._stage.show(build)
