"""`kiosk release`: a form that the hub refused is sent once more, after whoever runs the hub has put right why."""

from __future__ import annotations

import argparse

from kiosk.command_line import add_command, tracking_code_in
from kiosk.commands.output import print_json
from kiosk.commands.trouble_words import meaning
from kiosk.config import kiosk_home
from kiosk.errors import KioskError
from kiosk.protocols import State
from kiosk.tasks.doing import Bystander
from kiosk.tasks.handing import expect, worker
from kiosk.tasks.messages import NotReleased, Release, Released


def run(arguments: argparse.Namespace) -> int:
    """Let a form that was set aside wait for the next try."""
    code = tracking_code_in(arguments.code)
    with worker(kiosk_home(), program="kiosk release") as at_work:
        result = at_work.do(Release(code), Bystander())
    if isinstance(result, NotReleased):
        raise KioskError(_why_not(code, result))
    released = expect(result, Released)
    if arguments.json:
        print_json({"id": released.id, "tracking_code": code, "state": State.QUEUED})
    else:
        print(f"{code} waits to be sent again")
    return 0


def _why_not(code: str, result: NotReleased) -> str:
    if result.state is not State.QUARANTINED:
        return f"{code} is not set aside: it is {result.state}"
    return f"{code} stays set aside. {meaning(result.reason)}"


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    about = "send a form once more that the hub refused and that was set aside"
    parser = add_command(commands, "release", about)
    parser.add_argument("code", metavar="CODE", help="the tracking code, as `kiosk status` lists it")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.set_defaults(run=run)
