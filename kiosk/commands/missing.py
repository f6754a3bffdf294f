"""`kiosk missing`: the codes whose forms this kiosk has lost; staff say that they have seen to them."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Sequence

from kiosk.command_line import add_command, tracking_code_in
from kiosk.commands import mishap_words
from kiosk.commands.output import print_json
from kiosk.config import kiosk_home
from kiosk.errors import UsageError
from kiosk.parts import Parts
from kiosk.tasks.doing import Bystander
from kiosk.tasks.handing import expect, worker
from kiosk.tasks.messages import Seen, SeeToMissing
from offline.missing import Missing

_LONGEST_NAME = 60


def run(arguments: argparse.Namespace) -> int:
    """List them, or keep who has seen to which. No code leaves the list by that, only the alarm ends."""
    if not (arguments.seen or arguments.all):
        with Parts.open(kiosk_home(), read_only=True) as parts:
            _show(parts.store.mishaps().missing, as_json=arguments.json)
        return 0
    codes = [tracking_code_in(text) for text in arguments.seen or ()]
    who = _who(arguments.by)
    with worker(kiosk_home(), program="kiosk missing") as at_work:
        seen = expect(at_work.do(SeeToMissing(codes, who), Bystander()), Seen)
    _show(seen.missing, as_json=arguments.json)
    return 0


def _who(given: str) -> str:
    """Return who says so: the name given, else the one that this person logged in with. Raises UsageError."""
    name = (given or os.environ.get("SUDO_USER", "") or _logged_in()).strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise UsageError(f"--by takes a name of 1 to {_LONGEST_NAME} letters")
    return name


def _logged_in() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user that only has a number
        return ""


def _show(missing: Sequence[Missing], *, as_json: bool) -> None:
    if as_json:
        print_json(missing)
        return
    for one in missing:
        print(mishap_words.about_missing(one))
    if not missing:
        print("nothing is missing")


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    about = "list tracking codes that were promised here and whose forms are lost"
    parser = add_command(commands, "missing", about)
    which = parser.add_mutually_exclusive_group()
    help_seen = "you have seen to these: the hub has them, or the person was asked again. They stay listed, as known"
    which.add_argument("--seen", nargs="+", metavar="CODE", help=help_seen)
    which.add_argument("--all", action="store_true", help="you have seen to all that are listed")
    parser.add_argument("--by", default="", metavar="NAME", help="who you are, where your login does not say it")
    parser.add_argument("--json", action="store_true", help="as one JSON list")
    parser.set_defaults(run=run)
