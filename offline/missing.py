"""Promises that the queue has lost: which they are, and that their codes are never given out again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from offline.events import Kind, record
from offline.high_water import HighWater, Promise

if TYPE_CHECKING:
    from offline.database import Database

# So long the code of a submission that was sent and purged stays known here (R62). One that is older and absent may
# simply have gone its way.
_KNOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Missing:
    """A code that somebody may hold and whose form is not here. `day`: of its promise, ISO, empty where unknown.

    `seen_at` and `seen_by`: when somebody of the staff saw to it, and who; None and empty until then.
    """

    tracking_code: str
    day: str
    noticed_at: datetime
    seen_at: datetime | None = None
    seen_by: str = ""


def listed(database: Database) -> tuple[Missing, ...]:
    """Return all of them, the oldest first; one that turned up again is not among them. Raises StorageError."""
    rows = database.all("SELECT * FROM missing ORDER BY day, tracking_code")
    return tuple(
        Missing(
            row["tracking_code"],
            row["day"],
            datetime.fromisoformat(row["noticed_at"]),
            datetime.fromisoformat(row["seen_at"]) if row["seen_at"] else None,
            row["seen_by"],
        )
        for row in rows
    )


def see(connection: sqlite3.Connection, codes: Iterable[str], who: str, now: datetime) -> None:
    """Keep that `who` saw to these, inside the caller's transaction; whoever was the first stays named."""
    for code in codes:
        seen = connection.execute(
            "UPDATE missing SET seen_at = ?, seen_by = ? WHERE tracking_code = ? AND seen_at IS NULL",
            (now.isoformat(), who, code),
        ).rowcount
        if seen:
            record(connection, now, Kind.MISSING_SEEN, detail=f"{code} {who}")


def note_missing(connection: sqlite3.Connection, mark: HighWater, now: datetime) -> int:
    """Keep every promise without a submission, inside the caller's transaction; returns how many are missing."""
    there = {row[0] for row in connection.execute("SELECT tracking_code FROM submissions")}
    used = {row[0] for row in connection.execute("SELECT tracking_code FROM codes")}
    absent: dict[str, Promise] = {}
    newest = date.min + _KNOWN_FOR  # the day of the last promise: this computer's clock may be wrong
    for promise in mark.all():
        newest = max(newest, _day(promise))
        if promise.tracking_code not in there:
            absent[promise.tracking_code] = promise
    missing = [promise for code, promise in absent.items() if code not in used or _day(promise) > newest - _KNOWN_FOR]
    at = now.isoformat()
    connection.executemany(
        "INSERT OR IGNORE INTO codes VALUES (?, ?)", ((code, promise.day or at) for code, promise in absent.items())
    )
    connection.executemany(
        "INSERT OR IGNORE INTO missing (tracking_code, day, noticed_at) VALUES (?, ?, ?)",
        ((promise.tracking_code, promise.day, at) for promise in missing),
    )
    return len(missing)


def rebuilt(connection: sqlite3.Connection) -> list[Promise]:
    """Return every promise that the queue itself knows of, the oldest first."""
    rows = connection.execute(
        "SELECT c.tracking_code, c.used_at, s.digest FROM codes c"
        " LEFT JOIN submissions s ON s.tracking_code = c.tracking_code ORDER BY c.used_at"
    )
    return [Promise(row["tracking_code"], row["used_at"][:10], row["digest"] or "") for row in rows]


def _day(promise: Promise) -> date:
    try:
        return date.fromisoformat(promise.day)
    except ValueError:
        return date.min + _KNOWN_FOR
