"""Attached files: their sealed chunks, and a mark on the submissions that have some."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as AdminDatabase

_STATEMENTS = (
    "ALTER TABLE submissions ADD COLUMN attachments INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE chunks (
        id TEXT NOT NULL REFERENCES submissions (id),
        attachment TEXT NOT NULL,
        number INTEGER NOT NULL,
        chunk BLOB NOT NULL,
        PRIMARY KEY (id, attachment, number)
    ) STRICT""",
    # Sealed bytes go together, whoever takes them away.
    """CREATE TRIGGER chunks_go_with_envelopes AFTER DELETE ON envelopes
    BEGIN
        DELETE FROM chunks WHERE id = old.id;
    END""",
)


def attachments(db: AdminDatabase) -> None:
    """Make room for attached files."""
    for statement in _STATEMENTS:
        db.execute(statement)
