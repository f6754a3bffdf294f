"""Receipts on their way to paper. A job lives in the queue's file from the moment of Send, so no crash loses one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import msgspec

from kiosk.errors import KioskError
from kiosk.receipt import Receipt, decode
from offline.database import Database, StorageError
from offline.events import Kind, record


class JobState(StrEnum):
    """How far a receipt has come."""

    PENDING = "pending"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    UNCERTAIN = "uncertain"  # the program died while it printed: offered again, never printed twice by itself


@dataclass(frozen=True)
class PrintJob:
    """One receipt to print. `reason` is the printer's word for a failure."""

    number: int
    tracking_code: str
    receipt: Receipt
    state: JobState
    reason: str = ""


_FROM = "FROM print_jobs j JOIN submissions s ON s.id = j.id "
_SELECT = f"SELECT j.seq, j.id, j.receipt, j.state, j.reason, s.tracking_code {_FROM}"
_LEFT = "left"  # the reason of a receipt whose resident has gone


class PrintJobs:
    """The print queue, oldest first. Every method may raise StorageError."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def take(self) -> PrintJob | None:
        """Return the oldest pending job, now printing; None where there is none."""
        return self._take("")

    def take_of(self, tracking_code: str) -> PrintJob | None:
        """Return the pending job of one submission, now printing; None where there is none."""
        return self._take(" AND s.tracking_code = ?", tracking_code)

    def done(self, number: int) -> None:
        """The printer has taken the whole receipt. Only a job that is printing moves; so with `held` and `failed`."""
        with self._database.transaction() as connection:
            if self._move(connection, number, JobState.PRINTING, JobState.DONE):
                record(connection, self._now(), Kind.PRINTED, _submission(connection, number))

    def held(self, number: int, reason: str) -> None:
        """Nothing of it was sent to the printer, for `reason`: it is pending again, unless its resident has left."""
        with self._database.transaction() as connection:
            job = connection.execute("SELECT reason FROM print_jobs WHERE seq = ?", (number,)).fetchone()
            left = job is not None and job["reason"] == _LEFT
            self._move(connection, number, JobState.PRINTING, JobState.FAILED if left else JobState.PENDING, reason)

    def failed(self, number: int, reason: str) -> None:
        """The printer did not take it; `reason` is one of `kiosk.protocols.PrinterState`."""
        with self._database.transaction() as connection:
            if self._move(connection, number, JobState.PRINTING, JobState.FAILED, reason):
                record(connection, self._now(), Kind.PRINT_FAILED, _submission(connection, number), reason)

    def again(self, tracking_code: str, *, nobody_prints: bool = False) -> None:
        """Queue the receipt of a submission once more; one that is printing now is not joined by a second.

        `nobody_prints`: the printer does nothing now. What stands as printing then is a job whose end could not be
        noted; it may have come out, and gives way to the one that is asked for.
        Raises KioskError where the code is not known here.
        """
        with self._database.transaction() as connection:
            rows = _jobs_of(connection, tracking_code)
            if not rows:
                raise KioskError("there is no receipt with this tracking code on this kiosk")
            if not nobody_prints and any(row["state"] == JobState.PRINTING for row in rows):
                return
            for row in rows:
                if row["state"] != JobState.DONE:  # it would come out beside the new one
                    self._move(connection, row["seq"], row["state"], JobState.DONE, "replaced")
            add(connection, rows[0]["id"], rows[0]["receipt"], self._now())

    def nobody_waits(self, tracking_code: str) -> bool:
        """The resident has left: what has not come out is offered again and never printed alone; says if it waited."""
        with self._database.transaction() as connection:
            rows = _jobs_of(connection, tracking_code)
            for row in rows:
                # The printer may yet turn out to be unable to print it: then `held` sees this mark.
                self._move(connection, row["seq"], JobState.PRINTING, JobState.PRINTING, _LEFT)
            moved = [self._move(connection, row["seq"], JobState.PENDING, JobState.FAILED, _LEFT) for row in rows]
        return any(moved)

    def set_aside(self, before: datetime) -> int:
        """Whoever sent what waits since before then has left, as with `nobody_waits`. Returns how many there were."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT seq FROM print_jobs WHERE state = 'pending' AND changed_at < ?", (before.isoformat(),)
            ).fetchall()
            for row in rows:
                self._move(connection, row["seq"], JobState.PENDING, JobState.FAILED, _LEFT)
        return len(rows)

    def of(self, tracking_code: str) -> PrintJob | None:
        """Return the newest job of a submission, or None."""
        row = self._database.one(f"{_SELECT} WHERE s.tracking_code = ? ORDER BY j.seq DESC LIMIT 1", (tracking_code,))
        return None if row is None else _job(row)

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs stand in each state but done."""
        rows = self._database.all("SELECT state, COUNT(*) AS n FROM print_jobs WHERE state <> 'done' GROUP BY state")
        found = {JobState(row["state"]): int(row["n"]) for row in rows}
        return {state: found.get(state, 0) for state in JobState if state != JobState.DONE}

    def not_on_paper(self) -> list[tuple[str, str]]:
        """Return what staff may have to print: pairs of tracking code and reason, the oldest first.

        A reason is one of `kiosk.protocols.PrinterState`, or `left`: the resident went before it came out. A job that
        is `uncertain` may be on paper; one that is pending comes out by itself, and is not here.
        """
        rows = self._database.all(
            f"SELECT s.tracking_code, CASE j.state WHEN ? THEN j.state ELSE j.reason END AS why {_FROM}"
            "WHERE j.state IN (?, ?) ORDER BY j.seq",
            (JobState.UNCERTAIN, JobState.UNCERTAIN, JobState.FAILED),
        )
        return [(row["tracking_code"], row["why"]) for row in rows]

    def _take(self, which: str, *values: str) -> PrintJob | None:
        with self._database.transaction() as connection:
            row = connection.execute(
                f"{_SELECT} WHERE j.state = 'pending'{which} ORDER BY j.seq LIMIT 1", values
            ).fetchone()
            if row is None:
                return None
            self._move(connection, row["seq"], JobState.PENDING, JobState.PRINTING)
        return _job(row, JobState.PRINTING)

    def _move(
        self, connection: sqlite3.Connection, number: int, before: JobState, after: JobState, reason: str = ""
    ) -> bool:
        """Move a job that stands at `before`; say whether it did."""
        moved = connection.execute(
            "UPDATE print_jobs SET state = ?, reason = ?, changed_at = ? WHERE seq = ? AND state = ?",
            (after, reason, self._now().isoformat(), number, before),
        )
        return moved.rowcount == 1


def add(connection: sqlite3.Connection, submission: str, receipt: bytes, at: datetime, *, wanted: bool = True) -> None:
    """Queue a receipt inside the caller's transaction; one that nobody wants is kept, to be printed later."""
    state, reason = (JobState.PENDING, "") if wanted else (JobState.DONE, "not wanted")
    connection.execute(
        "INSERT INTO print_jobs (id, receipt, state, reason, changed_at) VALUES (?, ?, ?, ?, ?)",
        (submission, receipt, state, reason, at.isoformat()),
    )


def _jobs_of(connection: sqlite3.Connection, tracking_code: str) -> list[sqlite3.Row]:
    return connection.execute(f"{_SELECT} WHERE s.tracking_code = ? ORDER BY j.seq", (tracking_code,)).fetchall()


def after_a_crash(connection: sqlite3.Connection, at: datetime) -> int:
    """Nobody knows whether a receipt that was printing came out: make it uncertain. Returns how many."""
    return connection.execute(
        "UPDATE print_jobs SET state = 'uncertain', changed_at = ? WHERE state = 'printing'", (at.isoformat(),)
    ).rowcount


def _submission(connection: sqlite3.Connection, number: int) -> str:
    row = connection.execute("SELECT id FROM print_jobs WHERE seq = ?", (number,)).fetchone()
    return "" if row is None else str(row["id"])


def _job(row: sqlite3.Row, state: JobState | None = None) -> PrintJob:
    try:
        receipt = decode(row["receipt"])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise StorageError("a stored receipt cannot be read; the submission itself is not affected") from error
    return PrintJob(row["seq"], row["tracking_code"], receipt, state or JobState(row["state"]), row["reason"])
