"""`kiosk run`: opens the kiosk."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command
from kiosk.config import kiosk_home


def run(arguments: argparse.Namespace) -> int:
    """Open the kiosk and stay until it is closed."""
    from kiosk.app.opening import open_kiosk

    return open_kiosk(kiosk_home(), windowed=arguments.windowed)


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "run", "open the kiosk")
    parser.add_argument("--windowed", action="store_true", help="in a window, not over the whole screen")
    parser.set_defaults(run=run)
