"""Promises that the queue has lost: which they are, and that their codes are never given out again."""

from __future__ import annotations

import sqlite3
from datetime import date, datetime, timedelta

from offline.high_water import HighWater, Promise

# So long the code of a submission that was sent and purged stays known here (R62). One that is older and absent may
# simply have gone its way.
_KNOWN_FOR = timedelta(days=90)


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
        "INSERT OR IGNORE INTO missing VALUES (?, ?, ?)",
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
