"""The audit trail: what happened to which submission, in kinds and ids, never answers (R52)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from offline.database import Database


class Kind(StrEnum):
    """What can happen."""

    STORED = "stored"
    RECEIVED = "received"
    COMPLETE = "complete"
    QUARANTINED = "quarantined"
    RELEASED = "released"
    PAUSED = "paused"
    RESUMED = "resumed"
    ALERT = "alert"  # an answer that should not have been: somebody may be in between
    EPOCH = "epoch"  # the hub was restored from a backup; what it may have lost is sent again
    ENROLLED = "enrolled"
    CAME_BACK = "came-back"  # started again with work left half done
    RESERVE_USED = "reserve-used"
    PRINTED = "printed"
    PRINT_FAILED = "print-failed"


@dataclass(frozen=True)
class Event:
    """One line of the trail. `detail` is a code or a number."""

    at: datetime
    kind: str
    id: str = ""
    detail: str = ""


def record(connection: sqlite3.Connection, at: datetime, kind: Kind, submission: str = "", detail: str = "") -> None:
    """Add a line inside the caller's transaction."""
    connection.execute(
        "INSERT INTO events (at, kind, id, detail) VALUES (?, ?, ?, ?)", (at.isoformat(), kind, submission, detail)
    )


def recent(database: Database, limit: int = 50) -> list[Event]:
    """Return the newest lines, newest first. Raises StorageError."""
    rows = database.all("SELECT at, kind, id, detail FROM events ORDER BY seq DESC LIMIT ?", (limit,))
    return [Event(datetime.fromisoformat(row["at"]), row["kind"], row["id"], row["detail"]) for row in rows]
