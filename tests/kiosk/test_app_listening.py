"""Listen on a real stage, with a voice that only notes what it is told to say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import pytest
from finding import wait_until
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sample_knowledge import demo_knowledge
from stage import settle
from stepped import Stepped, stepping

from accessibility.look import Look
from accessibility.speech.engine import Engine
from kiosk.app import listening as module
from kiosk.app.asides import Asides
from kiosk.app.background import Background
from kiosk.app.listening import Listening
from kiosk.app.quiet_time import QuietTime
from kiosk.config import Idle, Speech
from kiosk.council_pack import CouncilPack
from kiosk.language import Language
from screens.screen import Screen
from screens.thanks_screen import ThanksScreen


class Voice(QObject):
    """Begins to say what it is given, and goes on until it is stopped. It has no Welsh."""

    started = Signal()
    finished = Signal()
    said: list[tuple[str, str]]

    def __init__(self, _engine: Engine | None, _words_a_minute: int, parent: QObject) -> None:
        super().__init__(parent)
        self.said = []
        self.speaking = False

    def available(self, language: str) -> bool:
        return language != "cy"

    def say(self, text: str, language: str) -> None:
        self.said.append((text, language))
        self.speaking = True
        self.started.emit()

    def stop(self) -> None:
        self.speaking = False
        self.finished.emit()


@dataclass
class Shown:
    pack: CouncilPack


class Saved:
    """Nothing was saved or sent."""

    possible = sent_something = saved_something = holds_answers = False


@dataclass
class Heard:
    on: Stepped
    listening: Listening
    voice: Voice

    def tools(self) -> list[str]:
        settle()
        return [button.text() for button in self.on.frame.tools.buttons.values()]

    def listen(self) -> None:
        self.on.touch("Listen")

    @contextmanager
    def quiet_time(self) -> Iterator[None]:
        """Nobody touches the screen any more; they are asked at once."""
        asides = Asides(self.on.stage, self.on.frame, Shown(demo_knowledge().pack), lambda: True, Saved())
        asked_at_once = Idle(ask_after=0, answer_within=60)
        quiet = QuietTime(asked_at_once, self.on.stage, self.on.frame, asides, self.listening, lambda: True)
        quiet.start()
        yield
        quiet.stop()


def thanks(look: Look, language: Language) -> Screen:
    return ThanksScreen(look, language, text=["The council has it by 5 pm."])


@pytest.fixture
def heard(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    monkeypatch.setattr(module, "find_engine", lambda: None)
    monkeypatch.setattr(module, "ReadAloud", Voice)
    pack = demo_knowledge().pack
    with stepping(pack, []) as on:
        background = Background()
        on.stage.show(thanks)
        listening = Listening(Speech(), on.stage, on.frame, background, Shown(pack))
        on.frame.listen_asked.connect(listening.listen)
        listening.begin()
        wait_until(lambda: "listen" in on.frame.tools.buttons)
        yield Heard(on, listening, cast(Voice, listening._voice))
        background.close()


def test_listen_reads_the_page_in_its_language(heard: Heard) -> None:
    heard.listen()
    [(text, language)] = heard.voice.said
    assert text.startswith("Thank you.\n\nYour answers are stored safely here.")
    assert language == "en"
    assert "Stop reading" in heard.tools()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Shift, Qt.Key.Key_A])
def test_any_key_stops_it(heard: Heard, key: Qt.Key) -> None:
    heard.listen()
    QTest.keyClick(heard.on.frame.windowHandle(), key)
    assert not heard.voice.speaking
    assert "Listen" in heard.tools()


def test_a_touch_anywhere_stops_it(heard: Heard) -> None:
    heard.listen()
    heard.on.find.touch_at(heard.on.frame, QPoint(540, 1200))
    assert not heard.voice.speaking


def test_stop_reading_stops_and_does_not_begin_again_and_listen_then_repeats(heard: Heard) -> None:
    heard.listen()
    heard.on.touch("Stop reading")
    assert (heard.voice.speaking, len(heard.voice.said)) == (False, 1)
    heard.listen()
    assert heard.voice.said[1] == heard.voice.said[0]


def test_another_page_or_form_of_it_ends_what_was_read(heard: Heard) -> None:
    heard.listen()
    heard.on.stage.choose_text_size(3)
    assert not heard.voice.speaking


def test_where_no_voice_has_the_language_listen_is_not_offered(heard: Heard) -> None:
    heard.on.stage.take_languages([Language(), Language("cy")])
    heard.on.stage.choose_language("cy")
    assert "Listen" not in heard.tools()
    heard.on.stage.choose_language("en")
    assert "Listen" in heard.tools()


def test_nobody_is_asked_while_the_page_is_read_and_who_listened_hears_the_question(heard: Heard) -> None:
    heard.listen()
    with heard.quiet_time():
        QTest.qWait(400)
        assert not heard.on.frame.covered
        heard.voice.stop()  # the last word is spoken
        wait_until(lambda: heard.on.frame.covered)
        text, language = heard.voice.said[-1]
        assert text.startswith("Are you still there? ")
        assert "in 60 seconds." in text
        assert language == "en"
        QTest.keyClick(heard.on.frame.windowHandle(), Qt.Key.Key_Shift)
        assert not heard.voice.speaking


def test_to_whoever_has_not_listened_the_kiosk_says_nothing(heard: Heard) -> None:
    heard.listen()
    heard.listening.forget()  # that visit is over
    assert not heard.voice.speaking
    with heard.quiet_time():
        wait_until(lambda: heard.on.frame.covered)
    assert len(heard.voice.said) == 1
