"""The tables of the first version."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
