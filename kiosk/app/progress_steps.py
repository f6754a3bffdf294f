"""Check progress: where it stands what was sent under a tracking code, from this kiosk and from the hub."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk.app.looking_up import LookUp
from kiosk.app.packs import Packs
from kiosk.app.stage import Stage
from kiosk.language import Language
from kiosk.parts import Parts
from kiosk.progress import Known, progress_view
from screens.progress_screen import ProgressScreen
from screens.screen import Screen
from screens.unknown_code_screen import UnknownCodeScreen


class ProgressSteps(QObject):
    """Looks for what was sent under a tracking code, and shows its progress."""

    another_asked = Signal()
    finished = Signal()
    journey_chosen = Signal(str, str)  # id of a journey about an earlier submission, and its tracking code

    def __init__(self, stage: Stage, parts: Parts, packs: Packs) -> None:
        super().__init__()
        self._stage = stage
        self._parts = parts
        self._packs = packs
        self._identity = parts.store.identity()  # it does not change while the kiosk is open

    def look_up(self, code: str) -> LookUp:
        """Return the look for a tracking code in its one written form."""
        return LookUp(self._parts, self._identity, code)

    def show(self, known: Known) -> None:
        """Show what was found."""
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
            screen.went_back.connect(self.another_asked)
            screen.finished.connect(self.finished)
            return screen

        self._stage.show(build)

    def _change(self, known: Known, act: Literal["withdraw", "correct"]) -> None:
        journey = self._parts.pack.journey_to(act)
        if journey is not None:
            self.journey_chosen.emit(journey.id, known.tracking_code)
