"""`hub submissions`, `hub show`, `hub status`, `hub conflicts`: what came in, and how it moves on."""

from __future__ import annotations

import argparse
from datetime import datetime, time
from pathlib import Path
from typing import Any

import msgspec

from hub import history
from hub.casework import Submission
from hub.commands.files_out import write_files
from hub.commands.output import print_json, print_table, who
from hub.history import Step
from hub.parts import Parts
from kiosk.command_line import tracking_code_in
from kiosk.errors import UsageError
from kiosk.printable import printable, printable_lines
from kiosk.submission import Payload

APART = "apart from any case"
LONGEST_NOTE = 500  # letters; the tracking page and the kiosk show a public note whole


def list_submissions(arguments: argparse.Namespace, parts: Parts) -> int:
    """List what came in, oldest first."""
    found = parts.casework.submissions()
    if arguments.json:
        keys = ("id", "tracking_code", "journey", "kiosk", "received_at", "state", "status", "apart")
        print_json([{key: getattr(one, key) for key in keys} for one in found])
    else:
        rows = [
            (
                *(one.tracking_code, one.journey, one.kiosk, _when(one.received_at, one)),
                *(one.state, APART if one.apart else one.status),
            )
            for one in found
        ]
        print_table(("CODE", "JOURNEY", "KIOSK", "RECEIVED", "STATE", "STATUS"), rows)
    return 0


def show(arguments: argparse.Namespace, parts: Parts) -> int:
    """Open one submission; the audit trail keeps who did."""
    found = parts.casework.find(tracking_code_in(arguments.code))
    payload = parts.opener.show(found.id, who())
    with parts.database.reading() as connection:
        steps = history.steps(connection, found.id)
    opened = _opened(found, payload, steps)
    if arguments.attachments and payload.attachments:
        files = parts.opener.files(payload, who())
        paths = write_files(Path(arguments.attachments), found.tracking_code, files)
        opened["attachments"] = [
            told | {"file": str(path)} for told, path in zip(opened["attachments"], paths, strict=True)
        ]
    if arguments.json:
        print_json(opened)
        return 0
    hidden = {"answers", "asked", "offers", "evidence", "referrals", "attachments", "together", "history", "apart"}
    for key, value in opened.items():
        if key not in hidden and value not in ("", None):
            words = f"{value:%Y-%m-%d}" if isinstance(value, datetime) and _day_alone(value, found) else str(value)
            print(f"{key.replace('_', ' ')}: {printable_lines(words)}")
    if found.apart:
        print(f"{APART}: of when it was sent and came only the day is kept")
    for answered in payload.answers:
        other = f"  (answered in the language {printable(answered.language)})" if answered.language else ""
        print(f"\n{printable_lines(answered.asked)}\n  {printable_lines(answered.shown)}{other}")
    if payload.together:
        print(f"\nsent together with: {', '.join(payload.together)}")
    if payload.evidence:
        print(f"\nasked to bring: {', '.join(payload.evidence)}")
    for referral in payload.referrals:
        print(f"\nagreed: {printable(referral.partner)} may be told {', '.join(referral.shares) or 'nothing'}")
    if payload.offers:
        print(f"\noffers taken up: {', '.join(payload.offers)}")
    for told in opened["attachments"]:
        print(f"\nattached: {printable(told['name'])} ({told['media_type']}, {told['size']} bytes)")
        print(f"  {told.get('file', 'written to a folder with --attachments DIR')}")
    print("\nhistory:")
    for step in steps:
        print(f"  {_told(step, found)}")
    return 0


def move(arguments: argparse.Namespace, parts: Parts) -> int:
    """Give a case a new status. Raises UsageError for a note that cannot stand."""
    code, note = tracking_code_in(arguments.code), arguments.note.strip()
    if arguments.public and not note:
        raise UsageError('--public shows the resident a note: give it with --note "…", or leave --public out.')
    if len(note) > LONGEST_NOTE:
        raise UsageError(f"The note has {len(note)} letters, and may have {LONGEST_NOTE}. Nothing was changed.")
    parts.casework.move(code, arguments.new, note, who(), public=arguments.public)
    if arguments.json:
        print_json({"tracking_code": code, "status": arguments.new, "note": note, "public": arguments.public})
    else:
        read_by = "the resident reads the note" if arguments.public else "staff alone read the note"
        print(f"{code} is {arguments.new} now" + (f"; {read_by}." if note else "."))
    return 0


def list_conflicts(arguments: argparse.Namespace, parts: Parts) -> int:
    """List what came under an id or a code that was taken: kept, sealed, for staff to look into."""
    found = parts.casework.conflicts()
    if arguments.json:
        print_json(found)
    else:
        rows = [
            (one.tracking_code, one.id, one.kiosk, one.digest[:16], f"{one.received_at:%Y-%m-%d %H:%M} UTC")
            for one in found
        ]
        print_table(("CODE", "ID", "KIOSK", "DIGEST", "RECEIVED"), rows)
    return 0


def _day_alone(at: datetime, found: Submission) -> bool:
    """Say whether the hub itself knows no more than the day: of what stands apart, before staff did anything."""
    return found.apart and at.time() == time()


def _when(at: datetime, found: Submission) -> str:
    """Return a time as staff read it."""
    return f"{at:%Y-%m-%d}" if _day_alone(at, found) else f"{at:%Y-%m-%d %H:%M} UTC"


def _told(step: Step, found: Submission) -> str:
    """Return one step in a line, with who may read its note."""
    note = f": {step.note} ({'public' if step.public else 'for staff'})" if step.note else ""
    return f"{_when(step.at, found)}  {step.status}{note}"


def _opened(found: Submission, payload: Payload, steps: list[Step]) -> dict[str, Any]:
    return {
        "id": found.id,
        "tracking_code": found.tracking_code,
        "journey": found.journey,
        "journey_version": found.journey_version,
        "kiosk": found.kiosk,
        "channel": found.channel,
        "language": found.language,
        "sent_at": found.sent_at,
        "received_at": found.received_at,
        "state": found.state,
        "status": found.status,
        "apart": found.apart,
        "due": found.due,
        "for_whom": payload.for_whom,
        "ward": payload.ward,
        "responsible": payload.responsible,
        "routing": payload.routing,
        "urgent": payload.urgent,
        "safe_to_contact": payload.safe_to_contact,
        "identity_wanted": payload.identity_wanted,
        "identity_known": payload.identity_known,
        "event": payload.event,
        "together": payload.together,
        "title": payload.title,
        "answers": {answered.question: answered.answer for answered in payload.answers},
        "asked": [msgspec.to_builtins(answered) for answered in payload.answers],
        "offers": payload.offers,
        "evidence": payload.evidence,
        "referrals": payload.referrals,
        "attachments": [
            {"name": file.name, "media_type": file.media_type, "size": file.size} for file in payload.attachments
        ],
        "history": steps,
    }
