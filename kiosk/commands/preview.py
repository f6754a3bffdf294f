"""`kiosk preview`: opens one journey in a window, and shows it anew whenever its file is saved."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command
from kiosk.commands.output import complain
from kiosk.commands.pack_words import ask_for_journey, chosen


def show(arguments: argparse.Namespace) -> int:
    """Show the journey until the window is closed."""
    from kiosk.app.previewing import preview

    wanted = chosen(arguments)
    print(f"{wanted.pack.folder}: watched; nothing is stored or sent; close the window to end", flush=True)
    return preview(wanted.pack, wanted.journey.id, wanted.language, complain)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "preview", "open one journey in a window, and show it anew when a file is saved")
    ask_for_journey(parser)
    parser.set_defaults(run=show)
