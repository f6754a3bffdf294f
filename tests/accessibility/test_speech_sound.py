"""What is really heard: the sound of a private sink is recorded while the kiosk speaks."""

from __future__ import annotations

import array
import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import machine
import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from accessibility.speech import player as player_module
from accessibility.speech import voice as voice_module
from accessibility.speech.engine import Engine, find_engine
from accessibility.speech.player import Player
from accessibility.speech.voice import ReadAloud, why_no_sound, why_no_voice

# QtMultimedia warns of sound servers that this machine does not have.
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")
heard = pytest.mark.needs("sound", "voice")

RATE = 16000
LOUD = 300
SECRET = "Zanzibarquince"
LONG = "This sentence goes on for quite a while, so that there is time to stop it. " * 6


class Recorder:
    """Records the sink's monitor in pieces of 10 ms."""

    def __init__(self) -> None:
        command = ["parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=10"]
        self._child = subprocess.Popen([*command, "-d", f"{machine.SINK}.monitor"], stdout=subprocess.PIPE)
        self.pieces: list[tuple[float, int]] = []
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        assert self._child.stdout
        while piece := self._child.stdout.read(RATE // 100 * 2):
            self.pieces.append(
                (time.monotonic(), max(map(abs, array.array("h", piece[: len(piece) // 2 * 2])), default=0))
            )

    def loud(self) -> list[float]:
        """Return the moments at which something was heard."""
        return [moment for moment, peak in list(self.pieces) if peak > LOUD]

    def close(self) -> None:
        self._child.terminate()
        self._child.wait()
        self._thread.join(5)
        assert self._child.stdout
        self._child.stdout.close()


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    found = Recorder()
    yield found
    found.close()


@pytest.fixture
def voice(qapp: QCoreApplication) -> Iterator[ReadAloud]:
    found = ReadAloud(find_engine())
    yield found
    found.stop()
    qapp.processEvents()
    found.deleteLater()


def wait_for(qtbot: QtBot, what: Callable[[], object], timeout: int = 8000) -> None:
    qtbot.waitUntil(lambda: bool(what()), timeout=timeout)


def written_by(process: Path) -> set[str]:
    """Return what a process of /proc holds open for writing."""
    open_files = [link for link in (process / "fd").iterdir() if int(flags_of(process, link.name), 8) & 3]
    return {str(link.readlink()) for link in open_files}


def flags_of(process: Path, descriptor: str) -> str:
    lines = (process / "fdinfo" / descriptor).read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith("flags:"))


@heard
@pytest.mark.parametrize("language", ["en", "cy"])
def test_words_are_heard_and_the_end_is_told(language: str, voice: ReadAloud, recorder: Recorder, qtbot: QtBot) -> None:
    assert voice.available(language), voice.why_not(language)
    wait_for(qtbot, lambda: recorder.pieces)
    assert not recorder.loud()
    with qtbot.waitSignals([voice.started, voice.finished], timeout=15000, order="strict"):
        voice.say("Un, dau, tri, pedwar, pump.", language)
    wait_for(qtbot, lambda: len(recorder.loud()) > 50)
    assert not voice.speaking


@heard
def test_all_of_a_text_is_heard_and_not_just_its_beginning(voice: ReadAloud, recorder: Recorder, qtbot: QtBot) -> None:
    with qtbot.waitSignal(voice.finished, timeout=20000):
        voice.say("One two three four five six seven eight nine ten eleven twelve.", "en")
    qtbot.wait(400)
    moments = recorder.loud()
    assert 3 < moments[-1] - moments[0] < 12


@heard
def test_stop_is_silence_within_a_quarter_of_a_second(voice: ReadAloud, recorder: Recorder, qtbot: QtBot) -> None:
    voice.say(LONG, "en")
    wait_for(qtbot, lambda: len(recorder.loud()) > 60)
    with qtbot.waitSignal(voice.finished, timeout=100):
        voice.stop()
    stopped = time.monotonic()
    qtbot.wait(1000)
    late = [moment for moment in recorder.loud() if moment > stopped + 0.25]
    assert late == []
    assert not voice.speaking


@heard
def test_stop_returns_at_once(voice: ReadAloud, recorder: Recorder, qtbot: QtBot) -> None:
    voice.say(LONG, "en")
    wait_for(qtbot, recorder.loud)
    began = time.monotonic()
    voice.stop()
    assert time.monotonic() - began < 0.1


@heard
def test_new_words_cut_off_the_old_ones(voice: ReadAloud, recorder: Recorder, qtbot: QtBot) -> None:
    ends: list[float] = []
    voice.finished.connect(lambda: ends.append(time.monotonic()))
    voice.say(LONG, "en")
    wait_for(qtbot, recorder.loud)
    voice.say("Yes.", "en")
    assert len(ends) == 1
    wait_for(qtbot, lambda: len(ends) == 2)
    assert not voice.speaking


@heard
def test_what_is_said_is_in_no_command_line_environment_or_file(
    voice: ReadAloud, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    voice.say(f"{SECRET} lives here. " * 4000, "en")
    files: set[str] = set()
    lines: list[bytes] = []
    deadline = time.monotonic() + 1.5
    while time.monotonic() < deadline:
        qtbot.wait(20)
        for process in Path("/proc").iterdir():
            if process.name.isdecimal() and int(process.name) != os.getpid():
                with suppress(OSError):
                    lines.append((process / "cmdline").read_bytes())
                    if lines[-1].split(b"\0")[0].endswith(b"espeak-ng"):
                        lines.append((process / "environ").read_bytes())
                        files |= written_by(process)
    assert any(line.split(b"\0")[0].endswith(b"espeak-ng") for line in lines)
    assert not any(SECRET.encode() in line for line in lines)
    assert files
    assert all(file.startswith(("pipe:", "socket:", "anon_inode:", "/dev/null", "/memfd:")) for file in files), files
    assert list(tmp_path.iterdir()) == []


@heard
def test_pyttsx3_is_heard_as_well(recorder: Recorder, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    voice = ReadAloud(Engine("pyttsx3", frozenset({"cy"})))
    with qtbot.waitSignals([voice.started, voice.finished], timeout=15000, order="strict"):
        voice.say("Bore da. Sut mae?", "cy")
    wait_for(qtbot, lambda: len(recorder.loud()) > 20)


@heard
def test_a_voice_thrown_away_in_the_middle_of_a_word_takes_its_process_with_it(qtbot: QtBot) -> None:
    player = Player()
    player.play([sys.executable, "-c", "import time; time.sleep(60)", SECRET], "words")
    child = player._process.processId() if player._process else 0
    assert child
    del player
    gc.collect()
    qtbot.wait(50)
    assert not Path(f"/proc/{child}").exists()


@heard
@pytest.mark.parametrize(
    "program",
    [
        ["no-such-program"],
        [sys.executable, "-c", "pass"],
        [sys.executable, "-c", "print('this is no sound, only words and more of them')"],
        [sys.executable, "-c", "import sys; sys.exit(3)"],
    ],
)
def test_a_speech_program_that_fails_ends_the_utterance(program: list[str], qtbot: QtBot) -> None:
    player = Player()
    with qtbot.waitSignal(player.finished, timeout=5000):
        player.play(program, "words")
    assert not player.playing


@pytest.mark.parametrize(("text", "language"), [("", "en"), ("  \n", "en"), ("words", "so"), ("words", "")])
def test_nothing_to_say_and_no_voice_are_silence(text: str, language: str, qtbot: QtBot) -> None:
    voice = ReadAloud(Engine("espeak-ng", frozenset({"en-gb"})))
    with qtbot.assertNotEmitted(voice.started):
        voice.say(text, language)
    assert not voice.speaking


def test_without_a_sound_output_it_is_not_available_and_silent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_module, "can_play", lambda: False)
    voice = ReadAloud(Engine("espeak-ng", frozenset({"en-gb"})))
    assert not voice.available("en")
    assert "loudspeaker" in voice.why_not("en")
    with qtbot.assertNotEmitted(voice.started):
        voice.say("words", "en")


def test_a_computer_without_a_sound_server_is_found_out() -> None:
    """In a process of its own: this one has a sink. Nothing of ours stands in for Qt's answer."""
    environment = os.environ | {"PULSE_SERVER": "unix:/nonexistent", "QT_QPA_PLATFORM": "offscreen"}
    program = "from accessibility.speech.voice import why_no_sound; print(why_no_sound())"
    house = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment, cwd=house
    )
    assert "There is no sound output" in done.stdout
    assert "pa_context_connect" in done.stdout  # what the sound service said is told to staff, in one line
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@heard
def test_where_there_is_a_sink_nothing_is_wrong(qapp: QCoreApplication) -> None:
    assert why_no_sound() == ""
    assert player_module.can_play()


@pytest.mark.parametrize(
    ("engine", "language", "said"),
    [
        (None, "en", "Install espeak-ng"),
        (Engine("espeak-ng", frozenset({"en-gb"})), "so", "no voice for 'so'"),
        (Engine("espeak-ng", frozenset({"en-gb"})), "en", ""),
    ],
)
def test_staff_are_told_why_there_is_no_voice(engine: Engine | None, language: str, said: str) -> None:
    found = why_no_voice(engine, language)
    assert said in found
    assert bool(found) == bool(said)
