"""Lets go of what the council has for certain (R62): the sealed bytes after a hold, the tombstone 90 days later.

Purged is only what is complete, and only once the hub has kept it for longer than lies between two of its backups,
counted in the hub's own time (`hub_time`): whatever backup the hub is restored from afterwards holds it already, so
nobody needs this copy any more. What the hub has not confirmed is never purged, however old.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from offline import backups, events, old_copies
from offline.database import Database, StorageError

if TYPE_CHECKING:
    from offline.hub_client import HubClient

TOMBSTONE = timedelta(days=90)
MARGIN = timedelta(days=1)
"""The most that both clocks can add to a count when they go wrong together (`hub_time.LONGEST_STEP`)."""

_TOGETHER = 20  # submissions a transaction: Send waits for one of these at most
_FREE_ENOUGH = 32 * 1024 * 1024  # bytes
_QUICKLY_COPIED = 16 * 1024 * 1024  # bytes
_ROUND = 25  # transactions a round of sync
_OLD = """SELECT submissions.seq, submissions.id FROM ages CROSS JOIN submissions ON submissions.seq = ages.seq
    WHERE ages.since <= ? AND submissions.state = ? ORDER BY ages.since LIMIT ?"""


@dataclass(frozen=True)
class Kept:
    """What still stands here although the council has it."""

    held: int  # complete, its sealed bytes still here
    tombstones: int  # purged, its code still known
    hold_days: float
    copies: tuple[str, ...]  # files that were copied before a migration, the oldest first
    overdue: tuple[str, ...]  # those of them that no longer go by themselves


class Retention:
    """Purges, a small transaction at a time. Every method may raise StorageError.

    `hold` is what this kiosk is told; what the hub says of its backups makes it longer, never shorter.
    """

    def __init__(self, database: Database, now: Callable[[], datetime], hold: timedelta) -> None:
        self._database = database
        self._now = now
        self._hold = hold
        self._complete_have_ages = False

    def run(self) -> int:
        """Do a round's worth of what is due; returns how many were purged."""
        self._begin_missing_ages()
        purged = 0
        for _ in range(_ROUND):
            count, forgotten = self._purge(), self._forget()
            purged += count
            if not (count or forgotten):
                self._give_back()
                break
        old_copies.let_go(self._database, self._rule())
        return purged

    def kept(self) -> Kept:
        """Return what still stands here."""
        rows = self._database.all(
            "SELECT state, COUNT(*) AS n FROM submissions WHERE state IN ('complete', 'purged') GROUP BY state"
        )
        counts = {row["state"]: int(row["n"]) for row in rows}
        rule, home = self._rule(), self._database.home
        return Kept(
            counts.get("complete", 0),
            counts.get("purged", 0),
            rule.hold / timedelta(days=1).total_seconds(),
            tuple(copy.name for copy in backups.kept(home)),
            tuple(old_copies.overdue(home, rule, TOMBSTONE)),
        )

    def _purge(self) -> int:
        counted, hold = self._counted_and_hold()
        before = counted - hold.total_seconds()
        with self._database.transaction() as connection:
            rows = connection.execute(_OLD, (before, "complete", _TOGETHER)).fetchall()
            for row in rows:
                self._purge_one(connection, row["seq"], row["id"])
        return len(rows)

    def _purge_one(self, connection: sqlite3.Connection, seq: int, submission: str) -> None:
        # `secure_delete` overwrites the bytes; the chunks of attached files go with their envelope.
        connection.execute("DELETE FROM envelopes WHERE id = ?", (submission,))
        connection.execute("DELETE FROM print_jobs WHERE id = ?", (submission,))
        connection.execute(
            "UPDATE submissions SET state = 'purged', size = 0 WHERE seq = ? AND state = 'complete'", (seq,)
        )
        events.record(connection, self._now(), events.Kind.PURGED, submission)

    def _forget(self) -> int:
        """Take away tombstones; their codes stay in `codes`, so that none is ever issued again.

        The newest submission stays: by it the queue is compared with its high-water mark, and its number is not reused.
        """
        before = self._counted_and_hold()[0] - TOMBSTONE.total_seconds()
        with self._database.transaction() as connection:
            (newest,) = connection.execute("SELECT MAX(seq) FROM submissions").fetchone()
            old = connection.execute(_OLD, (before, "purged", _TOGETHER)).fetchall()
            rows = [row for row in old if row["seq"] != newest]
            for row in rows:
                connection.execute("DELETE FROM status_history WHERE id = ?", (row["id"],))
                connection.execute("DELETE FROM submissions WHERE seq = ?", (row["seq"],))
            connection.executemany("DELETE FROM events WHERE id = ?", [(row["id"],) for row in rows])
        return len(rows)

    def _give_back(self) -> None:
        """Return the file's free room to the disk, where there is much of it and little else.

        VACUUM takes as long as what stays takes to copy (6 MB: 0.15 s beside 300 MB of free room); an auto-vacuum would
        cost every Send instead. Where more stays, later forms use the free room.
        """
        pages, free, size = (self._pragma(name) for name in ("page_count", "freelist_count", "page_size"))
        if free * size >= _FREE_ENOUGH and (pages - free) * size <= _QUICKLY_COPIED:
            with suppress(StorageError):  # a full disk, say: the room is used by later forms, and this is tried again
                self._database.all("VACUUM")

    def _pragma(self, name: str) -> int:
        row = self._database.one(f"PRAGMA {name}")
        return int(row[0]) if row is not None else 0

    def _counted_and_hold(self) -> tuple[float, timedelta]:
        """Return the seconds of the hub's time so far, and for how many of them a complete submission is held."""
        row = self._database.one("SELECT counted, backup_days FROM hub_time")
        counted, backup_days = (row["counted"], row["backup_days"]) if row is not None else (0.0, 0)
        return counted, max(self._hold, timedelta(days=backup_days) + MARGIN)

    def _rule(self) -> old_copies.Rule:
        counted, hold = self._counted_and_hold()
        return old_copies.Rule(counted, hold.total_seconds())

    def _begin_missing_ages(self) -> None:
        """What is complete without an age (out of a salvaged file) begins its hold now."""
        if self._complete_have_ages:
            return
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO ages SELECT s.seq, t.counted FROM hub_time t, submissions s"
                " WHERE s.state IN ('complete', 'purged') AND NOT EXISTS (SELECT 1 FROM ages WHERE seq = s.seq)"
            )
        self._complete_have_ages = True


class RetentionErrand:
    """Purges at the end of a round, when nothing else waits (`offline.errands.Errand`)."""

    def __init__(self, retention: Retention) -> None:
        self._retention = retention

    def run(self, client: HubClient) -> None:  # noqa: ARG002 -- asks the hub for nothing
        """Do a round's worth. Raises StorageError."""
        self._retention.run()
