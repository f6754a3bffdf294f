"""Opens the queue's file: with settings that survive a power cut, read back, checked, and brought up to date."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from offline import backups, checking, high_water, migrations, storage_error
from offline.storage_error import StorageError

FILE = "queue.db"
# facts/durability.md: WAL has a reset race in the SQLite versions shipped, DELETE/FULL loses the last commit.
SETTINGS: dict[str, str | int] = {
    "journal_mode": "truncate",
    "synchronous": 3,  # EXTRA
    "secure_delete": 1,
    "foreign_keys": 1,
    "temp_store": 2,  # in memory: nothing spills into a temporary file
    "trusted_schema": 0,
}
_BUSY_SECONDS = 10


def reader(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write. Raises StorageError, also where there is no file yet."""
    if not path.exists() or not path.stat().st_size:
        raise StorageError(f"{path}: {_why_none(path.parent)}")
    try:
        connection = connected(f"{path.absolute().as_uri()}?mode=ro")
        connection.execute("PRAGMA query_only = 1")
        if migrations.version(connection) != len(migrations.STEPS):
            connection.close()
            raise StorageError(f"{path}: made by another version of Civic Kiosk. Start `kiosk run` once to update it.")
    except sqlite3.Error as error:
        raise storage_error.told(path, error) from error
    return connection


def _why_none(home: Path) -> str:
    if (home / high_water.FILE).exists():
        return (
            "the queue has gone. Start `kiosk run`: it goes on with a new file and tells what is missing."
            " Find out who removed this one, and call support."
        )
    return "there is no queue yet. `kiosk enrol` or `kiosk run` makes it."


def writer(path: Path) -> sqlite3.Connection:
    """Return the connection that writes; the file is made where it is missing. Raises StorageError."""
    # SQLite leaves the journal of its last write behind, emptied. Where somebody took it away, half a write may stand.
    journal_gone = path.exists() and path.stat().st_size > 0 and not path.with_name(f"{path.name}-journal").exists()
    make_private(path)
    try:
        connection = connected(path.absolute().as_uri())
        try:
            for name, value in SETTINGS.items():
                connection.execute(f"PRAGMA {name} = {value}")
            read_back(connection, path)
            _refuse_newer(connection, path)
            checking.structure(connection, path, deep=journal_gone)
            migrations.migrate(connection, before=lambda version: backups.keep(connection, path.parent, version))
            checking.unsent(connection, path)
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise storage_error.told(path, error) from error
    return connection


def make_private(path: Path) -> None:
    """Make the file, readable by this user alone from its first byte; SQLite gives its journal the same mode."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StorageError(f"{path}: cannot be opened for writing: {error.strerror}") from error


def connected(uri: str) -> sqlite3.Connection:
    """Return a connection whose transactions begin and end only where we say so."""
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection


def read_back(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StorageError unless every setting is in force: SQLite ignores what it cannot do without a word."""
    for name, wanted in SETTINGS.items():
        (got,) = connection.execute(f"PRAGMA {name}").fetchone()
        if got != wanted:
            raise StorageError(
                f"{path}: SQLite runs with {name}={got}, not {wanted}, and could lose what it stored. "
                "Keep the kiosk's folder on a local disk."
            )


def forget_what_is_cached(path: Path) -> None:
    """Make the next reading come from the disk. Only while this process has no connection to the file.

    After a failed sync Linux keeps showing bytes that the disk never took. Raises StorageError where it fails again.
    """
    for file in (path, path.with_name(f"{path.name}-journal")):
        try:
            handle = os.open(file, os.O_RDWR)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StorageError(f"{file}: cannot be opened: {error.strerror}") from error
        try:
            os.fsync(handle)
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError as error:
            problem = f"{file}: the disk answered with an error ({error.strerror}). Check the disk, then start again."
            raise StorageError(problem, doubtful=True) from error
        finally:
            os.close(handle)


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    if migrations.version(connection) > len(migrations.STEPS):
        raise StorageError(f"{path}: made by a newer version of Civic Kiosk. Install that version again.")
