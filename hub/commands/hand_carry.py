"""`hub import DIR`, `hub held`: queues that a memory stick carries, and what came from revoked kiosks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from hub.carried_files import StickProblem, forms_on
from hub.carried_receipts import ReceiptWriter
from hub.commands.output import print_json, print_table, who
from hub.hand_carry import Importing, TakenIn
from hub.kiosks import KioskNameError
from hub.parts import Parts
from hub.receiving import Receiving
from hub.review import Review
from kiosk.errors import PartlyDoneError

_STICK = {
    "no-list": "has no list: the stick may have been pulled out early. Export once more to it and bring it again.",
    "wrong-list": "has a list that its kiosk did not sign. What was taken in is sound; export once more to be sure.",
    "missing": "lacks files that its kiosk wrote. They are still in the kiosk: export once more.",
    "damaged": "has files that are damaged. They are still in the kiosk: export once more, to another stick.",
    "not-listed": "has more files than its list: the last export broke off. Export once more and bring it again.",
}
_REASONS = {
    "damaged": "cannot be read: damaged, or not a form",
    "unknown-kiosk": "its kiosk never joined this hub: is this the right hub?",
    "signature": "damaged, or not signed by its kiosk",
    "conflict": "other bytes came under this id or code before; see `hub conflicts`",
    "unknown-key": "sealed for a key that this hub does not have",
    "malformed": "its header is not right",
}
_NAMED = 5


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `hub import` takes."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder in which the memory stick opens")
    parser.add_argument(
        "--accept-revoked",
        action="append",
        default=[],
        metavar="KIOSK",
        help="take in what this revoked kiosk stored, too; the audit trail keeps who did. May be given again",
    )


def import_stick(arguments: argparse.Namespace, parts: Parts) -> int:
    """Take in what a stick holds, open it, and leave signed receipts for its kiosks."""
    from tqdm import tqdm

    for kiosk in arguments.accept_revoked:
        if parts.kiosks.known(kiosk).revoked_at is None:
            raise KioskNameError(f"{kiosk!r} is not revoked: leave --accept-revoked away. Nothing was taken in.")
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    review = Review(parts.database, parts.kiosks, receiving, parts.now)
    importing = Importing(parts.kiosks, parts.ring, receiving, review)
    shown = sys.stderr.isatty() and not arguments.json
    bar: Any = tqdm(total=forms_on(arguments.folder), unit="form", desc="taking in", disable=not shown)
    with bar:
        done = importing.take(arguments.folder, arguments.accept_revoked, who(), bar.update)
    while parts.opener.verify_waiting():  # so that the receipts can say `complete` at once
        pass
    receipts, unwritten = _give_receipts(parts, done)
    told = _as_json(done, receipts, unwritten)
    if not arguments.json:
        _tell(done, receipts)
    if unwritten:
        raise PartlyDoneError(
            f"the receipts could not be written ({unwritten}). What came in is safe here. Make room on the stick or"
            " make it writable, and run the command again: nothing comes in twice.",
            told,
        )
    if arguments.json:
        print_json(told)
    return 0 if done.all_well else 1


def list_held(arguments: argparse.Namespace, parts: Parts) -> int:
    """List what revoked kiosks' sticks brought and nobody accepted yet."""
    found = _review(parts).listed()
    if arguments.json:
        print_json(found)
    else:
        rows = [
            (one.tracking_code, one.id, one.kiosk, f"{one.sent_at:%Y-%m-%d %H:%M}", f"{one.held_at:%Y-%m-%d %H:%M}")
            for one in found
        ]
        print_table(("CODE", "ID", "KIOSK", "SENT (UTC)", "HELD SINCE (UTC)"), rows)
    return 0


def accept_held(arguments: argparse.Namespace, parts: Parts) -> int:
    """Take in all that is held of one kiosk."""
    taken = _review(parts).accept_held(arguments.kiosk, who())
    while parts.opener.verify_waiting():
        pass
    counts = {
        "accepted": sum(one.result.state in ("received", "complete") for one in taken),
        "incomplete": sum(one.result.state == "incomplete" for one in taken),
        "refused": sum(one.result.state == "refused" for one in taken),
    }
    if arguments.json:
        print_json(counts)
    else:
        print(f"{arguments.kiosk}: accepted {counts['accepted']}, refused {counts['refused']}")
    if counts["incomplete"]:
        print(f"{counts['incomplete']} lack attached files: import the stick once more.", file=sys.stderr)
    return 1 if counts["incomplete"] or counts["refused"] else 0


def _review(parts: Parts) -> Review:
    receiving = Receiving(parts.database, parts.ring, parts.now, lambda: None)
    return Review(parts.database, parts.kiosks, receiving, parts.now)


def _give_receipts(parts: Parts, done: TakenIn) -> tuple[int, str]:
    """Return for how many forms receipts were written, and why not for all."""
    writer = ReceiptWriter(parts.database, parts.ring, parts.now)
    written, unwritten = 0, ""
    for (kiosk, place), results in sorted(done.results.items()):
        try:
            written += writer.write(place, kiosk, results)
        except OSError as error:
            unwritten = error.strerror or type(error).__name__
    return written, unwritten


def _as_json(done: TakenIn, receipts: int, unwritten: str) -> dict[str, object]:
    return {
        "new": done.new,
        "known": done.known,
        "incomplete": done.incomplete,
        "held": done.held,
        "refused": [{"file": name, "reason": reason} for name, reason in done.refused],
        "stick": done.problems,
        "receipts": receipts,
        "receipts_not_written": unwritten,
    }


def _tell(done: TakenIn, receipts: int) -> None:
    print(f"new {done.new}, here before {done.known}, receipts on the stick {receipts}")
    for name, reason in done.refused:
        print(f"{name} was not taken: {_REASONS.get(reason, reason)}", file=sys.stderr)
    if done.incomplete:
        print(f"{done.incomplete} lack attached files on the stick: export once more.", file=sys.stderr)
    if done.held:
        print(
            f"{done.held} came from a revoked kiosk and are held for review: `hub held` lists them; take them in with"
            " `hub held accept KIOSK`, or import the stick again with --accept-revoked KIOSK.",
            file=sys.stderr,
        )
    for problem in done.problems:
        print(f"{problem.folder} {_STICK[problem.problem]}{_names(problem)}", file=sys.stderr)


def _names(problem: StickProblem) -> str:
    if not problem.files:
        return ""
    more = f" and {len(problem.files) - _NAMED} more" if len(problem.files) > _NAMED else ""
    return f" ({', '.join(problem.files[:_NAMED])}{more})"
