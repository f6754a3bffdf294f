"""The hub's parts, put together from its folder. Wiring only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.casework import Casework
from hub.content import Content
from hub.database import Database
from hub.home import Home
from hub.key_ring import KeyRing
from hub.keys import Keys
from hub.kiosks import Kiosks
from hub.opening import Opener
from hub.settings import Settings, read_settings
from hub.usage import Usage


@dataclass(frozen=True)
class Parts:
    """What commands and the web service work with. Close the database when done."""

    home: Home
    settings: Settings
    ring: KeyRing
    database: Database
    kiosks: Kiosks
    casework: Casework
    opener: Opener
    usage: Usage
    content: Content
    now: Callable[[], datetime]

    @property
    def keys(self) -> Keys:
        """Return the keys as they are now: a rotation may come at any time."""
        return self.ring.now()


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def open_parts(home: Home, database_url: str = "", now: Callable[[], datetime] = utc_now) -> Parts:
    """Open a hub's folder and bring its database up to date. Raises ConfigError and DatabaseError.

    `database_url` wins over `database` in hub.toml, and that over the embedded database.
    """
    settings = read_settings(home.settings_file)
    ring = KeyRing(home.keys)
    database = Database(database_url or settings.database or home.database_url)
    database.upgrade()
    return Parts(
        home,
        settings,
        ring,
        database,
        Kiosks(database, ring, now),
        Casework(database, now),
        Opener(database, ring, ZoneInfo(settings.timezone), now),
        Usage(database, now),
        Content(database),
        now,
    )
