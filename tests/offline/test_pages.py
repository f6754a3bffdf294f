from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from offline import pages

PAGE = 4096

SIZES = (0, 1, 400, 4000, 4045, 4050, 4055, 4060, 4061, 4062, 4070, 8150, 12_000, 70_000)


def a_database(file: Path, seed: int) -> list[tuple[object, ...]]:
    """Make a file with every kind of value, in rows that fit a page and rows that do not."""
    chance = random.Random(seed)
    rows: list[tuple[object, ...]] = [
        (
            chance.randrange(-(2**62), 2**62),
            "é" * chance.randrange(300),
            chance.choice([0.5, -1e300, None]),
            os.urandom(chance.choice(SIZES)),
            chance.choice([0, 1, -1, 127, 128, -32769, 2**23, 2**31, 2**40, -(2**60), None]),
        )
        for _ in range(300)
    ]
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("CREATE TABLE a (seq INTEGER PRIMARY KEY, x TEXT, y REAL, z BLOB, i INTEGER)")
        database.executemany("INSERT INTO a VALUES (?, ?, ?, ?, ?)", rows)
    return rows


def read(file: Path) -> list[tuple[object, ...]]:
    return [(row_id, *values[1:]) for row_id, values in pages.rows(file) if len(values) == 5 and values[0] is None]


@pytest.mark.parametrize("seed", range(3))
def test_every_row_of_a_sound_file_is_read(tmp_path: Path, seed: int) -> None:
    rows = a_database(tmp_path / "a.db", seed)
    assert sorted(read(tmp_path / "a.db"), key=str) == sorted(rows, key=str)


def test_no_damage_makes_it_fail_or_run_for_ever(tmp_path: Path) -> None:
    rows = set(a_database(tmp_path / "a.db", 1))
    sound = (tmp_path / "a.db").read_bytes()
    chance = random.Random(2)
    for _ in range(40):
        content = bytearray(sound)
        for _ in range(chance.choice([1, 20, 2000])):
            content[chance.randrange(len(content))] = chance.randrange(256)
        del content[chance.randrange(len(content) // 2, len(content)) :]
        (tmp_path / "b.db").write_bytes(content)
        read(tmp_path / "b.db")
    (tmp_path / "b.db").write_bytes(sound[4096:])
    assert set(read(tmp_path / "b.db")) & rows, "without its header, too"


@pytest.mark.parametrize("content", [b"", b"short", bytes(4096 * 3), b"\xff" * 4096 * 3])
def test_what_is_no_database_has_no_rows(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "b.db").write_bytes(content)
    assert list(pages.rows(tmp_path / "b.db")) == []


class Reads:
    """Counts the pages that are read, and keeps which of them a row overflowed into."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.count, self.overflow = 0, set[int]()
        read, give = pages._Pages.read, pages._Pages._give

        def counted(of: pages._Pages, number: int) -> bytes:
            self.count += 1
            return read(of, number)

        def noted(of: pages._Pages, number: int, count: int) -> None:
            give(of, number, count)
            if count == PAGE:
                self.overflow.add(number)

        patch.setattr(pages._Pages, "read", counted)
        patch.setattr(pages._Pages, "_give", noted)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(monkeypatch)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, set[tuple[object, ...]], list[int]]:
    """A sound file, its rows, and the pages that rows overflow into."""
    file = tmp_path_factory.mktemp("sound") / "a.db"
    rows = set(a_database(file, 1))
    with pytest.MonkeyPatch.context() as patch:
        reads = Reads(patch)
        assert set(read(file)) == rows
    return file.read_bytes(), rows, sorted(reads.overflow)


@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_chains_that_lead_elsewhere_cost_no_time_and_their_own_rows_only(
    tmp_path: Path, reads: Reads, sound: tuple[bytes, set[tuple[object, ...]], list[int]], data: st.DataObject
) -> None:
    """Into a circle, into another row's pages, into a leaf, out of the file: as many as one page is given out to."""
    before, rows, overflow = sound
    content, count = bytearray(before), len(before) // PAGE
    changed = data.draw(st.lists(st.sampled_from(overflow), max_size=pages._TIMES - 1))
    for page in changed:
        leads_to = data.draw(st.sampled_from(overflow) | st.integers(0, count + 2))
        content[(page - 1) * PAGE : (page - 1) * PAGE + 4] = leads_to.to_bytes(4, "big")
    (tmp_path / "b.db").write_bytes(content)
    reads.count = 0
    assert len(rows & set(read(tmp_path / "b.db"))) >= len(rows) - len(changed)
    assert reads.count <= count * (1 + pages._TIMES)


def a_crafted_leaf(length: int, leads_to: int) -> bytes:
    """A page full of cells, each the beginning of a row of `length` bytes that goes on in the page `leads_to`.

    The page number stands wherever no cell is: SQLite looks for it where a cell's own part ends.
    """
    blob = 2 * (length - 6) + 12
    header = b"\x06\x00" + _written(blob).rjust(4, b"\x80")
    cell = _written(length) + b"\x01" + header
    starts = [400 + 20 * number for number in range(140)]
    page = bytearray(leads_to.to_bytes(4, "big") * (PAGE // 4))
    page[:8] = b"\x0d\x00\x00" + len(starts).to_bytes(2, "big") + bytes(3)
    for place, start in enumerate(starts):
        page[8 + 2 * place : 10 + 2 * place] = start.to_bytes(2, "big")
        page[start : start + len(cell)] = cell
    return bytes(page)


def _written(number: int) -> bytes:
    """SQLite's variable-length integer."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.insert(0, number & 0x7F | 0x80)
    return bytes(parts)


@pytest.mark.parametrize("circle", [False, True])
def test_a_crafted_file_is_read_no_oftener_than_it_has_pages(tmp_path: Path, reads: Reads, *, circle: bool) -> None:
    """Every cell of many leaves claims one long chain for itself: 140 times the file for each of its leaves."""
    leaves, links = 20, 200
    length = 492 + links * (PAGE - 4)
    content = bytearray(a_crafted_leaf(length, leaves + 1) * leaves)
    for number in range(leaves + 1, leaves + links + 1):
        following = leaves + 1 if circle and number == leaves + 50 else number + 1
        content += following.to_bytes(4, "big").ljust(PAGE, b"x")
    content[:100] = b"SQLite format 3\0\x10\0".ljust(100, b"\0")
    (tmp_path / "b.db").write_bytes(content)
    found = list(pages.rows(tmp_path / "b.db"))
    assert len(found) == (0 if circle else pages._TIMES)
    assert reads.count <= (leaves + links) * (1 + pages._TIMES)


def test_a_row_larger_than_any_of_ours_is_not_put_together(tmp_path: Path, reads: Reads) -> None:
    length = 492 + (pages.LARGEST // (PAGE - 4) + 1) * (PAGE - 4)
    (tmp_path / "b.db").write_bytes(a_crafted_leaf(length, 2) * 3)
    assert list(pages.rows(tmp_path / "b.db")) == []
    assert reads.count == 3
