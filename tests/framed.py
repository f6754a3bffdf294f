"""A page with a field, options and enough words, to show in a frame and to find again there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from stage import settle

from accessibility.controls import OptionRow, TextField
from accessibility.look import Look
from kiosk.language import Language
from screens.frame import Frame
from screens.screen import Screen

MakeFrame = Callable[..., Frame]
Shown = TypeVar("Shown", bound=Screen)


class Question(Screen):
    """A field, two options and enough words: `above` paragraphs before the field, and `paragraphs` at the end."""

    def __init__(
        self, look: Look, *, keyboard: bool = True, wrong: bool = False, above: int = 0, paragraphs: int = 0
    ) -> None:
        super().__init__(look, Language(), back="Back", next_step="Continue", keyboard="postcode" if keyboard else None)
        self.add_context("Report a missed bin")
        self.add_heading("What is the postcode?")
        self.add_hint("For example FH1 4QT")
        for number in range(above):
            self.add_body(f"To know {number}")
        self.field = TextField(look, "What is the postcode?")
        self.add(self.field, spoken="")
        self.keep("postcode", self.field)
        self.options = [OptionRow(look, words, several=False) for words in ("Just mine", "The whole street")]
        for place, option in enumerate(self.options):
            self.add(option)
            self.keep(f"who.{place}", option)
        for number in range(paragraphs):
            self.add_body(f"Paragraph {number}")
        if wrong:
            self.add_error_summary([("Enter a postcode", self.field)])


def show(window: Frame, screen: Shown) -> Shown:
    window.show_screen(screen)
    settle()
    return screen


def place(window: Frame, widget: QWidget) -> tuple[int, int, int, int]:
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.x(), corner.y(), widget.width(), widget.height()
