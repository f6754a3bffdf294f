"""What a damaged or crafted queue costs to copy: never more than a file of its size can hold."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from offline import copying, migrations, opening

PAGE = 4096
ROWS = 1000


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A queue with many codes, in a table of several pages."""
    file = tmp_path / "old.db"
    with closing(opening.connected(file.as_uri())) as queue:
        migrations.migrate(queue)
        codes = ((f"KK-{number:04d}-2345-C", "2026-03-02T10:00:00+00:00") for number in range(ROWS))
        queue.execute("BEGIN")
        queue.executemany("INSERT INTO codes VALUES (?, ?)", codes)
        events = ((f"2026-03-02T10:00:00.{number:06d}+00:00", "stored") for number in range(ROWS))
        queue.executemany("INSERT INTO events (at, kind) VALUES (?, ?)", events)
        queue.execute("COMMIT")
    return file


@pytest.fixture
def new(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(opening.connected((tmp_path / "new.db").as_uri())) as queue:
        migrations.migrate(queue)
        yield queue


@pytest.fixture
def inserted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The table of every row that is handed over."""
    tables: list[str] = []
    insert = copying._insert

    def noted(to: sqlite3.Connection, table: copying.Table, *row: object) -> None:
        tables.append(table.name)
        insert(to, table, *row)  # type: ignore[arg-type]

    monkeypatch.setattr(copying, "_insert", noted)
    return tables


def rows_in(queue: sqlite3.Connection, table: str = "codes") -> int:
    (count,) = queue.execute(f"SELECT COUNT(*) FROM {table}").fetchone()
    return int(count)


def test_every_table_of_a_sound_queue_is_read_through_sqlite(old: Path, new: sqlite3.Connection) -> None:
    assert copying._through_sqlite(old, new, copying._tables(new)) == set()
    assert rows_in(new) == rows_in(new, "events") == ROWS


def test_pages_that_lead_to_each_other_give_no_more_rows_than_the_file_can_hold(
    old: Path, new: sqlite3.Connection, inserted: list[str]
) -> None:
    """The tree of a table leads to one leaf over and over, through three storeys: a table without an end."""
    with closing(sqlite3.connect(old)) as queue:
        (root,) = queue.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()
    content = bytearray(old.read_bytes())
    tree = bytes(content[(root - 1) * PAGE : root * PAGE])
    assert tree[0] == 5, "an inner page of a table"
    leaf, upper, top = (child_of(tree, number) for number in range(3))
    for page, leads_to in ((upper, leaf), (top, upper), (root, top)):
        content[(page - 1) * PAGE : page * PAGE] = all_leading_to(tree, leads_to)
    old.write_bytes(content)
    copying.copy(old, new)
    assert ROWS / 2 < rows_in(new, "events") < ROWS, "two of its leaves are gone"
    assert inserted.count("events") <= 3 * len(content) / 45, "from the front, from the end, and out of single pages"


def child_of(tree: bytes, number: int) -> int:
    place = int.from_bytes(tree[12 + 2 * number : 14 + 2 * number], "big")
    return int.from_bytes(tree[place : place + 4], "big")


def all_leading_to(tree: bytes, page: int) -> bytes:
    changed = bytearray(tree)
    cells = [int.from_bytes(tree[at : at + 2], "big") for at in range(12, 12 + 2 * (tree[3] * 256 + tree[4]), 2)]
    for place in (8, *cells):
        changed[place : place + 4] = page.to_bytes(4, "big")
    return bytes(changed)


@pytest.mark.parametrize(
    "instead",
    [
        "CREATE VIEW codes AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50)"
        " SELECT 'KK-' || i AS tracking_code, '2026-03-02' AS used_at FROM n",
        "CREATE VIEW codes AS SELECT tracking_code, used_at FROM theirs",
    ],
)
def test_a_view_in_a_table_s_place_is_not_asked(old: Path, new: sqlite3.Connection, instead: str) -> None:
    with closing(sqlite3.connect(old)) as queue:
        queue.execute("CREATE TABLE theirs (tracking_code TEXT, used_at TEXT, more INTEGER, still TEXT, n INTEGER)")
        queue.execute("INSERT INTO theirs VALUES ('KK-1', '2026-03-02', 1, 'x', 1)")
        queue.execute("DROP TABLE codes")
        queue.execute(instead)
        queue.commit()
    assert "codes" in copying._through_sqlite(old, new, copying._tables(new))
    assert rows_in(new) == 0


def test_a_table_that_sqlite_would_have_to_sort_is_read_page_by_page(old: Path, new: sqlite3.Connection) -> None:
    """Sorting reads all of it before the first row comes; every other way, a table ends where the room does."""
    table = next(one for one in copying._tables(new) if not one.with_row_ids)
    columns = ", ".join(f"{column.name} {column.kind}" for column in table.columns)
    with closing(sqlite3.connect(old)) as queue:
        queue.execute(f"DROP TABLE {table.name}")
        queue.execute(f"CREATE TABLE {table.name} ({columns})")
        queue.commit()
    assert table.name in copying._through_sqlite(old, new, copying._tables(new))
