"""A code from a resident's paper: asked for, read, and looked up by whom it concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from accessibility.look import Look
from kiosk import paper_code
from kiosk.answers.words import words_for
from kiosk.app.background import Background
from kiosk.app.coming_back import ComingBack
from kiosk.app.progress_steps import ProgressSteps
from kiosk.app.stage import Stage
from kiosk.errors import AnswerError
from kiosk.language import Language
from screens.code_screen import CodeScreen
from screens.screen import Screen

Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class LookUp(Protocol[Found_co]):
    """One look for what a code stands for."""

    def run(self) -> Found_co:
        """Return what was found; blocks, in the background."""

    def break_off(self) -> None:
        """Nobody waits for the answer any more; comes from the GUI thread."""


@dataclass(frozen=True)
class _Asked:
    text: str = ""
    error: AnswerError | None = None
    busy: bool = False


class CodeSteps(QObject):
    """Asks for a code of either kind, and looks for one at a time; whoever goes Back waits for none."""

    finished = Signal()

    def __init__(self, stage: Stage, background: Background, progress: ProgressSteps, coming_back: ComingBack) -> None:
        super().__init__()
        self._stage = stage
        self._background = background
        self._progress = progress
        self._coming_back = coming_back
        self._look_up: LookUp[object] | None = None  # the one whose answer is waited for
        for leads in (progress, coming_back):
            leads.another_asked.connect(self.begin)
            leads.finished.connect(self._leave)

    def begin(self) -> None:
        """Ask for the code on a paper."""
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
            screen = CodeScreen(look, language, text=asked.text, error=error, busy=asked.busy)
            screen.code_entered.connect(self._entered)
            screen.went_back.connect(self._leave)
            return screen

        self._stage.show(build)

    def _entered(self, text: str) -> None:
        try:
            code = paper_code.read(text)
        except AnswerError as error:
            self._ask(_Asked(text, error))
            return
        written = code.written
        self._ask(_Asked(written, busy=True))
        match code.kind:
            case "tracking":
                self._look(self._progress.look_up(written), self._progress.show)
            case "come-back":
                self._look(self._coming_back.look_up(written), lambda found: self._coming_back.show(written, found))

    def _look(self, look_up: LookUp[Found], show: Callable[[Found], None]) -> None:
        self._look_up = look_up

        def found(what: Found) -> None:
            if look_up is self._look_up:
                self._look_up = None
                show(what)

        self._background.run(look_up.run, found, lambda _: self._background.broke.emit())
