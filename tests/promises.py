"""What a program said it had stored, and whether the queue it left behind keeps every word of it.

A program under test prints a line for each promise, only once it stands: `enrolled PREFIX`, `stored CODE ID NUMBER`
(the payload is `payload(NUMBER)`, sealed to KEY), `printed CODE`, `received CODE`, `saved LOCATOR`. `ends LOCATOR CODE`
comes before the submission that ends a saved visit is stored: from then on it is there or its submission is.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from nacl.public import PrivateKey
from sealed_submissions import CANARY

from kiosk.errors import KioskError
from kiosk.protocols import State
from offline import wire
from offline.print_jobs import JobState
from offline.store import Store

KEY = PrivateKey(bytes(range(32)))
_PARTS = ("envelopes", "print_jobs", "events")


def payload(number: int) -> bytes:
    """Return what is sealed in one submission: every second one is longer than several pages of the queue's file."""
    return f"{CANARY} {number} ".encode() * (1 + 400 * (number % 2))


def broken_promises(home: Path, said: Sequence[str]) -> list[str]:
    """Open the queue with the product, as its next start does; return in words what was said and does not hold."""
    try:
        with Store.open(home) as store:
            store.check()
            broken = [each for line in said for each in _broken(store, *line.split())]
            mishaps = store.mishaps()
    except KioskError as error:
        return [f"the queue does not open: {error}"]
    with closing(sqlite3.connect(home / "queue.db")) as queue:
        broken += [each for line in said for each in _not_as_given(queue, *line.split())]
        broken += _half_rows(queue)
    return broken + [f"staff would be told: {one.kind}" for one in mishaps.happened]


def _broken(store: Store, word: str, name: str, *more: str) -> Iterator[str]:
    if word == "enrolled":
        known = store.identity()
        if known is None or known.prefix != name:
            yield "the enrolment is gone"
        return
    if word in ("saved", "ends"):
        yield from _broken_draft(store, name, *more)
        return
    stored, job = store.find(name), store.print_jobs.of(name)
    if stored is None or job is None:
        yield f"{word} {name} is gone"
    elif word == "printed" and job.state is not JobState.DONE:
        yield f"{name} would be printed again"
    elif word == "received" and stored.state is not State.RECEIVED:
        yield f"{name} is not received any more"


def _broken_draft(store: Store, locator: str, code: str = "") -> Iterator[str]:
    draft = store.drafts.find(locator)
    if draft is None:
        yield "a saved visit is gone"
    elif code and draft.state == "kept" and store.find(code) is not None:
        yield f"{code} is sent, and what was saved of it still opens"
    elif code and draft.state == "sent" and store.find(code) is None:
        yield f"{code} is not sent, and what was saved of it is gone"


def _not_as_given(queue: sqlite3.Connection, word: str, name: str, *more: str) -> Iterator[str]:
    if word != "stored":
        return
    identity, number = more
    found = queue.execute(
        "SELECT envelope, digest FROM submissions JOIN envelopes USING (id) WHERE id = ? AND tracking_code = ?",
        (identity, name),
    ).fetchall()
    if len(found) != 1:
        yield f"{name} is there {len(found)} times"
        return
    envelope, digest = found[0]
    if hashlib.sha256(envelope).hexdigest() != digest:
        yield f"{name} is not what its digest says"
    elif wire.unseal(wire.read_envelope(envelope), KEY) != payload(int(number)):
        yield f"{name} does not hold what was given"


def _half_rows(queue: sqlite3.Connection) -> list[str]:
    """A submission is there with all that belongs to it, or not at all."""
    broken = [f"integrity: {row[0]}" for row in queue.execute("PRAGMA integrity_check") if row[0] != "ok"]
    broken += [f"foreign key: {row[0]}" for row in queue.execute("PRAGMA foreign_key_check")]
    for part in _PARTS:
        missing = queue.execute(f"SELECT tracking_code FROM submissions WHERE id NOT IN (SELECT id FROM {part})")
        broken += [f"{row[0]} lacks its {part}" for row in missing]
    codes = queue.execute("SELECT tracking_code FROM codes EXCEPT SELECT tracking_code FROM submissions")
    return broken + [f"{row[0]} is used and has no submission" for row in codes]
