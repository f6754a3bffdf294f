"""Lets go of the copies made before migrations, as strictly as of the forms in them (R62, `offline.retention`).

A copy goes when the queue has itself let go of every form that is sealed in the copy: the council has had each for the
whole hold. What the queue has lost, refuses to part with, or knows with other bytes keeps the copy: it may hold the
last one there is. A copy's age is the hub's time that was counted between it and the queue, so no clock makes it old.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kiosk.draft_life import KEPT_WITHOUT_A_DATE
from offline import backups, opening
from offline.database import Database
from offline.hub_time import LONGEST_STEP

_SEALED = """SELECT envelopes.id, submissions.digest FROM envelopes LEFT JOIN submissions USING (id)
    ORDER BY envelopes.rowid DESC"""  # the newest first: it is what keeps a copy longest


@dataclass(frozen=True)
class Rule:
    """`counted`: the seconds of the hub's time so far; `hold`: for how many of them a copy stays at least."""

    counted: float
    hold: float


def let_go(database: Database, rule: Rule) -> int:
    """Overwrite and delete the copies that nobody needs; returns how many. Raises StorageError.

    One that cannot be read, or not be deleted, stays: staff are told of it (`overdue`).
    """
    gone = 0
    with suppress(OSError):
        backups.wipe(database.home)  # what a crash left of the last one
    for copy in backups.kept(database.home):
        with suppress(sqlite3.Error, OSError):
            if _needless(copy, database, rule):
                backups.remove(copy)
                gone += 1
    return gone


def overdue(home: Path, rule: Rule, after: timedelta) -> list[str]:
    """Return the names of those that no longer go by themselves: unreadable, or `after` older than the hold."""
    return [copy.name for copy in backups.kept(home) if _is_overdue(copy, rule, after)]


def _is_overdue(copy: Path, rule: Rule, after: timedelta) -> bool:
    try:
        with _reading(copy) as old:
            return _age(old, rule) > rule.hold + after.total_seconds()
    except sqlite3.Error:
        return True


def _needless(copy: Path, database: Database, rule: Rule) -> bool:
    with _reading(copy) as old:
        return (
            _age(old, rule) >= max(rule.hold, _life_of_drafts(old))
            and all(_let_go_of(database, row) for row in old.execute(_SEALED))
            and old.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"  # else rows may have been passed over
        )


def _let_go_of(database: Database, row: sqlite3.Row) -> bool:
    """Say whether the queue purged this very form. One without a tombstone may have been lost, so it keeps the copy."""
    found = database.one("SELECT state FROM submissions WHERE id = ? AND digest = ?", (row["id"], row["digest"]))
    return found is not None and found["state"] == "purged"


def _age(old: sqlite3.Connection, rule: Rule) -> float:
    """Return the seconds of the hub's time that passed since a copy was made, at least.

    A salvage begins the count anew: then all that is counted came after the copies that knew a higher one.
    """
    since = rule.counted - _made_at(old)
    return since if since >= 0 else rule.counted


def _made_at(old: sqlite3.Connection) -> float:
    """Return how much of the hub's time was counted then; before it was, the count stood at nothing."""
    if not _has(old, "hub_time"):
        return 0.0
    row = old.execute("SELECT counted FROM hub_time").fetchone()
    return float(row["counted"]) if row is not None else 0.0


def _life_of_drafts(old: sqlite3.Connection) -> float:
    """Return after how many seconds every saved visit in a copy has run out, or was saved anew since."""
    if not _has(old, "drafts") or old.execute("SELECT 1 FROM drafts WHERE state = 'kept'").fetchone() is None:
        return 0.0
    return KEPT_WITHOUT_A_DATE.total_seconds() + LONGEST_STEP


def _has(old: sqlite3.Connection, table: str) -> bool:
    return old.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone() is not None


@contextmanager
def _reading(copy: Path) -> Iterator[sqlite3.Connection]:
    """Read a copy as it lies there: nobody writes it any more, and no journal of it may be made or believed."""
    with closing(opening.connected(f"{copy.absolute().as_uri()}?mode=ro&immutable=1")) as old:
        yield old
