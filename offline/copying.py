"""Carries every row that can be read from a damaged queue into a new one: through SQLite, then out of single pages.

Both ways end after as many rows as a file of that size can hold: in a crafted one, a few pages can lead to each other
so that a table never ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.protocols import State
from offline import pages

_STATES = frozenset(state.value for state in State)
_LEAST_OF_A_ROW = 5  # bytes in a file: its place, its length, its number and its header
_KINDS: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,), "BLOB": (bytes,)}


@dataclass(frozen=True)
class Column:
    """One column of a table. `row_id`: it is another name of the row's number."""

    name: str
    kind: str
    needed: bool
    row_id: bool

    def takes(self, value: pages.Value) -> bool:
        """Say whether a stored value can be of this column."""
        if value is None:
            return self.row_id or not self.needed
        return isinstance(value, _KINDS.get(self.kind, (object,))) and not self.row_id


@dataclass(frozen=True)
class Table:
    """One table of the new file. `seeded`: a migration put rows into it, which the old file's rows replace."""

    name: str
    columns: tuple[Column, ...]
    order: str
    with_row_ids: bool
    seeded: bool

    def takes(self, values: Sequence[pages.Value]) -> bool:
        """Say whether these values have the shape of a row here; a column added later may be missing at the end."""
        fits = len(values) <= len(self.columns)
        return fits and all(column.takes(value) for column, value in zip(self.columns, values, strict=False))


def copy(old: Path, new: sqlite3.Connection) -> None:
    """Copy what can be read, inside the caller's transaction; foreign keys must be off, and doubles are left out."""
    tables = _tables(new)
    unread = _through_sqlite(old, new, tables)
    if unread:
        _out_of_pages(old, new, [table for table in tables if table.with_row_ids], unread)


def _tables(new: sqlite3.Connection) -> list[Table]:
    names = new.execute(
        "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_%' ESCAPE '\\'"
    ).fetchall()
    return [_table(new, name, with_row_ids=not without) for name, without in names]


def _table(new: sqlite3.Connection, name: str, *, with_row_ids: bool) -> Table:
    found = new.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,)).fetchall()
    keys = [row["name"] for row in sorted(found, key=lambda row: row["pk"]) if row["pk"]]
    alone = with_row_ids and len(keys) == 1
    columns = tuple(
        Column(row["name"], row["type"], bool(row["notnull"]), alone and bool(row["pk"]) and row["type"] == "INTEGER")
        for row in found
    )
    seeded = new.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None  # noqa: S608 - names of our own
    return Table(name, columns, "rowid" if with_row_ids else ", ".join(keys), with_row_ids, seeded)


def _through_sqlite(old: Path, new: sqlite3.Connection, tables: Iterable[Table]) -> set[str]:
    """Copy each table from its front and, where that stops at a damaged page, from its end; return those that did."""
    source = sqlite3.connect(f"{old.absolute().as_uri()}?mode=ro", uri=True)
    source.text_factory = lambda text: text.decode("utf-8", "replace")
    source.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, pages.LARGEST)
    room = old.stat().st_size
    try:
        return {table.name for table in tables if not _whole_table(source, new, table, room)}
    finally:
        source.close()


def _whole_table(source: sqlite3.Connection, new: sqlite3.Connection, table: Table, room: int) -> bool:
    """Copy what SQLite finds of a table in a file of `room` bytes; say whether that is all."""
    try:
        there = {row[1] for row in source.execute(f"PRAGMA table_info({table.name})")}
    except sqlite3.DatabaseError:
        return False
    names = [column.name for column in table.columns if column.name in there]
    if not names:
        # Either an older version that had no such table, or the list of tables is among what is damaged.
        return _lists_tables(source)
    for direction in ("ASC", "DESC"):
        order = ", ".join(f"{part} {direction}" for part in table.order.split(", "))
        query = f"SELECT {', '.join(names)} FROM {table.name} ORDER BY {order}"  # noqa: S608 - names of our own
        try:
            if _in_the_files_order(source, query, table.name) and _all_taken(
                source.execute(query), new, table, names, room
            ):
                return direction == "ASC"
        except sqlite3.DatabaseError:
            continue
    return False


def _in_the_files_order(source: sqlite3.Connection, query: str, table: str) -> bool:
    """Say whether SQLite gives rows as it finds them: not those of a view, nor only after it has sorted all."""
    there = source.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    plan = source.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    return there == ("table",) and len(plan) == 1 and plan[0][3].startswith("SCAN ")


def _all_taken(
    rows: Iterable[Sequence[pages.Value]], new: sqlite3.Connection, table: Table, names: Sequence[str], room: int
) -> bool:
    for row in rows:
        room -= _LEAST_OF_A_ROW + sum(len(value) for value in row if isinstance(value, str | bytes))
        if room < 0:
            return False
        _insert(new, table, names, row)
    return True


def _lists_tables(source: sqlite3.Connection) -> bool:
    try:
        return source.execute("SELECT 1 FROM sqlite_master WHERE name = 'submissions'").fetchone() is not None
    except sqlite3.DatabaseError:
        return False


def _out_of_pages(old: Path, new: sqlite3.Connection, tables: Sequence[Table], unread: set[str]) -> None:
    for row_id, values in pages.rows(old):
        fitting = [table for table in tables if table.takes(values)]
        exact = [table for table in fitting if len(table.columns) == len(values)] or fitting
        if len(exact) != 1 or exact[0].name not in unread:
            continue  # what could be of two tables is not guessed at
        table = exact[0]
        names = [column.name for column, _ in zip(table.columns, values, strict=False)]
        given = [row_id if column.row_id else value for column, value in zip(table.columns, values, strict=False)]
        _insert(new, table, names, given)


def _insert(new: sqlite3.Connection, table: Table, names: Sequence[str], values: Sequence[pages.Value]) -> None:
    if table.name == "submissions":
        values = [_known_state(value) if name == "state" else value for name, value in zip(names, values, strict=True)]
    how = "REPLACE" if table.seeded else "IGNORE"
    marks = ", ".join("?" * len(names))
    try:
        new.execute(f"INSERT OR {how} INTO {table.name} ({', '.join(names)}) VALUES ({marks})", values)  # noqa: S608
    except sqlite3.IntegrityError:
        return  # a value that its column cannot hold: the row is damaged


def _known_state(value: pages.Value) -> pages.Value:
    """Return a state; for one that cannot be read `queued`: the hub knows a form that comes twice."""
    return value if value in _STATES else State.QUEUED.value
