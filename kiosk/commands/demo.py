"""`kiosk demo`: the kiosk with a hub of its own, to look at and try."""

from __future__ import annotations

import argparse
from pathlib import Path

from kiosk.command_line import add_command


def run(arguments: argparse.Namespace) -> int:
    """Show the demo; without a display, play a whole journey through the real screens and leave its pictures."""
    from kiosk.demo.showing import show

    return show(Path(arguments.pictures) if arguments.pictures else None)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "demo", "show the kiosk with a hub of its own, to try")
    parser.add_argument("--pictures", metavar="DIR", default="", help="play a journey and leave pictures of it here")
    parser.set_defaults(run=run)
