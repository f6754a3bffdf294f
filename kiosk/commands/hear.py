"""`kiosk hear`: prints what is spoken on the pages of a journey."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command
from kiosk.commands.pack_words import ask_for_journey, chosen
from kiosk.scripted import begin


def hear(arguments: argparse.Namespace) -> int:
    """Print the words that Listen reads, page by page."""
    from kiosk.app.hearing import heard, one_way
    from kiosk.branches import covering

    wanted = chosen(arguments)
    visit = begin(wanted.pack, wanted.journey.id)
    visits = covering(visit) if arguments.all else one_way(visit)
    for page in heard(wanted.pack, wanted.journey, wanted.language, visits):
        print(f"[{page.page}]\n{page.said}\n")
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "hear", "print what is read aloud on each page of a journey")
    ask_for_journey(parser)
    parser.add_argument("--all", action="store_true", help="every page, not only those of one way through")
    parser.set_defaults(run=hear)
