"""Totals of how the kiosk is used, by day. `revision` counts the changes of a day, `sent` the last one the hub has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase

_TABLES = (
    """CREATE TABLE usage_days (
        day TEXT PRIMARY KEY,
        revision INTEGER NOT NULL,
        sent INTEGER NOT NULL DEFAULT 0,
        epoch TEXT NOT NULL DEFAULT ''
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE usage (
        day TEXT NOT NULL REFERENCES usage_days (day),
        family TEXT NOT NULL,
        name TEXT NOT NULL,
        journey TEXT NOT NULL,
        page TEXT NOT NULL,
        channel TEXT NOT NULL,
        language TEXT NOT NULL,
        total INTEGER NOT NULL,
        PRIMARY KEY (day, family, name, journey, page, channel, language)
    ) STRICT, WITHOUT ROWID""",
)


def usage_totals(db: AdminDatabase) -> None:
    """Make the tables of totals."""
    for statement in _TABLES:
        db.execute(statement)
