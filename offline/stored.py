"""What a row of the queue says of one submission, as the core reads it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

from kiosk.protocols import State, Stored


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
