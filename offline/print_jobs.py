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


_SELECT = """SELECT j.seq, j.id, j.receipt, j.state, j.reason, s.tracking_code
    FROM print_jobs j JOIN submissions s ON s.id = j.id """


class PrintJobs:
    """The print queue, oldest first. Every method may raise StorageError."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now

    def take(self) -> PrintJob | None:
        """Return the oldest pending job, now printing; None where there is none."""
        with self._database.transaction() as connection:
            row = connection.execute(f"{_SELECT} WHERE j.state = 'pending' ORDER BY j.seq LIMIT 1").fetchone()
            if row is None:
                return None
            self._set(connection, row["seq"], JobState.PRINTING)
        return _job(row, JobState.PRINTING)

    def done(self, number: int) -> None:
        """The printer has taken the whole receipt."""
        with self._database.transaction() as connection:
            self._set(connection, number, JobState.DONE)
            record(connection, self._now(), Kind.PRINTED, _submission(connection, number))

    def held(self, number: int, reason: str) -> None:
        """Nothing of it was sent to the printer, for `reason`: it is pending again."""
        with self._database.transaction() as connection:
            self._set(connection, number, JobState.PENDING, reason)

    def failed(self, number: int, reason: str) -> None:
        """The printer did not take it; `reason` is one of `kiosk.protocols.PrinterState`."""
        with self._database.transaction() as connection:
            self._set(connection, number, JobState.FAILED, reason)
            record(connection, self._now(), Kind.PRINT_FAILED, _submission(connection, number), reason)

    def again(self, tracking_code: str) -> None:
        """Queue the receipt of a submission once more. Raises KioskError where the code is not known here."""
        with self._database.transaction() as connection:
            row = connection.execute(f"{_SELECT} WHERE s.tracking_code = ? LIMIT 1", (tracking_code,)).fetchone()
            if row is None:
                raise KioskError("there is no receipt with this tracking code on this kiosk")
            # One that is still open would come out beside the new one.
            connection.execute(
                "UPDATE print_jobs SET state = 'done', reason = 'replaced', changed_at = ?"
                " WHERE id = ? AND state IN ('pending', 'failed', 'uncertain')",
                (self._now().isoformat(), row["id"]),
            )
            add(connection, row["id"], row["receipt"], self._now())

    def not_wanted(self, tracking_code: str) -> None:
        """Nobody asked for paper: close the pending job; it can be printed again later."""
        job = self.of(tracking_code)
        if job is not None and job.state is JobState.PENDING:
            with self._database.transaction() as connection:
                self._set(connection, job.number, JobState.DONE, "not wanted")

    def set_aside(self, before: datetime) -> int:
        """Take back what has waited since before then: whoever sent it has gone. Offered again, never printed alone."""
        with self._database.transaction() as connection:
            return connection.execute(
                "UPDATE print_jobs SET state = 'failed', reason = 'waited too long'"
                " WHERE state = 'pending' AND changed_at < ?",
                (before.isoformat(),),
            ).rowcount

    def of(self, tracking_code: str) -> PrintJob | None:
        """Return the newest job of a submission, or None."""
        row = self._database.one(f"{_SELECT} WHERE s.tracking_code = ? ORDER BY j.seq DESC LIMIT 1", (tracking_code,))
        return None if row is None else _job(row)

    def open_jobs(self) -> list[PrintJob]:
        """Return the jobs that have not come out, oldest first: for the staff's list."""
        return [_job(row) for row in self._database.all(f"{_SELECT} WHERE j.state <> 'done' ORDER BY j.seq")]

    def counts(self) -> dict[JobState, int]:
        """Return how many jobs stand in each state but done."""
        rows = self._database.all("SELECT state, COUNT(*) AS n FROM print_jobs WHERE state <> 'done' GROUP BY state")
        found = {JobState(row["state"]): int(row["n"]) for row in rows}
        return {state: found.get(state, 0) for state in JobState if state != JobState.DONE}

    def _set(self, connection: sqlite3.Connection, number: int, state: JobState, reason: str = "") -> None:
        connection.execute(
            "UPDATE print_jobs SET state = ?, reason = ?, changed_at = ? WHERE seq = ?",
            (state, reason, self._now().isoformat(), number),
        )


def add(connection: sqlite3.Connection, submission: str, receipt: bytes, at: datetime) -> None:
    """Queue a receipt inside the caller's transaction."""
    connection.execute(
        "INSERT INTO print_jobs (id, receipt, state, changed_at) VALUES (?, ?, 'pending', ?)",
        (submission, receipt, at.isoformat()),
    )


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
