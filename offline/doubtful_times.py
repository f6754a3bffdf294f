"""Times out of a damaged queue: one that cannot be read stops nothing later, and none makes anything go early."""

from __future__ import annotations

import sqlite3
from datetime import datetime

_FORGOTTEN = (
    ("drafts", "ends_at", None),  # counted from now on: `offline.drafts`
    ("submissions", "received_at", None),
    ("submissions", "status_at", None),
    ("submissions", "due", ""),
)
_LEFT_OUT = (("status_history", "at"), ("events", "at"))


def mend(connection: sqlite3.Connection, now: datetime) -> None:
    """Take out every time that cannot be read, and begin all holds anew, inside the caller's transaction."""
    connection.create_function("is_time", 1, _is_time, deterministic=True)
    for table, column, nothing in _FORGOTTEN:
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE NOT is_time({column})", (nothing,))  # noqa: S608
    # Of one with its envelope it was mended from there.
    connection.execute("UPDATE submissions SET sent_at = ? WHERE NOT is_time(sent_at)", (now.isoformat(),))
    for table, column in _LEFT_OUT:
        connection.execute(f"DELETE FROM {table} WHERE NOT is_time({column})")  # noqa: S608 - names of our own
    # A number has no digest: one flipped bit could let everything go at once. `offline.retention` gives new ages.
    connection.execute("DELETE FROM ages")
    connection.execute("UPDATE hub_time SET counted = 0, hub_at = NULL, here_at = NULL")


def _is_time(text: str | None) -> bool:
    """Say whether a text is a time or a day; nothing at all is right, too."""
    try:
        return not text or bool(datetime.fromisoformat(text))
    except ValueError:
        return False
