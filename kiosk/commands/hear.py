"""`kiosk hear`: prints what is spoken on the pages of a journey, and takes a picture of each if a folder is named."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.command_line import add_command
from kiosk.commands.pack_words import ask_for_journey, chosen
from kiosk.errors import KioskError, UsageError
from kiosk.scripted import begin

if TYPE_CHECKING:
    from kiosk.app.hearing import Seen


def hear(arguments: argparse.Namespace) -> int:
    """Print the words that Listen reads, page by page."""
    from kiosk.app.hearing import closed_ways, heard, one_way
    from kiosk.branches import covering

    wanted = chosen(arguments)
    visit = begin(wanted.pack, wanted.journey.id)
    visits = chain(covering(visit), closed_ways(visit)) if arguments.all else one_way(visit)
    seen = _photographer(Path(arguments.pictures)) if arguments.pictures else None
    size = arguments.text_size
    for page in heard(wanted.pack, wanted.journey, wanted.language, visits, text_size=size, seen=seen):
        print(f"[{page.page}]\n{page.said}\n")
    return 0


def _photographer(folder: Path) -> Seen:
    """Return what saves a picture of each page that it is shown, numbered. Raises UsageError, KioskError."""
    numbers = count(1)

    def take(page: str, save: Callable[[Path], bool]) -> None:
        path = folder / f"{next(numbers):03}-{page}.png"
        if not save(path):
            raise KioskError(f"{path}: this picture cannot be written. Is there room, and may you write there?")

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: this folder cannot be made ({error.strerror}). Name another.") from None
    return take


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(
        commands, "hear", "print what is read aloud on each page of a journey, and take pictures of them"
    )
    ask_for_journey(parser)
    parser.add_argument("--all", action="store_true", help="every page, not only those of one way through")
    parser.add_argument("--pictures", default="", metavar="DIR", help="save a picture of each page there, too")
    parser.add_argument(
        "--text-size", type=int, choices=(1, 2, 3, 4), default=1, help="of the pictures, 4 is the largest (default: 1)"
    )
    parser.set_defaults(run=hear)
