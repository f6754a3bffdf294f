"""The queue as sync sees it: what is due, how each try went, what the hub says now.

A fault of the whole line (no network, hub away, paused) is kept once, in the table `line`; a fault of one submission
is kept in its row.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from kiosk.errors import KioskError
from kiosk.protocols import State
from offline import case_status, events, former_names, hub_time
from offline.database import Database
from offline.events import Kind
from offline.moving import listed, move
from offline.outcomes import Trouble
from offline.proving import DAMAGED
from offline.states import UNSENT
from offline.wire import StatusPage, digest

BATCH_BYTES = 4 * 1024 * 1024
# Longer than any wait we set. A try due later than this was set by a clock that ran ahead: it is due now.
LONGEST_WAIT = 86_400.0 + 900.0
# The states stand in the text, so that SQLite uses the index that holds only these rows.
_DUE = """SELECT id, tracking_code, digest, tries, size FROM submissions
    WHERE state IN ('queued', 'waiting') AND (attachments > 0) = ? AND apart = 0 AND next_try_at <= ?
    ORDER BY next_try_at, seq LIMIT ?"""
_DUE_AFTER_A_WRONG_CLOCK = """SELECT id, tracking_code, digest, tries, size FROM submissions
    WHERE state IN ('queued', 'waiting') AND (attachments > 0) = ? AND apart = 0 AND next_try_at > ?
    ORDER BY next_try_at, seq LIMIT ?"""
# In the order of their ids, which is nobody's: never that in which they were stored.
_DUE_APART = """SELECT id, tracking_code, digest, tries, size FROM submissions
    WHERE state IN ('queued', 'waiting') AND apart = 1 AND (next_try_at <= ? OR next_try_at > ?) ORDER BY id LIMIT ?"""


@dataclass(frozen=True)
class Due:
    """One sealed submission to send, its bytes exactly as they were stored."""

    id: str
    tracking_code: str
    digest: str
    tries: int
    envelope: bytes


@dataclass(frozen=True)
class Verdict:
    """How a try of one submission ended. `next_try_at` 0 with `waiting`: whenever the line is open."""

    id: str
    state: State
    reason: str = ""
    next_try_at: float = 0.0
    received_at: datetime | None = None


@dataclass(frozen=True)
class Line:
    """How the queue as a whole stands with the hub. `next_try_at` is seconds since 1970, 0 for now.

    `ordered`: the hub itself named that time (Retry-After), so nobody may come earlier.
    `trouble` is a code for why the last try failed; `paused` one for why staff must look, empty while it runs.
    """

    failures: int
    next_try_at: float
    ordered: bool
    trouble: str
    paused: str
    epoch: str
    cursor: str

    def open_at(self, now: float, *, ignore_backoff: bool) -> bool:
        """Say whether the hub may be tried now."""
        if ignore_backoff and not self.ordered:
            return True
        return self.next_try_at <= now or self.next_try_at > now + LONGEST_WAIT


class Outbox:
    """Every method is one transaction and may raise StorageError; each ends durable."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def line(self) -> Line:
        """Return how the queue stands with the hub."""
        row = self._database.one("SELECT * FROM line")
        if row is None:
            raise KioskError("the queue's file lacks its row of settings. Keep the file and call support.")
        return Line(
            row["failures"],
            row["next_try_at"],
            bool(row["ordered"]),
            row["trouble"],
            row["paused"],
            row["epoch"],
            row["cursor"],
        )

    def unsent(self) -> int:
        """Return how many submissions the hub has not acknowledged."""
        row = self._database.one(
            "SELECT COUNT(*) AS n FROM submissions WHERE state IN (SELECT value FROM json_each(?))", (listed(UNSENT),)
        )
        return 0 if row is None else int(row["n"])

    def to_be_carried(self) -> int:
        """Return how many forms of former names the present hub may lack (`offline.former_names`)."""
        return former_names.to_be_carried(self._database)

    def quarantined(self) -> list[tuple[str, str]]:
        """Return (tracking code, reason) of those that the hub refuses and staff must look at."""
        rows = self._database.all(
            "SELECT tracking_code, reason FROM submissions WHERE state = 'quarantined' ORDER BY seq"
        )
        return [(row["tracking_code"], row["reason"]) for row in rows]

    def oldest_unsent(self) -> datetime | None:
        """Return when the oldest unsent submission was sent, or None where there is none."""
        row = self._database.one(
            "SELECT MIN(sent_at) AS at FROM submissions WHERE state IN (SELECT value FROM json_each(?))",
            (listed(UNSENT),),
        )
        return datetime.fromisoformat(row["at"]) if row is not None and row["at"] else None

    def due(self, limit: int) -> list[Due]:
        """Return what may be sent now, oldest first, at most `limit` and about BATCH_BYTES together (at least one).

        One with files goes alone, and after all that have none: on a slow line words are not kept waiting by pictures.
        What stands apart goes last, and with nothing else: whose it is must not be seen from what it came with.
        What a failing disk changed since it was stored is never sent: staff look at it.
        """
        chosen = self._chosen(limit, with_files=False) or self._chosen(1, with_files=True) or self._chosen_apart(limit)
        found: list[Due] = []
        room = BATCH_BYTES
        for row in chosen:
            room -= row["size"]
            if found and room < 0:
                break
            sealed = self._database.one("SELECT envelope FROM envelopes WHERE id = ?", (row["id"],))
            if sealed is not None and digest(sealed["envelope"]) == row["digest"]:
                found.append(Due(row["id"], row["tracking_code"], row["digest"], row["tries"], sealed["envelope"]))
            else:
                self.settle([Verdict(row["id"], State.QUARANTINED, DAMAGED)])
        return found or (self.due(limit) if chosen else [])

    def _chosen(self, limit: int, *, with_files: bool) -> list[sqlite3.Row]:
        now = self._now().timestamp()
        chosen = self._database.all(_DUE, (with_files, now, limit))
        if len(chosen) < limit:
            late = (with_files, now + LONGEST_WAIT, limit - len(chosen))
            chosen += self._database.all(_DUE_AFTER_A_WRONG_CLOCK, late)
        return chosen

    def _chosen_apart(self, limit: int) -> list[sqlite3.Row]:
        now = self._now().timestamp()
        return self._database.all(_DUE_APART, (now, now + LONGEST_WAIT, limit))

    def make_all_due(self) -> None:
        """Forget the back-off of every submission: somebody asked to try now."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE submissions SET next_try_at = 0 WHERE state = 'waiting' AND next_try_at > 0")

    def next_due_at(self) -> float | None:
        """Return when something is due next (seconds since 1970, 0 for now), None where nothing waits."""
        row = self._database.one("SELECT MIN(next_try_at) AS at FROM submissions WHERE state IN ('queued', 'waiting')")
        if row is None or row["at"] is None:
            return None
        return max(float(row["at"]), self.line().next_try_at)

    def mark_sending(self, ids: Iterable[str]) -> None:
        """These are on the wire now."""
        with self._database.transaction() as connection:
            move(connection, ids, State.SENDING)

    def mark_unsent(self, ids: Iterable[str]) -> None:
        """These were not sent after all; no try is used up."""
        with self._database.transaction() as connection:
            for submission in ids:
                connection.execute(
                    "UPDATE submissions SET state = 'queued' WHERE id = ? AND state = 'sending'", (submission,)
                )

    def settle(self, verdicts: Iterable[Verdict]) -> list[str]:
        """Take over how each try ended, all in one transaction; returns the ids that moved."""
        with self._database.transaction() as connection:
            return [verdict.id for verdict in verdicts if self._settle(connection, verdict)]

    def release(self, submission: str) -> None:
        """Staff let a quarantined submission go once more."""
        with self._database.transaction() as connection:
            freed = connection.execute(
                "UPDATE submissions SET state = 'queued', reason = '' WHERE id = ? AND state = 'quarantined'",
                (submission,),
            ).rowcount
            if freed:
                events.record(connection, self._now(), Kind.RELEASED, submission)

    def hub_is_away(self, reason: str, next_try_at: float, *, ordered: bool = False) -> None:
        """The line failed; nobody tries before `next_try_at`, and with `ordered` not even when asked to."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE line SET failures = failures + 1, next_try_at = ?, ordered = ?, trouble = ?",
                (next_try_at, ordered, reason),
            )

    def pause(self, reason: str, next_try_at: float) -> None:
        """Sending stops until staff, or time, put right what `reason` names; it is tried again by itself."""
        with self._database.transaction() as connection:
            (before,) = connection.execute("SELECT paused FROM line").fetchone()
            # Only an answer of the hub ends a revocation: no log-in page on the way lets visits begin again.
            paused = before if before == Trouble.REVOKED else reason
            connection.execute(
                "UPDATE line SET failures = failures + 1, next_try_at = ?, ordered = 0, trouble = ?, paused = ?",
                (next_try_at, reason, paused),
            )
            if before != paused:
                events.record(connection, self._now(), Kind.PAUSED, detail=reason)

    def hub_answered(self) -> None:
        """The hub answered as it should: the line is open."""
        line = self.line()
        if not (line.failures or line.paused or line.next_try_at):
            return
        with self._database.transaction() as connection:
            connection.execute("UPDATE line SET failures = 0, next_try_at = 0, ordered = 0, trouble = '', paused = ''")
            if line.paused:
                events.record(connection, self._now(), Kind.RESUMED, detail=line.paused)

    def alert(self, reason: str, submission: str = "") -> None:
        """Leave a mark in the trail of an answer that should not have been."""
        with self._database.transaction() as connection:
            events.record(connection, self._now(), Kind.ALERT, submission, reason)

    def adopt_epoch(self, epoch: str, kiosk: str) -> list[str]:
        """Where the hub's epoch is new, queue again all that is not purged; returns their tracking codes.

        What was sealed for this hub under other names than `kiosk` is set aside, for staff to carry there. What an
        enrolment at another hub sent went to that hub's key, and stays as it is.
        """
        if self.line().epoch == epoch:
            return []
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT id, tracking_code FROM submissions WHERE state IN ('received', 'complete') AND kiosk = ?",
                (kiosk,),
            ).fetchall()
            move(connection, [row["id"] for row in rows], State.QUEUED, "hub-restored")
            connection.execute("UPDATE line SET epoch = ?, cursor = ''", (epoch,))
            carried = former_names.set_aside(connection, kiosk, self._now())
            events.record(connection, self._now(), Kind.EPOCH, detail=str(len(rows)))
        return [row["tracking_code"] for row in rows] + carried

    def apply_status(self, page: StatusPage) -> list[str]:
        """Take over a page of case states and its cursor, together; returns the tracking codes that changed.

        Never marks as received what no receipt acknowledged: a status carries no digest.
        """
        with self._database.transaction() as connection:
            changed = [code for item in page.items for code in case_status.apply(connection, item, self._now())]
            connection.execute("UPDATE line SET cursor = ?", (page.cursor,))
            if page.at is not None:
                hub_time.told(connection, page.at, page.backup_days, self._now())
        return changed

    def join(self, connection: sqlite3.Connection, epoch: str) -> None:
        """Begin with a hub, inside the caller's transaction: nothing is sent again for its epoch."""
        connection.execute(
            "UPDATE line SET failures = 0, next_try_at = 0, ordered = 0, trouble = '', paused = '',"
            " epoch = ?, cursor = ''",
            (epoch,),
        )

    def after_a_crash(self, connection: sqlite3.Connection) -> int:
        """Nobody knows whether what was on the wire arrived: send it again, the hub knows it by its id."""
        return connection.execute("UPDATE submissions SET state = 'queued' WHERE state = 'sending'").rowcount

    def _settle(self, connection: sqlite3.Connection, verdict: Verdict) -> bool:
        if not move(connection, [verdict.id], verdict.state, verdict.reason, verdict.next_try_at):
            return False
        if verdict.state in (State.RECEIVED, State.COMPLETE):
            received_at = (verdict.received_at or self._now()).isoformat()
            connection.execute("UPDATE submissions SET received_at = ? WHERE id = ?", (received_at, verdict.id))
        if verdict.state != State.WAITING:
            events.record(connection, self._now(), Kind(verdict.state.value), verdict.id, verdict.reason)
        return True
