"""How long each submission has been safe at the hub, by the hub's own time; and the epochs that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase

_HOLD_BEFORE_PURGE = (
    # One row. `counted`: seconds of the hub's time that have passed, as far as it told us; `hub_at`: what it told last.
    """CREATE TABLE hub_time (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        counted REAL NOT NULL DEFAULT 0,
        hub_at TEXT,
        backup_days INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    "INSERT INTO hub_time (one) VALUES (1)",
    # `since`: the count at which a submission became complete or, later, was purged.
    """CREATE TABLE ages (
        seq INTEGER PRIMARY KEY REFERENCES submissions (seq) ON DELETE CASCADE,
        since REAL NOT NULL
    ) STRICT""",
    "CREATE INDEX ages_since ON ages (since)",
    "INSERT INTO ages SELECT seq, 0 FROM submissions WHERE state = 'complete'",
    # A trigger, so that the hold begins anew whoever moves a submission, and none is ever purged on an old count.
    """CREATE TRIGGER submissions_age AFTER UPDATE OF state ON submissions
    WHEN new.state IS NOT old.state AND (new.state IN ('complete', 'purged') OR old.state IN ('complete', 'purged'))
    BEGIN
        DELETE FROM ages WHERE seq = new.seq;
        INSERT INTO ages SELECT new.seq, counted FROM hub_time WHERE new.state IN ('complete', 'purged');
    END""",
    # A receipt on a memory stick may be older than the hub's last restore: its epoch tells.
    "CREATE TABLE past_epochs (epoch TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    """CREATE TRIGGER line_epoch AFTER UPDATE OF epoch ON line
    WHEN new.epoch IS NOT old.epoch AND old.epoch <> ''
    BEGIN
        INSERT OR IGNORE INTO past_epochs VALUES (old.epoch);
    END""",
)


def hold_before_purge(db: AdminDatabase) -> None:
    """Make the tables and triggers."""
    for statement in _HOLD_BEFORE_PURGE:
        db.execute(statement)
