"""Opens the queue whatever has happened to it: damaged, gone or an older copy, service goes on and staff are told."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from offline import identity, opening, set_aside, storage_error
from offline.events import Kind, record
from offline.high_water import HighWater, Promise
from offline.missing import note_missing, rebuilt
from offline.storage_error import StorageError

_KEPT = "high-water"  # in `meta`: a mark has been kept beside this queue
_NEWEST = "SELECT tracking_code, sent_at, digest FROM submissions ORDER BY seq DESC"
_LEAST = 512  # bytes of the smallest page: of less than that SQLite makes a new file without a word
_log = logging.getLogger(__name__)


def open_for_writing(home: Path, mark: HighWater, now: Callable[[], datetime]) -> sqlite3.Connection:
    """Return the connection that writes to KIOSK_HOME's queue. Only for whoever holds the lock. Raises StorageError."""
    path = home / opening.FILE
    try:
        set_aside.finish(home, path, now())
        if _gone(path) and mark.last() is not None:
            from offline.salvage import salvage

            _log.error("the queue has gone: going on with a new file")
            salvage(home, path, mark, now())
        connection = _opened(home, path, mark, now)
        try:
            _compare(connection, home, mark, now())
        except BaseException:
            connection.close()
            raise
    except sqlite3.Error as error:
        raise storage_error.told(path, error) from error
    except OSError as error:
        problem = f"{home}: the disk answered with an error ({error.strerror}). Check the disk, then start again."
        raise StorageError(problem) from error
    return connection


def _gone(path: Path) -> bool:
    return not path.exists() or path.stat().st_size < _LEAST


def _opened(home: Path, path: Path, mark: HighWater, now: Callable[[], datetime]) -> sqlite3.Connection:
    """Open the file; SQLite first takes back a write that was cut short, and only then is it judged."""
    try:
        return opening.writer(path)
    except StorageError as error:
        if not error.damaged:
            raise
    from offline.salvage import salvage

    _log.error("the queue is damaged: bringing what can be read into a new file")
    salvage(home, path, mark, now())
    return opening.writer(path)


def _compare(connection: sqlite3.Connection, home: Path, mark: HighWater, now: datetime) -> None:
    """Compare the queue with its mark: a queue behind it lost something, a mark behind the queue is brought on."""
    last = mark.last()
    if last is None:
        _begin_mark(connection, mark, now)
    elif connection.execute("SELECT 1 FROM codes WHERE tracking_code = ?", (last.tracking_code,)).fetchone() is None:
        _tell_of_an_older_copy(connection, home, mark, now)
    else:
        _bring_on(connection, mark, last.tracking_code)
    known = identity.read(connection)
    if known is not None:
        identity.keep_copy(home, known)


def _begin_mark(connection: sqlite3.Connection, mark: HighWater, now: datetime) -> None:
    """Make the mark of a queue that has none; where it had one, somebody took it away, and staff are told."""
    promises, was_there = rebuilt(connection), mark.exists()
    try:
        mark.add(promises)
        mark.make_room()
    except OSError:
        _log.warning("the high-water mark cannot be written")
        return
    had_one = connection.execute("SELECT 1 FROM meta WHERE key = ?", (_KEPT,)).fetchone() is not None
    # A mark that stands there empty beside one promise: the program died between storing its first and marking it.
    if had_one and len(promises) <= was_there:
        return
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, 'kept')", (_KEPT,))
    if had_one:
        record(connection, now, Kind.MARK_MISSING, detail=str(len(promises)))
    connection.execute("COMMIT")


def _tell_of_an_older_copy(connection: sqlite3.Connection, home: Path, mark: HighWater, now: datetime) -> None:
    """The queue lacks what was promised after it was copied. No code of those is ever given out again."""
    connection.execute("BEGIN IMMEDIATE")
    lost = note_missing(connection, mark, now)
    copy = identity.copy(home)
    if copy is not None:
        identity.save(connection, copy)
    record(connection, now, Kind.OLDER_COPY, detail=str(lost))
    connection.execute("COMMIT")
    _log.error("the queue is an older copy of itself: %d promised submissions are not in it", lost)


def _bring_on(connection: sqlite3.Connection, mark: HighWater, last: str) -> None:
    """Add what was stored and not marked yet when the program died: from the newest back to the last one marked."""
    late: list[Promise] = []
    for row in connection.execute(_NEWEST):
        if row["tracking_code"] == last:
            break
        late.append(Promise(row["tracking_code"], row["sent_at"][:10], row["digest"]))
    try:
        mark.add(reversed(late))
        mark.make_room()
    except OSError:
        _log.warning("the high-water mark cannot be written")
