"""The queue's file as threads share it: whole transactions, written by one program at a time."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from offline import checking, home_folder, opening, recovery, storage_error
from offline.high_water import HighWater
from offline.one_writer import OneWriter
from offline.storage_error import StorageError

__all__ = ["Database", "StorageError"]


class Database:
    """One SQLite connection that several threads share, one at a time.

    After an I/O error nothing is known about the file, so the next use opens and checks it again, from the disk itself
    (fault 5). `mark` is the high-water mark beside it.
    """

    def __init__(
        self, home: Path, *, read_only: bool, writer: OneWriter | None, now: Callable[[], datetime] | None = None
    ) -> None:
        self.home = home
        self.path = home / opening.FILE
        self.read_only = read_only
        self.mark = HighWater(home)
        self._writer = writer
        self._now = now or _utc_now
        self._lock = threading.RLock()
        self._closed = False
        self._connection: sqlite3.Connection | None = self._opened()

    @classmethod
    def open(
        cls,
        home: Path,
        *,
        read_only: bool = False,
        program: str = "kiosk",
        now: Callable[[], datetime] | None = None,
    ) -> Database:
        """Open KIOSK_HOME's queue, made where it is missing. Read-only takes no lock and makes nothing.

        Unless a program died while it wrote: what it left half done is taken back first, also for one who reads.
        Raises AlreadyRunningError, StorageError.
        """
        if read_only:
            try:
                return cls(home, read_only=True, writer=None)
            except StorageError as error:
                if not error.cut_short:
                    raise
            cls.open(home, program=program, now=now).close()
            return cls(home, read_only=True, writer=None)
        try:
            home_folder.make(home, opening.FILE)
            writer = OneWriter(home, program)
            writer.acquire()
        except OSError as error:
            raise StorageError(f"{home}: the kiosk's folder cannot be used: {error.strerror}") from error
        try:
            return cls(home, read_only=False, writer=writer, now=now)
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
            checking.structure(self._ready(), self.path)

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
            if not self.read_only:
                opening.forget_what_is_cached(self.path)
            self._connection = self._opened()
        return self._connection

    def _opened(self) -> sqlite3.Connection:
        if self.read_only:
            return opening.reader(self.path)
        return recovery.open_for_writing(self.home, self.mark, self._now)

    def _forget(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except StorageError as error:
            if error.doubtful:
                self._forget()
            raise
        except sqlite3.Error as error:
            known = storage_error.told(self.path, error)
            if known.doubtful:
                self._forget()
            raise known from error


def _utc_now() -> datetime:
    return datetime.now(UTC)
