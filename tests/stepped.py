"""One question's own screens on a real stage, in a journey made for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from active_window import make_active
from finding import Finder
from PySide6.QtWidgets import QApplication
from stage import settle

from accessibility.display import Display
from accessibility.look import Look
from kiosk.app.opening import make_application
from kiosk.app.stage import Stage
from kiosk.council_pack import CouncilPack
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.visit import Visit
from screens.frame import Frame


@dataclass
class Stepped:
    """A stage with a frame, what its steps answered, and the hands to touch it with."""

    stage: Stage
    frame: Frame
    visit: Visit
    answers: list[Any] = field(default_factory=list)
    backs: list[bool] = field(default_factory=list)

    @property
    def find(self) -> Finder:
        return Finder(self.frame)

    @property
    def page(self) -> Finder:
        assert self.frame.screen_shown is not None
        return Finder(self.frame.screen_shown)

    def heading(self) -> str:
        assert self.frame.screen_shown is not None
        return self.frame.screen_shown.heading

    def touch(self, name: str) -> None:
        self.find.touch_button(name)
        settle()

    def listen(self, steps: Any) -> None:
        steps.answered.connect(self.answers.append)
        steps.went_back.connect(lambda: self.backs.append(True))


@contextmanager
def stepping(pack: CouncilPack, pages: list[Page]) -> Iterator[Stepped]:
    """Open a stage for a journey of these pages."""
    make_application()
    display = Display()
    frame = Frame(Look.of(display, "ltr"), Language(), "Fairholme Council", "Central Library", voice=False)
    frame.resize(display.width, display.height)
    frame.show()
    make_active(frame)
    journey = msgspec.structs.replace(pack.journeys["missed-bin"], page=pages)
    visit = Visit(pack, journey, datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    yield Stepped(Stage(frame, display), frame, visit)
    frame.close()
    frame.deleteLater()
    settle()
    QApplication.processEvents()
