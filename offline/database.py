"""The queue's file: opened with settings that survive a power cut, checked, written by one program at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from offline import migrations
from offline.one_writer import OneWriter

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


class StorageError(KioskError):
    """The queue's file cannot be used. `full` is true where only room is missing.

    `doubtful`: the disk answered with an error, and only the file, opened again, tells what was kept.
    """

    def __init__(self, problem: str, *, full: bool = False, doubtful: bool = False) -> None:
        super().__init__(problem)
        self.full = full
        self.doubtful = doubtful


class Database:
    """One SQLite connection that several threads share, one at a time.

    After an I/O error nothing is known about the file, so the next use opens and checks it again (fault 5).
    """

    def __init__(self, home: Path, *, read_only: bool, writer: OneWriter | None) -> None:
        self.home = home
        self.path = home / FILE
        self.read_only = read_only
        self._writer = writer
        self._lock = threading.RLock()
        self._closed = False
        self._connection: sqlite3.Connection | None = _opened(self.path, read_only=read_only)

    @classmethod
    def open(cls, home: Path, *, read_only: bool = False, program: str = "kiosk") -> Database:
        """Open KIOSK_HOME's queue, made where it is missing. Read-only takes no lock and makes nothing.

        Raises AlreadyRunningError, StorageError.
        """
        if read_only:
            return cls(home, read_only=True, writer=None)
        try:
            home.mkdir(parents=True, exist_ok=True)
            home.chmod(0o700)
            writer = OneWriter(home, program)
            writer.acquire()
        except OSError as error:
            raise StorageError(f"{home}: the kiosk's folder cannot be used: {error.strerror}") from error
        try:
            return cls(home, read_only=False, writer=writer)
        except BaseException:
            writer.release()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Everything inside is kept or nothing is; durable when the block has ended.

        Raises StorageError; a `doubtful` one may come although everything was kept.
        """
        with self._lock, self._told():
            connection = self._ready()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    connection.execute("ROLLBACK")
                raise

    def all(self, sql: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Return the rows of a query. Raises StorageError."""
        with self._lock, self._told():
            return list(self._ready().execute(sql, values))

    def one(self, sql: str, values: tuple[object, ...] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None. Raises StorageError."""
        rows = self.all(sql, values)
        return rows[0] if rows else None

    def check(self) -> None:
        """Read the whole file's structure. Raises StorageError where it is damaged."""
        with self._lock, self._told():
            _quick_check(self._ready(), self.path)

    def close(self) -> None:
        """Let go of file and lock; any use afterwards raises StorageError."""
        with self._lock:
            self._closed = True
            self._forget()
            if self._writer is not None:
                self._writer.release()

    def _ready(self) -> sqlite3.Connection:
        if self._closed:
            raise StorageError("the queue is closed")
        if self._connection is None:
            self._connection = _opened(self.path, read_only=self.read_only)
        return self._connection

    def _forget(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if _doubtful(error):
                self._forget()
            raise _storage_error(self.path, error) from error


def _opened(path: Path, *, read_only: bool) -> sqlite3.Connection:
    try:
        if read_only:
            return _reader(path)
        return _writer(path)
    except sqlite3.Error as error:
        raise _storage_error(path, error) from error


def _reader(path: Path) -> sqlite3.Connection:
    if not path.exists():
        raise StorageError(f"{path}: there is no queue yet. `kiosk enrol` or `kiosk run` makes it.")
    connection = _connect(f"{path.absolute().as_uri()}?mode=ro")
    connection.execute("PRAGMA query_only = 1")
    if migrations.version(connection) != len(migrations.STEPS):
        connection.close()
        raise StorageError(f"{path}: made by another version of Civic Kiosk. Start `kiosk run` once to update it.")
    return connection


def _writer(path: Path) -> sqlite3.Connection:
    try:
        # Made here, so that it is private from its first byte; SQLite gives its journal the same mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
    except OSError as error:
        raise StorageError(f"{path}: cannot be opened for writing: {error.strerror}") from error
    connection = _connect(path.absolute().as_uri())
    try:
        for name, value in SETTINGS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        read_back(connection, path)
        _refuse_newer(connection, path)
        _quick_check(connection, path)
        migrations.migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _connect(uri: str) -> sqlite3.Connection:
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


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    if migrations.version(connection) > len(migrations.STEPS):
        raise StorageError(f"{path}: made by a newer version of Civic Kiosk. Install that version again.")


def _quick_check(connection: sqlite3.Connection, path: Path) -> None:
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise StorageError(f"{path}: the queue is damaged. Keep the file as it is and call support.")


def _primary(error: sqlite3.Error) -> Any:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _doubtful(error: sqlite3.Error) -> bool:
    return _primary(error) in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _storage_error(path: Path, error: sqlite3.Error) -> StorageError:
    code = _primary(error)
    if code == sqlite3.SQLITE_FULL:
        return StorageError(f"{path}: the disk is full. Make room; what is stored is safe.", full=True)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StorageError(f"{path}: the queue is damaged. Keep the file as it is and call support.")
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    problem = f"{path}: the disk answered with an error ({name}). Check the disk, then start again."
    return StorageError(problem, doubtful=_doubtful(error))
