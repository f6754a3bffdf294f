"""The audit trail of a queue, as whoever looks into its file reads it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Event:
    kind: str
    id: str
    detail: str


def trail(home: Path) -> list[Event]:
    """Return every line, newest first."""
    connection = sqlite3.connect(f"{(home / 'queue.db').absolute().as_uri()}?mode=ro", uri=True)
    rows = connection.execute("SELECT kind, id, detail FROM events ORDER BY seq DESC").fetchall()
    connection.close()
    return [Event(*row) for row in rows]
