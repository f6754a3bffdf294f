"""`kiosk schema`: the published JSON Schemas of a pack's files, for editors."""

from __future__ import annotations

import argparse
import sys

from kiosk.command_line import add_command
from kiosk.schemas import NAMES, published


def print_schema(arguments: argparse.Namespace) -> int:
    """Print one schema."""
    sys.stdout.write(published(arguments.name))
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to the parser."""
    parser = add_command(commands, "schema", "print the JSON Schema of a pack's file, so that an editor completes keys")
    parser.add_argument("name", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}")
    parser.set_defaults(run=print_schema)
