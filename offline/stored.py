"""The row of one submission in the queue: how it is written, and what it says, as the core reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from kiosk.protocols import State, Stored
from kiosk.submission import Header
from offline.wire import digest

_INSERT = """INSERT INTO submissions (id, tracking_code, kiosk, journey, journey_version, channel, language, sent_at,
    clock_trusted, digest, size, attachments, apart, next_try_at, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued')"""


def add_row(connection: sqlite3.Connection, header: Header, envelope: bytes, *, leaves_at: float = 0.0) -> None:
    """Write the row of a submission and its sealed bytes, inside the caller's transaction.

    `leaves_at`: it is not sent before (seconds since 1970).
    """
    connection.execute(
        _INSERT,
        (
            *(header.id, header.tracking_code, header.kiosk, header.journey, header.journey_version),
            *(header.channel, header.language, header.sent_at.isoformat(), header.clock_trusted),
            *(digest(envelope), len(envelope), len(header.attachments), header.apart, leaves_at),
        ),
    )
    connection.execute("INSERT INTO envelopes (id, envelope) VALUES (?, ?)", (header.id, envelope))


def stored(row: sqlite3.Row, history: Sequence[sqlite3.Row]) -> Stored:
    """Return a row of `submissions` with its rows of `status_history`, oldest first."""
    return Stored(
        id=row["id"],
        tracking_code=row["tracking_code"],
        journey=row["journey"],
        journey_version=row["journey_version"],
        language=row["language"],
        sent_at=datetime.fromisoformat(row["sent_at"]),
        state=State(row["state"]),
        reason=row["reason"],
        status=row["status"],
        status_at=datetime.fromisoformat(row["status_at"]) if row["status_at"] else None,
        note=row["note"],
        due=date.fromisoformat(row["due"]) if row["due"] else None,
        history=tuple((datetime.fromisoformat(entry["at"]), entry["status"]) for entry in history),
    )
