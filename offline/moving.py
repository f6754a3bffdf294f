"""Moves submissions from state to state, as the table of states allows (`offline.states`)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from kiosk.protocols import State
from offline.states import sources


def move(
    connection: sqlite3.Connection, ids: Iterable[str], after: State, reason: str = "", next_try_at: float = 0.0
) -> int:
    """Move what the table of states allows, leave the rest, in the caller's transaction; returns how many moved."""
    tried = after == State.WAITING
    allowed = listed(sources(after))
    return sum(
        connection.execute(
            "UPDATE submissions SET state = ?, reason = ?, next_try_at = ?, tries = tries + ?"
            " WHERE id = ? AND state IN (SELECT value FROM json_each(?))",
            (after, reason, next_try_at, tried, submission, allowed),
        ).rowcount
        for submission in ids
    )


def listed(states: Iterable[State]) -> str:
    """Return states as SQLite's json_each reads them."""
    return json.dumps(sorted(states))
