"""Check progress: a tracking code, and where it stands, from this kiosk and from the hub."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk import tracking_code
from kiosk.answers.words import words_for
from kiosk.app.background import Background
from kiosk.app.looking_up import LookUp
from kiosk.app.packs import Packs
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.language import Language
from kiosk.parts import Parts
from kiosk.progress import Known, progress_view
from screens.check_progress_screen import CheckProgressScreen
from screens.progress_screen import ProgressScreen
from screens.screen import Screen
from screens.unknown_code_screen import UnknownCodeScreen


@dataclass(frozen=True)
class _Asked:
    text: str = ""
    error: AnswerError | None = None
    busy: bool = False


class ProgressSteps(QObject):
    """Asks for a code and shows its progress."""

    finished = Signal()
    journey_chosen = Signal(str, str)  # id of a journey about an earlier submission, and its tracking code

    def __init__(self, stage: Stage, parts: Parts, packs: Packs, background: Background) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._packs = packs
        self._background = background
        self._identity = parts.store.identity()  # it does not change while the kiosk is open
        self._look_up: LookUp | None = None  # the one whose answer is waited for

    def begin(self) -> None:
        """Ask for a tracking code."""
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
            screen = CheckProgressScreen(look, language, text=asked.text, error=error, busy=asked.busy)
            screen.code_entered.connect(self._entered)
            screen.went_back.connect(self._leave)
            return screen

        self._stage.show(build)

    def _entered(self, text: str) -> None:
        try:
            code = tracking_code.read(text)
        except AnswerError as error:
            self._ask(_Asked(text, error))
            return
        look_up = self._look_up = LookUp(self._parts, self._identity, code)
        self._ask(_Asked(code, busy=True))
        self._background.run(
            look_up.run,
            lambda known: self._found(look_up, known),
            lambda _: self._found(look_up, Known(code)),
        )

    def _found(self, look_up: LookUp, known: Known) -> None:
        if look_up is not self._look_up:
            return
        self._look_up = None
        self._show(known)

    def _show(self, known: Known) -> None:
        pack = self._packs.pack
        contact = pack.contact(pack.council.contact)

        def build(look: Look, language: Language) -> Screen:
            if known.stored is None and known.tracking is None:
                screen: ProgressScreen | UnknownCodeScreen = UnknownCodeScreen(
                    look,
                    language,
                    tracking_code=known.tracking_code,
                    asked_the_hub=known.asked_the_hub,
                    contact=contact,
                )
            else:
                screen = ProgressScreen(look, language, view=progress_view(known, pack, language))
                screen.correct_chosen.connect(lambda: self._change(known, "correct"))
                screen.withdraw_chosen.connect(lambda: self._change(known, "withdraw"))
            screen.went_back.connect(self.begin)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)

    def _change(self, known: Known, act: Literal["withdraw", "correct"]) -> None:
        journey = self._parts.pack.journey_to(act)
        if journey is not None:
            self.journey_chosen.emit(journey.id, known.tracking_code)
