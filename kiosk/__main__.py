"""The command line of the kiosk.

Exit 0: done. 1: refused or failed, why is on stderr. 2: wrong use or configuration (`kiosk.command_line`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from kiosk import __version__
from kiosk.command_line import ENDS, Parser, ended
from kiosk.no_dumps import keep_memory_private

_MODULES = (
    *("run", "demo", "journeys", "preview", "mapping", "hear", "schema", "submit", "queue", "release", "missing"),
    *("reprint", "hand_carry", "doctor"),
)
"""The modules of `kiosk.commands` that add commands, in the order of the help."""

_ALONE = frozenset(_MODULES) - {"mapping", "queue", "hand_carry"}
"""Those that are named for a command. The window of `kiosk run` must not wait for what only others import."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if arguments is None:  # this process is the kiosk
        keep_memory_private()
    words = sys.argv[1:] if arguments is None else list(arguments)
    try:
        return ended("kiosk", words, lambda: _done(words))
    except KeyboardInterrupt:
        return 130


def _done(words: Sequence[str]) -> int:
    chosen = _parser(words).parse_args(words)
    return int(chosen.run(chosen))


def _parser(words: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of these words. Where the first names a module, that command needs none of the others."""
    about = "Civic Kiosk: guided self-service for residents. KIOSK_HOME names its data folder."
    parser: argparse.ArgumentParser = Parser(prog="kiosk", description=about, epilog=ENDS)
    parser.add_argument("--version", action="version", version=f"civic-kiosk {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name in words[:1] if words and words[0] in _ALONE else _MODULES:
        import_module(f"kiosk.commands.{name}").add_to(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
