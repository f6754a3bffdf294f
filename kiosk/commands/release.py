"""`kiosk release`: a form that the hub refused is sent once more, after whoever runs the hub has put right why."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command, tracking_code_in
from kiosk.commands.output import print_json
from kiosk.commands.trouble_words import meaning
from kiosk.config import kiosk_home
from kiosk.errors import KioskError, UnknownError
from kiosk.parts import Parts
from kiosk.protocols import State, Stored
from offline import former_names
from offline.proving import DAMAGED

_BY_NETWORK_NEVER = frozenset({DAMAGED, former_names.CARRY, former_names.UNSIGNED})
"""Its bytes are not those that were sealed, or it names another kiosk: sent, it could only be refused again."""


def run(arguments: argparse.Namespace) -> int:
    """Let a form that was set aside wait for the next try."""
    code = tracking_code_in(arguments.code)
    with Parts.open(kiosk_home(), program="kiosk release") as parts:
        stored = parts.store.find(code)
        if stored is None:
            raise UnknownError(f"this kiosk has no submission {code}")
        _refuse_what_cannot_go(stored)
        parts.store.outbox.release(stored.id)
    if arguments.json:
        print_json({"id": stored.id, "tracking_code": code, "state": State.QUEUED})
    else:
        print(f"{code} waits to be sent again")
    return 0


def _refuse_what_cannot_go(stored: Stored) -> None:
    if stored.state is not State.QUARANTINED:
        raise KioskError(f"{stored.tracking_code} is not set aside: it is {stored.state}")
    if stored.reason in _BY_NETWORK_NEVER:
        raise KioskError(f"{stored.tracking_code} stays set aside. {meaning(stored.reason)}")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    about = "send a form once more that the hub refused and that was set aside"
    parser = add_command(commands, "release", about)
    parser.add_argument("code", metavar="CODE", help="the tracking code, as `kiosk status` lists it")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.set_defaults(run=run)
