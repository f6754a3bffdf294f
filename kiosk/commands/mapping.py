"""`kiosk map`: draws a journey's pages as SVG."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.command_line import add_command
from kiosk.commands.pack_words import ask_for_journey, chosen
from kiosk.errors import KioskError


def draw(arguments: argparse.Namespace) -> int:
    """Write the drawing to a file, or to standard output."""
    from kiosk.journey_map import journey_map

    wanted = chosen(arguments)
    drawn = journey_map(wanted.journey, wanted.language.translate, easy=wanted.language.easy)
    if not arguments.output:
        sys.stdout.write(drawn)
        return 0
    try:
        Path(arguments.output).write_text(drawn, encoding="utf-8")
    except OSError as error:
        raise KioskError(f"{arguments.output}: this file cannot be written ({type(error).__name__})") from error
    print(f"{arguments.output}: {len(wanted.journey.page)} pages")
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "map", "draw a journey's pages, in order and with their conditions, as SVG")
    ask_for_journey(parser)
    parser.add_argument(
        "-o", "--output", default="", metavar="FILE", help="the file to write (default: standard output)"
    )
    parser.set_defaults(run=draw)
