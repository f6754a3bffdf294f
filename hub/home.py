"""The hub's data folder (`HUB_HOME`): what lies where in it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import ConfigError

DATABASE_VARIABLE = "HUB_DATABASE"  # how `hub serve --database` reaches its workers
_NAME_A_FOLDER = "Set HUB_HOME to the hub's own folder."


@dataclass(frozen=True)
class Home:
    """Names of the files in one hub's data folder."""

    path: Path

    @property
    def settings_file(self) -> Path:
        """Return where `hub.toml` is."""
        return self.path / "hub.toml"

    @property
    def keys(self) -> Path:
        """Return the folder of the secret keys."""
        return self.path / "keys"

    @property
    def database_file(self) -> Path:
        """Return the embedded database."""
        return self.path / "hub.db"

    @property
    def recovery_file(self) -> Path:
        """Return the encrypted recovery copy as `hub init` leaves it, before somebody carries it away."""
        return self.path / "recovery-copy.json"

    @property
    def content_key_file(self) -> Path:
        """Return the content key as `hub init` leaves it, before somebody carries it away."""
        return self.path / "content.key"

    @property
    def database_url(self) -> str:
        """Return the SQLAlchemy address of the embedded database."""
        return f"sqlite:///{self.database_file}"


def home_from(environment: Mapping[str, str] = os.environ) -> Home:
    """Return the data folder named by `HUB_HOME`, or the user's usual place for data."""
    named = environment.get("HUB_HOME", "")
    if named:
        return Home(Path(named).expanduser().absolute())
    data = environment.get("XDG_DATA_HOME", "")
    return Home((Path(data) if data else Path.home() / ".local" / "share") / "civic-kiosk-hub")


def usable(home: Home) -> Home:
    """Return `home` if a folder is there or can be made there. Raises ConfigError."""
    for place in (home.path, *home.path.parents):
        try:
            if place.is_dir():
                return home
            if not place.exists():
                continue
        except OSError as error:
            raise ConfigError(place, "cannot be read by this user.", _NAME_A_FOLDER, "HUB_HOME") from error
        raise ConfigError(place, "is a file, not a folder.", _NAME_A_FOLDER, "HUB_HOME")
    return home
