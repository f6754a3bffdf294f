"""How `kiosk` and `hub` end: in words on stderr, with `--json` as one object on stdout too, and with which exit code.

The object is `{"error": {"code", "message", …}}`; beside `error` stands what was done nevertheless.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn, TextIO

from kiosk.errors import AnswerError, KioskError, PartlyDoneError, UsageError

ENDS = "Ends with 0: done. 1: refused or failed, why is on stderr. 2: wrong use or configuration."
"""For a program's help."""

_LONGEST_SHOWN = 40


class Parser(argparse.ArgumentParser):
    """Raises UsageError for words that are no command, so that all failures end in one place."""

    def error(self, message: str) -> NoReturn:
        """Show how the command is used, and raise UsageError."""
        self.print_usage(sys.stderr)
        raise UsageError(f"{message}. `{self.prog} --help` tells more.")


def add_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str
) -> argparse.ArgumentParser:
    """Add a command to a program, described in its list and in its own help."""
    return commands.add_parser(name, help=about, description=f"{about[0].upper()}{about[1:]}.")


def ended(program: str, words: Sequence[str], run: Callable[[], int]) -> int:
    """Run one command, given these words, and return its exit code."""
    try:
        return _ran(program, run, as_json=wants_json(words))
    except BrokenPipeError:
        # Whoever read our output has gone; keep Python from complaining about it once more at exit.
        with suppress(OSError):  # an output that is no file of the system's has nothing to complain at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _ran(program: str, run: Callable[[], int], *, as_json: bool) -> int:
    try:
        code = run()
        sys.stdout.flush()  # a reader that has gone is noticed here, not at exit
    except KioskError as error:
        _write(sys.stderr, f"{program}: {error}")
        if as_json:
            _print(_told(error))
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:
        if as_json:
            what = f"a fault of this program itself ({type(error).__name__}): tell support what stands on stderr"
            _print({"error": {"code": "fault", "message": what}})
        raise
    return code


def wants_json(words: Sequence[str]) -> bool:
    """Say whether the words of a command, wrong ones too, ask for JSON; options may be cut short."""
    return any(len(word) > 2 and "--json".startswith(word) for word in words)


def tracking_code_in(text: str) -> str:
    """Return a tracking code in its one written form. Raises UsageError saying what is wrong with it."""
    from kiosk.answers.words import words_for
    from kiosk.language import Language
    from kiosk.printable import printable
    from kiosk.tracking_code import read

    try:
        return read(text)
    except AnswerError as error:
        words = words_for(error, Language()).rstrip(".")
        raise UsageError(f"{printable(text[:_LONGEST_SHOWN])!r} is no tracking code. {words}.") from error


def _told(error: KioskError) -> dict[str, object]:
    done = error.done if isinstance(error, PartlyDoneError) else {}
    return {"error": {"code": error.kind, "message": str(error), **error.facts()}, **done}


def _print(value: object) -> None:
    import msgspec

    _write(sys.stdout, msgspec.json.encode(value).decode())


def _write(stream: TextIO, line: str) -> None:
    stream.write(line + "\n")
    stream.flush()
