"""What a kiosk hears of its submissions: pages of changes, with the hub's time, by which it knows when to let go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import msgspec

from hub import history
from hub.database import Database, epoch
from offline.wire import StatusPage


class StatusPages:
    """Makes the pages. `backup_days`: no more days lie between two backups of the database."""

    def __init__(self, database: Database, now: Callable[[], datetime], backup_days: int) -> None:
        self._database = database
        self._now = now
        self._backup_days = backup_days

    def after(self, kiosk: str, cursor: int, most: int) -> StatusPage:
        """Return the changes to one kiosk's submissions after a cursor, oldest first, at most so many."""
        with self._database.reading() as connection:
            page = history.page(connection, kiosk, cursor, most, epoch(connection))
        return msgspec.structs.replace(page, at=self._now(), backup_days=self._backup_days)
