from __future__ import annotations

import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from offline import pages

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
