"""`kiosk sync`, `kiosk status`, `kiosk find`, `kiosk enrol`: the queue and its hub."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version
from typing import Any

from kiosk import __version__
from kiosk.command_line import add_command, tracking_code_in
from kiosk.commands import draft_words, leftover_words, line_words, mishap_words, paper_words
from kiosk.commands.content_words import as_row, warnings
from kiosk.commands.line_words import as_time, next_try
from kiosk.commands.output import complain, print_json
from kiosk.commands.trouble_words import meaning
from kiosk.config import kiosk_home
from kiosk.errors import AlreadyRunningError, UnknownError
from kiosk.parts import Parts
from kiosk.printable import printable
from kiosk.protocols import Stored
from kiosk.tasks.doing import Bystander, joined
from kiosk.tasks.handing import expect, worker
from kiosk.tasks.messages import Synced, SyncNow
from offline import leftovers
from offline.leftovers import Leftover
from offline.mishaps import Mishaps
from offline.outcomes import Trouble
from offline.retention import Kept
from offline.round import SyncReport


def sync(arguments: argparse.Namespace) -> int:
    """Send what is due; without --once until nothing is left or nothing can be done now."""
    home = kiosk_home()
    with worker(home, program="kiosk sync") as at_work:
        shown = sys.stderr.isatty() and not arguments.json
        with _Progress(_unsent(home) if shown else 0, shown=shown) as progress:
            report = expect(at_work.do(SyncNow(ignore_backoff=arguments.once), progress), Synced).report
    if arguments.json:
        print_json(
            {
                "sent": report.sent,
                "quarantined": report.quarantined,
                "left": report.left,
                "updated": report.updated,
                "trouble": report.trouble,
                "paused": report.paused,
                "next_try_at": as_time(report.next_try_at),
            }
        )
    else:
        print(f"sent {report.sent}, refused by the hub {report.quarantined}, left {report.left}")
    problem = report.paused or report.trouble
    if problem:
        again = "" if report.paused == Trouble.NOT_ENROLLED else f" {next_try(report.next_try_at, datetime.now(UTC))}"
        complain(f"not everything could be sent ({problem}): {meaning(problem, repeats=False)}{again}")
    elif report.left:
        complain(f"{report.left} wait by themselves: `kiosk status` says why")
    if report.quarantined:
        complain(f"the hub refuses {report.quarantined}: `kiosk status` says which and why")
    return 1 if problem or report.quarantined else 0


def _unsent(home: Path) -> int:
    with Parts.open(home, read_only=True) as parts:
        joined(parts)
        return parts.store.outbox.unsent()


class _Progress(Bystander):
    """A progress bar on a terminal, nothing elsewhere."""

    def __init__(self, total: int, *, shown: bool) -> None:
        self._total = total
        self._shown = shown
        self._bar: Any = None

    def __enter__(self) -> _Progress:
        if self._shown:
            from tqdm import tqdm

            self._bar = tqdm(total=self._total, unit="form", desc="sending")
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def told(self, report: SyncReport) -> None:
        """Show what the round did so far: the same numbers that stand below the bar at the end."""
        if self._bar is not None:
            done = report.sent + report.quarantined
            self._bar.total = max(self._total, done)  # what came meanwhile, or again after the hub's restore
            self._bar.set_postfix(refused=report.quarantined, refresh=False)
            self._bar.update(done - self._bar.n)


def status(arguments: argparse.Namespace) -> int:
    """Print how the kiosk stands. Reads only; the kiosk may be open meanwhile."""
    with Parts.open(kiosk_home(), read_only=True) as parts:
        mishaps = parts.store.mishaps()
        kept = parts.retention().kept()
        left = leftovers.found(parts.home)
        found, told = _status(parts, mishaps, kept, left), list(warnings(parts.contents.standing()))
        sending = _sending(parts) + paper_words.lines(parts.store.print_jobs.not_on_paper())
    if arguments.json:
        print_json(found)
        return 0
    for line in sending:
        complain(line)
    for line in mishap_words.lines(mishaps, datetime.now(UTC)):
        complain(line)
    if known := mishap_words.known(mishaps):
        complain(known)
    for name in kept.overdue:
        complain(mishap_words.about_copy(name))
    for line in leftover_words.lines(left):
        complain(line)
    for warning in told:
        complain(warning)
    for name, value in found.items():
        print(f"{name.replace('_', ' ')}: {_words(value)}")
    return 0


def _words(value: Any) -> str:
    """Return a value as people read it, on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key.replace('_', ' ')} {_words(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return "; ".join(_words(item) for item in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, float):
        return f"{value:g}"
    return "none" if value in ("", None) else str(value)


def _status(parts: Parts, mishaps: Mishaps, kept: Kept, left: Sequence[Leftover]) -> dict[str, Any]:
    identity = parts.store.identity()
    oldest = parts.store.outbox.oldest_unsent()
    line = parts.store.outbox.line()
    return {
        "counts": {state.value: count for state, count in parts.store.counts().items()},
        "oldest_unsent_s": round((datetime.now(UTC) - oldest).total_seconds()) if oldest else None,
        "paused": line.paused,
        "trouble": line.trouble,
        "next_try_at": as_time(line.next_try_at),
        "waiting": parts.store.waiting(),
        "enrolled": {"kiosk": identity.kiosk, "hub": identity.hub_url} if identity else None,
        "printer": parts.printer.state().value,
        "kept": _kept(kept),
        "copies": list(kept.copies),
        "print_jobs": {state.value: count for state, count in parts.store.print_jobs.counts().items()},
        "not_on_paper": paper_words.as_rows(parts.store.print_jobs.not_on_paper()),
        "quarantined": [{"tracking_code": code, "reason": reason} for code, reason in parts.store.outbox.quarantined()],
        "refused_drafts": draft_words.as_rows(parts.store.drafts.refused()),
        "missing": [one.tracking_code for one in mishaps.missing],
        "missing_seen": [
            {"tracking_code": one.tracking_code, "seen_at": one.seen_at, "seen_by": one.seen_by}
            for one in mishaps.missing
            if one.seen_at is not None
        ],
        "mishaps": [{"at": one.at, "kind": one.kind, "detail": one.detail} for one in mishaps.happened],
        "set_aside": list(mishaps.set_aside),
        "leftovers": [{"name": one.name, "kind": one.kind.value} for one in left],
        "database": {"bytes": (parts.home / "queue.db").stat().st_size, "clock_trusted": parts.clock.trusted()},
        "content": as_row(parts.contents.standing()),
        "versions": {"civic_kiosk": __version__, "python": python_version()},
    }


def _sending(parts: Parts) -> list[str]:
    outbox = parts.store.outbox
    line = outbox.line()
    waiting, refused = parts.store.waiting(), outbox.quarantined()
    told = line_words.lines(line.paused, line.trouble, line.next_try_at, waiting, refused, datetime.now(UTC))
    return told + draft_words.lines(parts.store.drafts.refused())


def _kept(kept: Kept) -> dict[str, float]:
    """Return what still stands here although the council has it, and for how many days at least."""
    return {"held": kept.held, "tombstones": kept.tombstones, "hold_days": kept.hold_days}


def find(arguments: argparse.Namespace) -> int:
    """Print what this kiosk knows of a tracking code."""
    code = tracking_code_in(arguments.code)
    with Parts.open(kiosk_home(), read_only=True) as parts:
        stored = parts.store.find(code)
        missing = [one for one in parts.store.mishaps().missing if one.tracking_code == code]
    if stored is None and missing:
        raise UnknownError(mishap_words.about_missing(missing[0]))
    if stored is None:
        raise UnknownError(f"this kiosk has no submission {code}. Ask another kiosk, or the hub.")
    row = _row(stored)
    if arguments.json:
        print_json(row)
    else:
        print(f"{code}: {row['journey']}, {row['state']} here, at the council: {row['status'] or 'not yet'}")
        if row["note"]:
            print(f"the council's note to the resident: {printable(row['note'])}")
    return 0


def _row(stored: Stored) -> dict[str, Any]:
    return {
        "id": stored.id,
        "tracking_code": stored.tracking_code,
        "journey": stored.journey,
        "state": stored.state.value,
        "reason": stored.reason,
        "status": stored.status,
        "sent_at": stored.sent_at,
        "due": stored.due,
        "note": stored.note,
        "history": [{"at": at, "status": what} for at, what in stored.history],
    }


def _closed_kiosk(home: Path) -> Parts:
    """Open the kiosk for a new name and new keys. Raises AlreadyRunningError saying why that needs it closed."""
    try:
        return Parts.open(home, program="kiosk enrol")
    except AlreadyRunningError as error:
        why = (
            "A kiosk takes a name and keys only while it is closed: whoever stands there is promised something by them."
        )
        raise AlreadyRunningError(f"{error} {why}") from error


def enrol(arguments: argparse.Namespace) -> int:
    """Join a hub."""
    from offline.enrolment import EnrolmentError
    from offline.enrolment import enrol as join

    with _closed_kiosk(kiosk_home()) as parts:
        try:
            identity = join(parts.store, parts.secrets, parts.hub_settings(arguments.url), arguments.code)
        except EnrolmentError as error:
            if not error.trouble:
                raise
            told = f"{error}: {meaning(error.trouble, repeats=False)} Nothing was changed."
            raise EnrolmentError(told, error.trouble) from error
    print(f"this kiosk is {identity.kiosk} now; its tracking codes begin with {identity.prefix}")
    return 0


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add these commands to the parser."""
    parser = add_command(commands, "sync", "send what waits")
    parser.add_argument("--once", action="store_true", help="try all that waits now, whatever its back-off")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=sync)
    parser = add_command(commands, "status", "say how the kiosk stands")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=status)
    parser = add_command(commands, "find", "look up one submission by its tracking code")
    parser.add_argument("code", metavar="CODE", help="the tracking code")
    parser.add_argument("--json", action="store_true", help="as one JSON object")
    parser.set_defaults(run=find)
    parser = add_command(commands, "enrol", "join a hub")
    parser.add_argument("url", metavar="URL", help="the hub's address, https://…")
    parser.add_argument("code", metavar="CODE", help="the code that `hub kiosks add` gave")
    parser.set_defaults(run=enrol)
