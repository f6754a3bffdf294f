from __future__ import annotations

import io
import os
import subprocess
import sys
import wave
from pathlib import Path

import pytest

from accessibility.speech import engine
from accessibility.speech.engine import Engine, clean, find_engine

HOUSE = Path(__file__).resolve().parents[2]
VOICES = frozenset({"en-gb", "en-us", "cy", "pl"})


def spoken(command: list[str], text: str) -> wave.Wave_read:
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True, cwd=HOUSE)
    return wave.open(io.BytesIO(done.stdout))


def seconds(sound: wave.Wave_read) -> float:
    return len(sound.readframes(10**9)) / 2 / sound.getframerate()


@pytest.mark.parametrize(
    ("language", "voice"), [("en", "en-gb"), ("cy", "cy"), ("pl", "pl"), ("so", None), ("xx", None), ("", None)]
)
def test_a_voice_is_only_promised_where_it_exists(language: str, voice: str | None) -> None:
    assert Engine("espeak-ng", VOICES).voice(language) == voice


def test_any_english_voice_will_do_where_there_is_no_british_one() -> None:
    assert Engine("pyttsx3", frozenset({"en"})).voice("en") == "en"


@pytest.mark.needs("voice")
def test_the_voices_of_this_computer_are_listed() -> None:
    found = find_engine()
    assert found is not None
    assert found.name == "espeak-ng"
    assert {"en-gb", "cy"} <= found.voices
    assert found.voice("so") is None


def test_voices_without_their_data_are_not_counted() -> None:
    table = (
        "Pty Language Age/Gender VoiceName File Other Languages\n"
        " 5  cy              --/M      Welsh              cel/cy               \n"
        " 5  xx              --/M      xx-mbrola-1        mb/mb-xx1            \n"
        " 5  variant         --/M      Storm              !v/Storm             (en-us 5)\n"
    )
    assert engine._espeak_voices(table) == ["cy"]


@pytest.mark.needs("voice")
@pytest.mark.parametrize("language", ["en", "cy"])
def test_espeak_speaks_what_it_is_given(language: str) -> None:
    found = find_engine()
    assert found is not None
    short = seconds(spoken(found.command(found.voice(language) or ""), "Un."))
    long = seconds(spoken(found.command(found.voice(language) or ""), "Un dau tri pedwar pump. " * 8))
    assert 0.2 < short < 3
    assert long > 5 * short


@pytest.mark.needs("voice")
def test_the_pace_is_about_that_asked_for() -> None:
    found = find_engine()
    assert found is not None
    text = "The bins in this street are emptied on a Friday morning before nine and not on a holiday. " * 4
    usual = seconds(spoken(found.command("en-gb"), text))
    assert 110 < len(text.split()) / usual * 60 < 175  # these words are shorter than the five letters that count as one
    assert 1.5 < usual / seconds(spoken(found.command("en-gb", 250), text)) < 2.5


@pytest.mark.needs("voice")
def test_brackets_are_read_and_not_taken_for_sounds() -> None:
    found = find_engine()
    assert found is not None
    command = ["espeak-ng", "-q", "-x", "-v", "en-gb", "--stdin"]
    said = subprocess.run(command, input=clean("[[hello]]"), capture_output=True, text=True, check=True).stdout
    assert "h@l" in said


@pytest.mark.needs("voice")
@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="memory without a name is a thing of Linux")
def test_without_the_program_pyttsx3_speaks_from_the_library_and_into_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engine.shutil, "which", lambda _: None)
    monkeypatch.chdir(HOUSE)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    found = find_engine()
    assert found is not None
    assert found.name == "pyttsx3"
    assert found.voice("cy") == "cy"
    assert seconds(spoken(found.command("cy"), "Bore da, sut mae pethau heddiw?")) > 1
    assert list(tmp_path.iterdir()) == []


def test_without_any_engine_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine.shutil, "which", lambda _: None)
    monkeypatch.setattr(engine, "_UTTERANCE", [sys.executable, "-c", "import sys; sys.exit(1)"])
    assert find_engine() is None


@pytest.mark.parametrize("arguments", [[], ["en-gb"], ["en-gb", "fast"], ["en-gb", "125", "more"]])
def test_wrong_use_of_the_utterance_program_is_told(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "accessibility.speech.utterance", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HOUSE, stdin=subprocess.DEVNULL)
    assert done.returncode == 2
    assert "VOICE WORDS_A_MINUTE" in done.stderr
    assert done.stdout == ""
