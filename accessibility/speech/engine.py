"""The programs that turn words into sound, and the voices that they really have.

espeak-ng itself where it is installed: one short-lived process per utterance, text on its standard input (arguments
can be read by everybody on the computer), a WAV on its standard output. Where only its library is there, pyttsx3 in a
process of its own (`accessibility.speech.utterance`). Neither ever writes to the disk. No Qt here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import Literal

WORDS_A_MINUTE = 125
_LIST_S = 10.0
# Tried in this order: a British voice before any English one. An unknown voice would silently become English.
_VOICES = {"en": ("en-gb", "en")}


@dataclass(frozen=True)
class Engine:
    """An installed engine. `voices` are the language tags that it can speak, lower case."""

    name: Literal["espeak-ng", "pyttsx3"]
    voices: frozenset[str]

    def voice(self, language: str) -> str | None:
        """Return the engine's voice for a language, or None where it has none."""
        wanted = _VOICES.get(language, (language.lower(),))
        return next((tag for tag in wanted if tag in self.voices), None)

    def command(self, voice: str, words_a_minute: int = WORDS_A_MINUTE) -> list[str]:
        """Return the program to start. It reads UTF-8 text to its end, then writes a WAV to its output."""
        if self.name == "espeak-ng":
            return ["espeak-ng", "-v", voice, "-s", str(words_a_minute), "-b", "1", "--stdin", "--stdout"]
        return [*_UTTERANCE, voice, str(words_a_minute)]


_UTTERANCE = [sys.executable, "-m", "accessibility.speech.utterance"]


def find_engine() -> Engine | None:
    """Return the engine of this computer, or None. Starts a program: about 10 ms, up to a second with pyttsx3."""
    if shutil.which("espeak-ng"):
        voices = frozenset(_espeak_voices(_answer(["espeak-ng", "--voices"])))
        if voices:
            return Engine("espeak-ng", voices)
    if not hasattr(os, "memfd_create"):
        return None  # pyttsx3 writes to a file by name, and speech may only be in memory
    voices = frozenset(_answer([*_UTTERANCE, "--voices"]).split())
    return Engine("pyttsx3", voices) if voices else None


def clean(text: str) -> str:
    """Return the text without what espeak-ng takes for phonemes or for the end of the text."""
    return text.replace("[[", "[ [").replace("\0", " ")


def _answer(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LIST_S, check=True, encoding="utf-8")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
    return done.stdout


def _espeak_voices(table: str) -> list[str]:
    """Read `Pty Language Age/Gender VoiceName File …`; MBROLA voices are listed even where their data is missing."""
    rows = [line.split() for line in table.splitlines()[1:]]
    return [row[1].lower() for row in rows if len(row) >= 5 and not row[4].startswith(("mb/", "!v/"))]
