"""Reads pages aloud: `kiosk.protocols.Voice` on this computer's engine and sound output."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QObject, Signal

from accessibility import qt_messages
from accessibility.speech.engine import WORDS_A_MINUTE, Engine, clean
from accessibility.speech.player import Player, can_play

_NO_OUTPUT = "There is no sound output. Connect a loudspeaker or headphones and switch them on."
_log = logging.getLogger(__name__)


class ReadAloud(QObject):
    """One voice for the whole kiosk. `started` and `finished` come in pairs, for the Listen button.

    `engine` is `find_engine()`'s answer; it starts a program, so call that off the GUI thread.
    """

    started = Signal()
    finished = Signal()

    def __init__(
        self, engine: Engine | None, words_a_minute: int = WORDS_A_MINUTE, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._words_a_minute = words_a_minute
        self._player = Player(self)
        self._player.finished.connect(self.finished)
        if application := QCoreApplication.instance():
            application.aboutToQuit.connect(self.stop)

    @property
    def speaking(self) -> bool:
        """Whether something is being said."""
        return self._player.playing

    def available(self, language: str) -> bool:
        """Say whether a voice for the language and somewhere to play it exist."""
        return not self.why_not(language)

    def why_not(self, language: str) -> str:
        """Say to staff why a language cannot be read aloud, and what would help; empty when it can."""
        if reason := why_no_voice(self._engine, language):
            return reason
        return "" if can_play() else _NO_OUTPUT

    def say(self, text: str, language: str) -> None:
        """Begin to speak and return at once; what was being said is cut off. Silent where it cannot be read."""
        self.stop()
        voice = self._engine.voice(language) if self._engine else None
        if self._engine is None or voice is None or not text.strip() or not can_play():
            return
        self._player.play(self._engine.command(voice, self._words_a_minute), clean(text))
        self.started.emit()

    def stop(self) -> None:
        """Fall silent at once."""
        self._player.stop()


def why_no_voice(engine: Engine | None, language: str) -> str:
    """Say to staff why there is no voice for a language; empty when there is one."""
    if engine is None:
        return "No speech engine is installed. Install espeak-ng."
    if engine.voice(language) is None:
        return f"{engine.name} has no voice for {language!r}. Install one (Debian: espeak-ng-data or an MBROLA voice)."
    return ""


def why_no_sound() -> str:
    """Say to staff why nothing can be heard, from a program without a window; empty when there is an output."""
    with qt_messages.kept() as said:
        application = QCoreApplication.instance() or QCoreApplication([])
        found = can_play()
        del application
    if not found:
        return " ".join([_NO_OUTPUT, *(f"(Qt: {message})" for message in said)])
    for message in said:
        _log.warning("Qt, looking for a sound output: %s", message)
    return ""
