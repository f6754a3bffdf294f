"""Counts the hub's time as the hub itself told it, signed: how long something has been safe there.

No clock on its own is believed. Between two answers passed what both the hub's clock and this computer's say, and a day
at most: neither can make anything old by jumping ahead, and both together by a day at most (fault 8). A kiosk that was
away for longer counts too little, and so keeps things longer.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

LONGEST_STEP = 86_400.0


def told(connection: sqlite3.Connection, at: datetime, backup_days: int, here: datetime) -> None:
    """Take over the time of an answer that came just now, `here` by our clock, inside the caller's transaction.

    `backup_days`: how many days may lie between two backups there. An hour that is earlier than the last one counts
    nothing, and counting goes on from it: a clock was put right.
    """
    connection.execute(
        "UPDATE hub_time SET counted = counted + ?, hub_at = ?, here_at = ?, backup_days = ?",
        (_passed(connection, at, here), at.isoformat(), here.isoformat(), backup_days),
    )


def told_by_hand(connection: sqlite3.Connection, at: datetime, here: datetime) -> None:
    """Take over the time of an answer that was carried here: it may be an old one, and then it says nothing."""
    row = connection.execute("SELECT hub_at FROM hub_time").fetchone()
    if row["hub_at"] is None or at > datetime.fromisoformat(row["hub_at"]):
        connection.execute(
            "UPDATE hub_time SET counted = counted + ?, hub_at = ?, here_at = ?",
            (_passed(connection, at, here), at.isoformat(), here.isoformat()),
        )


def _passed(connection: sqlite3.Connection, at: datetime, here: datetime) -> float:
    """Return the seconds to count since the hub last told its time."""
    row = connection.execute("SELECT hub_at, here_at FROM hub_time").fetchone()
    if row["hub_at"] is None or row["here_at"] is None:
        return 0.0
    there = (at - datetime.fromisoformat(row["hub_at"])).total_seconds()
    by_ours = (here - datetime.fromisoformat(row["here_at"])).total_seconds()
    return max(0.0, min(there, by_ours, LONGEST_STEP))
