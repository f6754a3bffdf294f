"""A copy of the queue's file before a migration, through SQLite's backup API; the last few are kept."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

from kiosk.durable_file import sync_folder
from offline.storage_error import StorageError

KEPT = 3
_NAME = "queue-before-step-{:04d}.db"
_UNFINISHED = "queue-backup.unfinished"


def keep(connection: sqlite3.Connection, home: Path, version: int) -> Path:
    """Copy the file as it stands at `version`, privately; returns the copy, which is durable then.

    Raises StorageError: without a copy nothing is migrated.
    """
    copy, unfinished = home / _NAME.format(version + 1), home / _UNFINISHED
    try:
        unfinished.unlink(missing_ok=True)
        os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT, 0o600))
        _copy(connection, unfinished)
        settle(unfinished, copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        problem = f"{copy}: the queue is not brought up to date, because no copy of it could be made first. Make room."
        raise StorageError(problem, full=full) from error
    for old in kept(home)[:-KEPT]:
        old.unlink(missing_ok=True)
    return copy


def kept(home: Path) -> list[Path]:
    """Return the copies that are there, the oldest first."""
    return sorted(home.glob("queue-before-step-*.db"))


def settle(file: Path, name: Path) -> None:
    """Give a file that is written its name, so that after a power cut it is whole or not there. Raises OSError."""
    handle = os.open(file, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    file.replace(name)
    sync_folder(name.parent)


def _copy(connection: sqlite3.Connection, file: Path) -> None:
    target = sqlite3.connect(file, isolation_level=None)
    try:
        target.execute("PRAGMA journal_mode = OFF")  # a copy cut short is thrown away
        connection.backup(target)
    finally:
        target.close()
