"""The hub's time, counted from what it tells: no clock that jumps makes the count jump (fault 8)."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from misbehaving_hub import NOW

from offline import hub_time

DAY = 86_400.0


def fresh() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute("CREATE TABLE hub_time (counted REAL DEFAULT 0, hub_at TEXT, backup_days INTEGER DEFAULT 0)")
    connection.execute("INSERT INTO hub_time DEFAULT VALUES")
    return connection


def counted(connection: sqlite3.Connection) -> float:
    return float(connection.execute("SELECT counted FROM hub_time").fetchone()[0])


@pytest.mark.parametrize(
    ("hours", "days"),
    [
        ([0], 0.0),
        ([0, 12, 24], 1.0),
        ([0, 24 * 60], 1.0),
        ([0, 24 * 3653], 1.0),
        ([0, -24 * 3653, -24 * 3653 + 6], 0.25),
        ([0, 24 * 3653, 0, 6], 1.25),
        ([0, 6, 0, 6], 0.5),
    ],
)
def test_what_passed_between_two_answers_counts_as_a_day_at_most(hours: list[int], days: float) -> None:
    connection = fresh()
    for hour in hours:
        hub_time.told(connection, NOW + timedelta(hours=hour), 7)
    assert counted(connection) == days * DAY


@given(st.lists(st.integers(-100_000_000, 400_000_000), max_size=60))
def test_so_many_days_need_as_many_answers(seconds: list[int]) -> None:
    connection = fresh()
    for answers, second in enumerate(seconds):
        before = counted(connection)
        hub_time.told(connection, NOW + timedelta(seconds=second), 7)
        assert before <= counted(connection) <= before + DAY
        assert counted(connection) <= answers * DAY


@given(st.lists(st.integers(0, 40_000_000), min_size=1, max_size=60))
def test_what_a_stick_brings_never_counts_twice(seconds: list[int]) -> None:
    """However often and in whatever order old receipts come: never more than lies between the first and the newest."""
    connection = fresh()
    for second in seconds:
        hub_time.told_by_hand(connection, NOW + timedelta(seconds=second))
    assert counted(connection) <= max(0, max(seconds) - seconds[0])
