"""This computer's clock when the hub last told its time: only what both say has passed counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def both_clocks(db: AdminDatabase) -> None:
    """Make room for it."""
    db.execute("ALTER TABLE hub_time ADD COLUMN here_at TEXT")
