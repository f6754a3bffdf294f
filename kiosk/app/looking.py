"""A journey on the real screens without a kiosk around it: nothing is kept, sent or printed."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from accessibility.display import Display
from accessibility.look import Look
from kiosk.app.journey_steps import JourneySteps
from kiosk.app.stage import Stage
from kiosk.app.window import KioskFrame
from kiosk.clock import SystemClock
from kiosk.council_pack import CouncilPack
from kiosk.language import Language, marked

NOTHING_IS_SENT = marked("Preview: nothing is stored or sent")


class Looking(QObject):
    """The frame, the stage and the steps of a journey, around one pack, which may be exchanged."""

    def __init__(self, pack: CouncilPack, language: Language, application: QApplication) -> None:
        super().__init__()
        self.pack = pack
        size = application.primaryScreen().size()
        display = Display(width=size.width(), height=size.height())
        place = language.translate(NOTHING_IS_SENT)
        self.frame = KioskFrame(Look.of(display), language, pack.council.name, place, voice=False)
        self.stage = Stage(self.frame, display)
        self.steps = JourneySteps(self.stage, self, SystemClock(always_trusted=True))
        self.take_languages()
        self.stage.choose_language(language.code)
        self.stage.choose_words("easy" if language.easy else "usual")

    def take_languages(self) -> None:
        """Offer the languages of the pack."""
        codes = dict.fromkeys(["en", *self.pack.council.offered])
        self.stage.take_languages([self.pack.language(code) for code in codes])

    def close(self) -> None:
        """Leave nothing behind."""
        self.steps.forget()
        self.stage.forget()
        self.frame.close()
        self.frame.deleteLater()
