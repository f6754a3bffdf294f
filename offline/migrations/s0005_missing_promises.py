"""Tracking codes that were promised here and whose submissions the queue has lost: staff ask the hub about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def missing_promises(db: AdminDatabase) -> None:
    """Make the table. A code leaves it when its submission turns up again."""
    db.execute(
        """CREATE TABLE missing (
            tracking_code TEXT PRIMARY KEY,
            day TEXT NOT NULL,
            noticed_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute(
        """CREATE TRIGGER found_again AFTER INSERT ON submissions
        BEGIN
            DELETE FROM missing WHERE tracking_code = new.tracking_code;
        END"""
    )
