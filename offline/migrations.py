"""The queue's tables, one function per step. A step and its record are one transaction; steps are never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from sqlite_utils import Database as AdminDatabase

_SUBMISSIONS = """
CREATE TABLE submissions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    tracking_code TEXT NOT NULL UNIQUE REFERENCES codes (tracking_code),
    kiosk TEXT NOT NULL,
    journey TEXT NOT NULL,
    journey_version INTEGER NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    clock_trusted INTEGER NOT NULL,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('queued', 'sending', 'waiting', 'received', 'complete', 'quarantined', 'purged')),
    reason TEXT NOT NULL DEFAULT '',
    tries INTEGER NOT NULL DEFAULT 0,
    next_try_at REAL NOT NULL DEFAULT 0,
    received_at TEXT,
    status TEXT NOT NULL DEFAULT '',
    status_at TEXT,
    note TEXT NOT NULL DEFAULT '',
    due TEXT NOT NULL DEFAULT ''
) STRICT
"""

_FIRST_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    # Every code ever issued here, so that none is used twice, even after its submission is purged.
    "CREATE TABLE codes (tracking_code TEXT PRIMARY KEY, used_at TEXT NOT NULL) STRICT, WITHOUT ROWID",
    _SUBMISSIONS,
    "CREATE INDEX submissions_due ON submissions (next_try_at, seq) WHERE state IN ('queued', 'waiting')",
    "CREATE INDEX submissions_state ON submissions (state, seq)",
    # Apart from the row that changes, so that a change of state never rewrites the envelope.
    """CREATE TABLE envelopes (
        id TEXT PRIMARY KEY REFERENCES submissions (id),
        envelope BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE status_history (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL REFERENCES submissions (id),
        at TEXT NOT NULL,
        status TEXT NOT NULL,
        UNIQUE (id, at, status)
    ) STRICT""",
    """CREATE TABLE print_jobs (
        seq INTEGER PRIMARY KEY,
        id TEXT NOT NULL REFERENCES submissions (id),
        receipt BLOB NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'printing', 'done', 'failed', 'uncertain')),
        reason TEXT NOT NULL DEFAULT '',
        changed_at TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX print_jobs_of ON print_jobs (id, seq)",
    "CREATE INDEX print_jobs_open ON print_jobs (state, seq) WHERE state <> 'done'",
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        id TEXT NOT NULL DEFAULT '',
        detail TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    # One row: how the queue as a whole stands with the hub.
    """CREATE TABLE line (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        failures INTEGER NOT NULL DEFAULT 0,
        next_try_at REAL NOT NULL DEFAULT 0,
        ordered INTEGER NOT NULL DEFAULT 0,
        trouble TEXT NOT NULL DEFAULT '',
        paused TEXT NOT NULL DEFAULT '',
        epoch TEXT NOT NULL DEFAULT '',
        cursor TEXT NOT NULL DEFAULT ''
    ) STRICT""",
    "INSERT INTO line (one) VALUES (1)",
)


def first_tables(db: AdminDatabase) -> None:
    """Make the tables of the first version."""
    for statement in _FIRST_TABLES:
        db.execute(statement)


STEPS: tuple[Callable[[AdminDatabase], None], ...] = (first_tables,)
"""In order; a new one is added at the end."""


def version(connection: sqlite3.Connection) -> int:
    """Return how many steps the file has had."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file up to date; costs nothing where it is. Each step runs once and leaves a record of when."""
    if version(connection) == len(STEPS):
        return
    from sqlite_utils import Database as AdminDatabase
    from sqlite_utils.migrations import Migrations

    steps = Migrations("queue")
    for number, step in enumerate(STEPS, start=1):
        steps(name=step.__name__)(_numbered(step, number))
    steps.apply(AdminDatabase(connection))


def _numbered(step: Callable[[AdminDatabase], None], number: int) -> Callable[[AdminDatabase], None]:
    def run(db: AdminDatabase) -> None:
        step(db)
        db.execute(f"PRAGMA user_version = {number}")

    run.__name__ = step.__name__
    return run
