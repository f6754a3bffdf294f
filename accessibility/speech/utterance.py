"""Speak one text through pyttsx3, in a process of its own: text from standard input, a WAV to standard output.

`python -m accessibility.speech.utterance VOICE WORDS_A_MINUTE`, or `--voices` for the list. pyttsx3 can only save to
a file by its name; the file is memory without a name (memfd), so that nothing said ever reaches the disk.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def main(arguments: list[str]) -> int:
    """Do what the arguments say; 2 for wrong use, 1 when the engine fails (why, on standard error)."""
    # pyttsx3 prints what it does; the pipe carries sound and nothing else.
    pipe = os.dup(1)
    os.dup2(2, 1)
    with os.fdopen(pipe, "wb") as out:
        if arguments == ["--voices"]:
            out.write("\n".join(sorted(_voices())).encode())
            return 0
        if len(arguments) != 2 or not arguments[1].isdecimal():
            sys.stderr.write("use: VOICE WORDS_A_MINUTE, or --voices\n")
            return 2
        out.write(_wav(sys.stdin.buffer.read().decode("utf-8", "replace"), arguments[0], int(arguments[1])))
    return 0


def _engine() -> Any:
    import pyttsx3

    return pyttsx3.init()


def _voices() -> set[str]:
    """Return the language tags that can be spoken; none where no engine is there."""
    try:
        voices = _engine().getProperty("voices")
    except (ImportError, OSError, RuntimeError, KeyError):
        return set()
    own = (voice for voice in voices if not str(voice.id).startswith(("mb/", "!v/")))
    return {str(tag).strip("\0").lower() for voice in own for tag in voice.languages if tag}


def _wav(text: str, voice: str, words_a_minute: int) -> bytes:
    engine = _engine()
    engine.setProperty("voice", voice)
    engine.setProperty("rate", words_a_minute)
    sound = os.memfd_create("speech", os.MFD_CLOEXEC)
    with os.fdopen(sound, "rb") as file:
        engine.save_to_file(text, f"/proc/self/fd/{sound}")
        engine.runAndWait()
        return file.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
