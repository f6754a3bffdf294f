"""A mark on what stands apart: it is sent later than all else, and never together with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase


def apart(db: AdminDatabase) -> None:
    """Make room for the mark."""
    db.execute("ALTER TABLE submissions ADD COLUMN apart INTEGER NOT NULL DEFAULT 0")
