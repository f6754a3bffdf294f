"""What the hub says about one case, taken over into the queue's file."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.protocols import State
from offline import events
from offline.events import Kind
from offline.states import may_move
from offline.wire import CaseStatus, iso_date

_HUB_REFUSED = "refused-by-hub"


def apply(connection: sqlite3.Connection, item: CaseStatus, now: datetime) -> list[str]:
    """Take over one item inside the caller's transaction; returns its tracking code where something changed.

    Ignores what is not ours and what is older than what is known.
    """
    row = connection.execute(
        "SELECT id, tracking_code, state, status, status_at, note, due FROM submissions WHERE id = ?", (item.id,)
    ).fetchone()
    if row is None or row["tracking_code"] != item.tracking_code:
        return []
    changed = _take_state(connection, row, item, now)
    if row["status_at"] is None or item.at >= datetime.fromisoformat(row["status_at"]):
        changed = _take_case(connection, row, item) or changed
    return [row["tracking_code"]] if changed else []


def _take_state(connection: sqlite3.Connection, row: sqlite3.Row, item: CaseStatus, now: datetime) -> bool:
    before = State(row["state"])
    if item.state == "complete" and before == State.RECEIVED:
        after, reason = State.COMPLETE, ""
    elif item.state == "refused" and may_move(before, State.QUARANTINED):
        after, reason = State.QUARANTINED, _HUB_REFUSED
    else:
        return False
    connection.execute("UPDATE submissions SET state = ?, reason = ? WHERE id = ?", (after, reason, row["id"]))
    events.record(connection, now, Kind(after.value), row["id"], reason)
    return True


def _take_case(connection: sqlite3.Connection, row: sqlite3.Row, item: CaseStatus) -> bool:
    day = iso_date(item.due)
    due = day.isoformat() if day else ""
    if (row["status"], row["status_at"], row["note"], row["due"]) == (
        item.status,
        item.at.isoformat(),
        item.note,
        due,
    ):
        return False
    connection.execute(
        "UPDATE submissions SET status = ?, status_at = ?, note = ?, due = ? WHERE id = ?",
        (item.status, item.at.isoformat(), item.note, due, row["id"]),
    )
    connection.execute(
        "INSERT OR IGNORE INTO status_history (id, at, status) VALUES (?, ?, ?)",
        (row["id"], item.at.isoformat(), item.status),
    )
    return True
