"""Makes a new queue out of a damaged one: whatever can be read and proven goes over, the damaged file is kept."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from offline import copying, doubtful_times, identity, migrations, opening, set_aside, storage_error
from offline.events import Kind, record
from offline.high_water import HighWater
from offline.missing import note_missing
from offline.proving import prove
from offline.storage_error import StorageError

# A new file that a crash cut short is made again, so nothing of it needs to be safe before it is whole.
_WHILE_IT_IS_MADE = ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF", "temp_store = 2")


def salvage(home: Path, path: Path, mark: HighWater, now: datetime) -> None:
    """Put a new file in the place of the damaged one at `path`, which is kept beside it. Raises StorageError, OSError.

    Only for whoever holds the lock, and while nothing is connected to the file.
    """
    made = set_aside.being_made(home)
    opening.make_private(made)
    try:
        connection = opening.connected(made.absolute().as_uri())
        try:
            for setting in _WHILE_IT_IS_MADE:
                connection.execute(f"PRAGMA {setting}")
            migrations.migrate(connection)
            connection.execute("BEGIN IMMEDIATE")
            _fill(connection, home, path, mark, now)
            connection.execute("COMMIT")
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise StorageError(
                    f"{home}: this disk does not keep what is written to it. Change it, and call support."
                )
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise storage_error.told(made, error) from error
    set_aside.exchange(home, path, now)


def _fill(connection: sqlite3.Connection, home: Path, path: Path, mark: HighWater, now: datetime) -> None:
    if path.exists() and path.stat().st_size:
        copying.copy(path, connection)
    connection.execute("INSERT OR IGNORE INTO line (one) VALUES (1)")
    proven = prove(connection, {promise.tracking_code: promise for promise in mark.all()})
    doubtful_times.mend(connection, now)
    connection.execute("INSERT OR IGNORE INTO codes SELECT tracking_code, sent_at FROM submissions")
    missing = note_missing(connection, mark, now)
    _drop_what_hangs_in_the_air(connection)
    copy = identity.copy(home)
    if identity.read(connection) is None and copy is not None:
        identity.save(connection, copy)
    told = f"whole={proven.whole} damaged={proven.damaged} missing={missing}"
    record(connection, now, Kind.SALVAGED, detail=told)


def _drop_what_hangs_in_the_air(connection: sqlite3.Connection) -> None:
    """Leave out rows that belong to a submission which could not be read; the damaged file still has them."""
    while loose := [row for row in connection.execute("PRAGMA foreign_key_check") if row["rowid"] is not None]:
        for row in loose:
            connection.execute(f"DELETE FROM {row['table']} WHERE rowid = ?", (row["rowid"],))  # noqa: S608
