"""Frames to show screens in, and a way to hear what screens say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from active_window import make_active
from framed import MakeFrame
from PySide6.QtWidgets import QApplication
from stage import Heard, MakeStage, Stage, settle

from accessibility.display import Display
from accessibility.fonts import load_fonts
from accessibility.look import Look
from kiosk.language import Language
from screens.frame import Frame


@pytest.fixture
def frame(qapp: QApplication) -> Iterator[MakeFrame]:
    """Opens frames; all are put away afterwards."""
    load_fonts()
    made: list[Frame] = []

    def make(display: Display | None = None, language: Language | None = None, *, voice: bool = True) -> Frame:
        display, language = display or Display(), language or Language()
        look = Look.of(display, "rtl" if language.direction == "rtl" else "ltr")
        window = Frame(look, language, "Fairholme Council", "Central Library", voice=voice)
        window.resize(display.width, display.height)
        window.show()
        make_active(window)
        made.append(window)
        settle()
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    settle()


@pytest.fixture
def make_stage(frame: MakeFrame) -> MakeStage:
    def make(display: Display | None = None, language: Language | None = None) -> Stage:
        window = frame(display, language)
        return Stage(window, window._look, language or Language())

    return make


@pytest.fixture
def stage(make_stage: MakeStage) -> Stage:
    return make_stage()


@pytest.fixture
def heard() -> Heard:
    """Gives a list that fills with what a signal carries; an empty tuple for a signal that carries nothing."""

    def listen(signal: Any) -> list[Any]:
        values: list[Any] = []
        signal.connect(lambda *given: values.append(given[0] if given else ()))
        return values

    return listen
