"""Counts the hub's time as the hub itself told it, signed: how long something has been safe there.

No clock on its own is believed. What passed between two answers counts as at most a day, however far apart they say
they are, so neither this computer's clock nor the hub's can make anything old by jumping ahead (fault 8). A kiosk that
was away for longer counts too little, and so keeps things longer.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

LONGEST_STEP = 86_400.0


def told(connection: sqlite3.Connection, at: datetime, backup_days: int) -> None:
    """Take over the time of an answer that came just now, inside the caller's transaction.

    `backup_days`: how many days may lie between two backups there. An hour that is earlier than the last one counts
    nothing, and counting goes on from it: the hub's clock was put right.
    """
    connection.execute(
        "UPDATE hub_time SET counted = counted + ?, hub_at = ?, backup_days = ?",
        (_passed(connection, at), at.isoformat(), backup_days),
    )


def told_by_hand(connection: sqlite3.Connection, at: datetime) -> None:
    """Take over the time of an answer that was carried here: it may be an old one, and then it says nothing."""
    passed = _passed(connection, at)
    connection.execute(
        "UPDATE hub_time SET counted = counted + ?, hub_at = ? WHERE hub_at IS NULL OR ? > 0",
        (passed, at.isoformat(), passed),
    )


def _passed(connection: sqlite3.Connection, at: datetime) -> float:
    """Return the seconds to count since the hub last told its time."""
    row = connection.execute("SELECT hub_at FROM hub_time").fetchone()
    if row["hub_at"] is None:
        return 0.0
    return min(max(0.0, (at - datetime.fromisoformat(row["hub_at"])).total_seconds()), LONGEST_STEP)
