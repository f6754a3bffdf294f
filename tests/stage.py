"""A real frame to show screens in, with a finder for what is on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from finding import Finder
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from accessibility.look import Look
from kiosk.language import Language
from screens.frame import Frame
from screens.screen import Draft, Screen


@dataclass
class Stage:
    """The frame, what it is drawn with, and the finder of all that is in it."""

    frame: Frame
    look: Look
    language: Language

    @property
    def find(self) -> Finder:
        return Finder(self.frame)

    @property
    def page(self) -> Finder:
        assert self.frame.screen_shown is not None
        return Finder(self.frame.screen_shown)

    def show(self, screen: Screen, draft: Draft | None = None) -> Any:
        self.frame.show_screen(screen, draft)
        settle()
        return screen

    def lay_over(self, screen: Screen) -> Any:
        self.frame.cover(screen)
        settle()
        return screen


MakeStage = Callable[..., Stage]
Heard = Callable[[Any], list[Any]]


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
