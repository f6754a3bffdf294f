"""The `hub` command. Exit 0 done, 1 refused or failed, 2 wrong use or configuration; why stands on stderr."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import get_args

from sqlalchemy.exc import SQLAlchemyError

from hub.commands import arriving, hand_carry, init, keys, kiosks, publish, recovery, serve, submissions, usage
from hub.database import DatabaseError
from hub.home import Home, home_from, usable
from hub.parts import Parts, open_parts
from kiosk import __version__
from kiosk.command_line import ENDS, Parser, add_command, ended
from kiosk.no_dumps import keep_memory_private
from offline.wire import Case

_NAME = "the kiosk's name, as `hub kiosks` lists it"
_WithHome = Callable[[argparse.Namespace, Home], int]
_WithParts = Callable[[argparse.Namespace, Parts], int]


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    if words is None:  # this process is the hub
        keep_memory_private()
    given = sys.argv[1:] if words is None else list(words)
    try:
        return ended("hub", given, lambda: _done(given))
    except KeyboardInterrupt:
        return 1


def _done(words: Sequence[str]) -> int:
    arguments = _parser().parse_args(words)
    try:
        return int(arguments.run(arguments, usable(home_from())))
    except SQLAlchemyError as error:
        problem = f"the database did not answer ({type(error).__name__}). Try again, or look at disk and rights."
        raise DatabaseError(problem) from error


def _parser() -> argparse.ArgumentParser:
    about = "The council's receiving service for Civic Kiosk. HUB_HOME names its data folder."
    parser: argparse.ArgumentParser = Parser(prog="hub", description=about, epilog=ENDS)
    parser.add_argument("--version", action="version", version=f"civic-kiosk {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    made = _command(commands, "init", "set a hub up in HUB_HOME", init.init)
    init.add_arguments(made)
    served = _command(commands, "serve", "receive what kiosks send", serve.serve)
    serve.add_arguments(served)
    _add_database(served)
    _add_kiosks(commands)
    _add_submissions(commands)
    _add_content(commands)
    _add_keys(commands)
    _add_hand_carry(commands)
    _add_recovery(commands)
    used = _on_parts(commands, "usage", "how the kiosks were used in a month, in totals", usage.show_usage, json=True)
    used.add_argument("month", metavar="MONTH", help="like 2026-11")
    return parser


def _add_kiosks(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _on_parts(commands, "kiosks", "list the kiosks, or add and revoke one", kiosks.list_kiosks, json=True)
    acts = group.add_subparsers(metavar="[ACT]")
    about = "print an enrolment code for a new kiosk"
    added = _on_parts(acts, "add", about, kiosks.add_kiosk, json=True, within=True)
    added.add_argument("name", metavar="NAME", help=_NAME)
    prefix = "what its tracking codes begin with, for a kiosk that this hub no longer knows after a restore"
    added.add_argument("--prefix", default="", metavar="KK", help=prefix)
    about = "print a code with which a kiosk that lost its own key joins again under its name"
    renewed = _on_parts(acts, "renew", about, kiosks.renew_kiosk, json=True, within=True)
    renewed.add_argument("name", metavar="NAME", help=_NAME)
    about = "take nothing from a kiosk any more"
    revoked = _on_parts(acts, "revoke", about, kiosks.revoke_kiosk, json=True, within=True)
    revoked.add_argument("name", metavar="NAME", help=_NAME)


def _add_submissions(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _on_parts(commands, "submissions", "list what came in", submissions.list_submissions, json=True)
    about = "list what lacks attached files still, or take one in without them"
    coming = _on_parts(commands, "arriving", about, arriving.list_arriving, json=True)
    about = "take one in as it is, because its kiosk may never come back (this is audited)"
    acts = coming.add_subparsers(metavar="[ACT]")
    accepted = _on_parts(acts, "accept", about, arriving.accept, json=True, within=True)
    accepted.add_argument("code", metavar="CODE", help="the tracking code")
    _on_parts(commands, "conflicts", "list what came under a taken id or code", submissions.list_conflicts, json=True)
    shown = _on_parts(commands, "show", "open one submission (this is audited)", submissions.show, json=True)
    shown.add_argument("code", metavar="CODE", help="the tracking code")
    about = "write the files that came with it into this folder"
    shown.add_argument("--attachments", default="", metavar="DIR", help=about)
    moved = _on_parts(commands, "status", "give a case a new status", submissions.move, json=True)
    moved.add_argument("code", metavar="CODE", help="the tracking code")
    moved.add_argument("new", metavar="NEW", choices=get_args(Case), help=", ".join(get_args(Case)))
    moved.add_argument(
        "--note",
        default="",
        help=f"why, at most {submissions.LONGEST_NOTE} letters; stays with staff unless --public. "
        "Never put personal details here",
    )
    moved.add_argument("--public", action="store_true", help="the resident reads the note on the tracking page")


def _add_content(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "check a council pack, sign it, and give it to the kiosks"
    publish.add_arguments(_on_parts(commands, "publish", about, publish.publish, json=True))
    _on_parts(commands, "content", "list the versions that were published", publish.list_content, json=True)


def _add_keys(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    group = _on_parts(commands, "keys", "list the hub's keys, or take a new one into use", keys.list_keys, json=True)
    acts = group.add_subparsers(metavar="[ACT]")
    about = "take a new key into use, with a new recovery copy; former ones stay good"
    rotated = _on_parts(acts, "rotate", about, keys.rotate, json=True, within=True)
    rotated.add_argument("kind", metavar="KIND", choices=("sealing", "receipt"), help="sealing or receipt")


def _add_hand_carry(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    about = "take in the queues that a memory stick carries, and leave receipts on it"
    hand_carry.add_arguments(_on_parts(commands, "import", about, hand_carry.import_stick, json=True))
    about = "list what a revoked kiosk's stick brought, or accept it"
    held = _on_parts(commands, "held", about, hand_carry.list_held, json=True)
    acts = held.add_subparsers(metavar="[ACT]")
    about = "take in all that is held of one kiosk (this is audited)"
    accepted = _on_parts(acts, "accept", about, hand_carry.accept_held, json=True, within=True)
    accepted.add_argument("kiosk", metavar="KIOSK", help="the kiosk's name, as `hub held` lists it")


def _add_recovery(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    acts = add_command(commands, "recovery", "try the recovery copy, or use it").add_subparsers(
        required=True, metavar="ACT"
    )
    tried = _command(acts, "check", "see whether a recovery copy opens (passphrase on stdin)", recovery.check)
    tried.add_argument("file", metavar="FILE", type=Path, help="the recovery copy")
    back = _command(acts, "restore", "write the keys that are missing here (passphrase on stdin)", recovery.restore)
    back.add_argument("file", metavar="FILE", type=Path, help="the recovery copy")
    _on_parts(acts, "copy", "write a new recovery copy of the keys as they are now", recovery.copy, json=True)
    about = "prove that a recovery copy opens what came in (passphrase on stdin)"
    drilled = _on_parts(acts, "drill", about, recovery.drill, json=True)
    drilled.add_argument("file", metavar="FILE", type=Path, help="the recovery copy")
    about = "after restoring the database: have kiosks send again"
    _on_parts(acts, "new-epoch", about, recovery.new_epoch, json=True)


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, about: str, run: _WithHome
) -> argparse.ArgumentParser:
    parser = add_command(commands, name, about)
    parser.set_defaults(run=run)
    return parser


def _on_parts(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    run: _WithParts,
    *,
    json: bool = False,
    within: bool = False,
) -> argparse.ArgumentParser:
    """Add a command that works on a hub; `within` another such command, whose options must still count."""

    def with_parts(arguments: argparse.Namespace, home: Home) -> int:
        parts = open_parts(home, arguments.database)
        try:
            return run(arguments, parts)
        finally:
            parts.database.close()

    parser = _command(commands, name, about, with_parts)
    _add_database(parser, within=within)
    if json:
        default = argparse.SUPPRESS if within else False
        parser.add_argument("--json", action="store_true", default=default, help="print one JSON value")
    return parser


def _add_database(parser: argparse.ArgumentParser, *, within: bool = False) -> None:
    about = "a SQLAlchemy address instead of the embedded one"
    # A default of the inner command would overwrite what stood before its name.
    parser.add_argument("--database", default=argparse.SUPPRESS if within else "", metavar="URL", help=about)


if __name__ == "__main__":
    sys.exit(main())
