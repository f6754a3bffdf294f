"""The hub's parts, put together from its folder. Wiring only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hub.casework import Casework
from hub.database import Database
from hub.home import Home
from hub.keys import Keys, load_keys
from hub.kiosks import Kiosks
from hub.opening import Opener
from hub.settings import Settings, read_settings
from hub.usage import Usage


@dataclass(frozen=True)
class Parts:
    """What commands and the web service work with. Close the database when done."""

    settings: Settings
    keys: Keys
    database: Database
    kiosks: Kiosks
    casework: Casework
    opener: Opener
    usage: Usage
    now: Callable[[], datetime]


def utc_now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def open_parts(home: Home, database_url: str = "", now: Callable[[], datetime] = utc_now) -> Parts:
    """Open a hub's folder and bring its database up to date. Raises ConfigError and DatabaseError.

    `database_url` wins over `database` in hub.toml, and that over the embedded database.
    """
    settings = read_settings(home.settings_file)
    keys = load_keys(home.keys)
    database = Database(database_url or settings.database or home.database_url)
    database.upgrade()
    return Parts(
        settings,
        keys,
        database,
        Kiosks(database, keys.token, bytes(keys.receipt.verify_key), now),
        Casework(database, now),
        Opener(database, keys.openers(), ZoneInfo(settings.timezone), now),
        Usage(database, now),
        now,
    )
