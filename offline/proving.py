"""Which salvaged submissions are what was stored: an envelope counts only where its digest says so."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.submission import Header
from offline import wire
from offline.high_water import Promise

DAMAGED = "damaged"  # why a submission is in quarantine
_UNSENT = ("queued", "sending", "waiting")
_COLUMNS = (
    *("tracking_code", "kiosk", "journey", "journey_version", "channel", "language", "sent_at", "clock_trusted"),
    "attachments",
    "apart",
)


@dataclass
class Proven:
    """How many submissions are whole, and how many have lost their envelope or have one with the wrong digest."""

    whole: int = 0
    damaged: int = 0


def prove(new: sqlite3.Connection, promises: Mapping[str, Promise]) -> Proven:
    """Compare every envelope with its digest, mend rows from proven envelopes, quarantine what is damaged.

    Inside the caller's transaction; foreign keys must be off.
    """
    proven = Proven()
    for (submission,) in new.execute("SELECT id FROM submissions").fetchall():
        if _row_is_whole(new, submission, promises):
            proven.whole += 1
        else:
            proven.damaged += 1
    orphans = "SELECT id FROM envelopes WHERE id NOT IN (SELECT id FROM submissions)"
    for (submission,) in new.execute(orphans).fetchall():
        if _row_is_rebuilt(new, submission, promises):
            proven.whole += 1
        else:
            new.execute("DELETE FROM envelopes WHERE id = ?", (submission,))
            proven.damaged += 1
    return proven


def _row_is_whole(new: sqlite3.Connection, submission: str, promises: Mapping[str, Promise]) -> bool:
    row = new.execute(
        "SELECT s.digest, s.state, e.envelope FROM submissions s LEFT JOIN envelopes e ON e.id = s.id WHERE s.id = ?",
        (submission,),
    ).fetchone()
    if row["envelope"] is None:
        if row["state"] in _UNSENT:
            _quarantine(new, submission)
            return False
        return True
    header = _header(row["envelope"], submission)
    digest = wire.digest(row["envelope"])
    if header is None or not (digest == row["digest"] or _promised(promises, header, digest)):
        if row["state"] in _UNSENT:
            _quarantine(new, submission)
        new.execute("DELETE FROM envelopes WHERE id = ?", (submission,))
        return False
    if row["state"] in _UNSENT and not files_are_whole(new, header):
        _quarantine(new, submission)
        return False
    return _mended(new, header, digest, len(row["envelope"]))


def files_are_whole(connection: sqlite3.Connection, header: Header) -> bool:
    """Say whether every chunk of a submission's attached files is there, with the digest that its envelope names."""
    wanted = {(file.id, number): digest for file in header.attachments for number, digest in enumerate(file.chunks)}
    if not wanted:
        return True
    rows = connection.execute("SELECT attachment, number, chunk FROM chunks WHERE id = ?", (header.id,))
    return wanted == {(row[0], row[1]): wire.digest(row[2]) for row in rows}


def _mended(new: sqlite3.Connection, header: Header, digest: str, size: int) -> bool:
    """Write what the proven envelope says over the row."""
    changes = ", ".join(f"{column} = ?" for column in _COLUMNS)
    try:
        new.execute(
            f"UPDATE submissions SET {changes}, digest = ?, size = ? WHERE id = ?",  # noqa: S608 - names of our own
            (*_told(header), digest, size, header.id),
        )
    except sqlite3.IntegrityError:
        return False  # another row has this tracking code
    return True


def _row_is_rebuilt(new: sqlite3.Connection, submission: str, promises: Mapping[str, Promise]) -> bool:
    """Make the row of an envelope that has none, to be sent: the hub knows it by its id, should it have it already."""
    (envelope,) = new.execute("SELECT envelope FROM envelopes WHERE id = ?", (submission,)).fetchone()
    header, digest = _header(envelope, submission), wire.digest(envelope)
    if header is None or not files_are_whole(new, header):
        return False
    if header.tracking_code in promises and not promises[header.tracking_code].fits(digest):
        return False
    # A row whose id was damaged would stand in the way of its own envelope.
    new.execute(
        "DELETE FROM submissions WHERE tracking_code = ? AND id NOT IN (SELECT id FROM envelopes)",
        (header.tracking_code,),
    )
    columns = ", ".join(("id", *_COLUMNS, "digest", "size", "state"))
    marks = ", ".join("?" * (len(_COLUMNS) + 3))
    try:
        new.execute(
            f"INSERT INTO submissions ({columns}) VALUES ({marks}, 'queued')",  # noqa: S608 - names of our own
            (submission, *_told(header), digest, len(envelope)),
        )
    except sqlite3.IntegrityError:
        return False
    return True


def _promised(promises: Mapping[str, Promise], header: Header, digest: str) -> bool:
    promise = promises.get(header.tracking_code)
    return promise is not None and promise.fits(digest)


def _header(envelope: bytes, submission: str) -> Header | None:
    try:
        header = wire.read_envelope(envelope).header
    except wire.WireError:
        return None
    return header if header.id == submission else None


def _told(header: Header) -> tuple[object, ...]:
    return (
        *(header.tracking_code, header.kiosk, header.journey, header.journey_version, header.channel),
        *(header.language, header.sent_at.isoformat(), header.clock_trusted, len(header.attachments)),
        header.apart,
    )


def _quarantine(new: sqlite3.Connection, submission: str) -> None:
    new.execute("UPDATE submissions SET state = 'quarantined', reason = ? WHERE id = ?", (DAMAGED, submission))
