"""Listen: reads the page aloud; any touch or key stops it at once (EN 301 549 5.1.3.4)."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject

from accessibility.speech.engine import Engine, find_engine
from accessibility.speech.running_text import page_speech
from accessibility.speech.voice import ReadAloud
from kiosk.app.background import Background
from kiosk.app.packs import ShowsPack
from kiosk.app.stage import Stage
from kiosk.config import Speech
from screens.frame.frame import Frame

_INPUT = frozenset({QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress})
_SAME_TOUCH_S = 1.0


class Listening(QObject):
    """Speaks what is on the screen when asked. Until a voice is found there is no Listen button."""

    def __init__(self, settings: Speech, stage: Stage, frame: Frame, background: Background, packs: ShowsPack) -> None:
        super().__init__()
        self._settings = settings
        self._stage = stage
        self._frame = frame
        self._background = background
        self._packs = packs
        self._voice: ReadAloud | None = None
        self._listens = False
        self._stopped_at = -_SAME_TOUCH_S
        stage.changed.connect(self._page_changed)

    @property
    def possible(self) -> bool:
        """Whether the page can be read aloud, in its language."""
        screen = self._frame.screen_shown
        code = screen.read_in if screen is not None else self._stage.language.code
        return self._voice is not None and self._voice.available(code)

    @property
    def speaking(self) -> bool:
        """Whether something is being read aloud."""
        return self._voice is not None and self._voice.speaking

    def begin(self) -> None:
        """Look for a voice in the background, and offer to listen once there is one."""
        if self._settings.on:
            self._background.run(find_engine, self._found, for_visit=False)

    def listen(self) -> None:
        """Read the page; the touch on "Stop reading" has stopped it already and starts nothing."""
        if time.monotonic() - self._stopped_at < _SAME_TOUCH_S:
            self._stopped_at = -_SAME_TOUCH_S
            return
        screen = self._frame.screen_shown
        if screen is not None and self._voice is not None:
            self._listens = True
            language = self._stage.language
            said = self._packs.pack.council.spoken.get(language.code, {})
            self._voice.say(page_speech(screen.speech_parts(), language, said), screen.read_in)

    def tell(self, words: str) -> None:
        """Say what nobody asked for, to whoever has listened in this visit; to all others the kiosk stays silent."""
        if self._listens and self._voice is not None:
            self._voice.say(words, self._stage.language.code)

    def stop(self) -> None:
        """Fall silent."""
        if self._voice is not None and self._voice.speaking:
            self._voice.stop()

    def forget(self) -> None:
        """The visit is over: fall silent, and tell the next one nothing."""
        self.stop()
        self._listens = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let every touch and key stop the voice, and go its way."""
        if event.type() in _INPUT and self._voice is not None and self._voice.speaking:
            self._stopped_at = time.monotonic()
            self._voice.stop()
        return super().eventFilter(watched, event)

    def _found(self, engine: Engine | None) -> None:
        self._voice = ReadAloud(engine, self._settings.words_a_minute, self)
        self._voice.started.connect(lambda: self._frame.show_speaking(speaking=True))
        self._voice.finished.connect(lambda: self._frame.show_speaking(speaking=False))
        # The window sees the input before any control does, and little else.
        self._frame.windowHandle().installEventFilter(self)
        self._frame.offer_listening(offered=self.possible)

    def _page_changed(self) -> None:
        self.stop()
        self._frame.offer_listening(offered=self.possible)
