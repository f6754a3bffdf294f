"""The sealed chunks of attached files in the queue's file: stored with their submission, in its own transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from kiosk.attachments import Attachment
from offline.database import Database


class Chunks:
    """Reads them back, one at a time: a submission's files never stand in memory together."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, submission: str, attachment: str, number: int) -> bytes | None:
        """Return one chunk (numbers from 0), None where there is no such one. Raises StorageError."""
        row = self._database.one(
            "SELECT chunk FROM chunks WHERE id = ? AND attachment = ? AND number = ?", (submission, attachment, number)
        )
        return None if row is None else bytes(row["chunk"])


def add(connection: sqlite3.Connection, submission: str, attachments: Sequence[Attachment]) -> None:
    """Store every chunk inside the caller's transaction."""
    for attachment in attachments:
        connection.executemany(
            "INSERT INTO chunks (id, attachment, number, chunk) VALUES (?, ?, ?, ?)",
            ((submission, attachment.sealed.id, number, chunk) for number, chunk in enumerate(attachment.chunks)),
        )
