"""KIOSK_HOME itself: private, and there for good before anything is promised inside it."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from kiosk.durable_file import sync_folder


def make(home: Path, first_file: str) -> None:
    """Make the folder where it is missing, for this user alone. Raises OSError.

    Until `first_file` is in it, the names that lead to it are synced: SQLite keeps the names inside the folder, but a
    power cut soon after the first start could take away the folder itself, and with it what was promised (fault 4).
    """
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    if not (home / first_file).exists():
        for folder in home.absolute().parents:
            with suppress(OSError):  # one that we may not read was not made by us either
                sync_folder(folder)
