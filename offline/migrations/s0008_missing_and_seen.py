"""Who of the staff has seen to a code whose form is missing, and when: it stays known, and is no alarm any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def missing_and_seen(db: AdminDatabase) -> None:
    """Make room for it. A code that goes missing once more is a new row, which nobody has seen."""
    db.execute("ALTER TABLE missing ADD COLUMN seen_at TEXT")
    db.execute("ALTER TABLE missing ADD COLUMN seen_by TEXT NOT NULL DEFAULT ''")
