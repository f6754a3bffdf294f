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
TEN_YEARS = 3653 * 24  # hours


def fresh() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.execute(
        "CREATE TABLE hub_time (counted REAL DEFAULT 0, hub_at TEXT, here_at TEXT, backup_days INTEGER DEFAULT 0)"
    )
    connection.execute("INSERT INTO hub_time DEFAULT VALUES")
    return connection


def counted(connection: sqlite3.Connection) -> float:
    return float(connection.execute("SELECT counted FROM hub_time").fetchone()[0])


@pytest.mark.parametrize(
    ("there", "here", "days"),
    [
        ([0], [0], 0.0),
        ([0, 12, 24], [0, 12, 24], 1.0),
        ([0, 24 * 60], [0, 24 * 60], 1.0),  # away for two months
        ([0, TEN_YEARS], [0, 1], 1 / 24),  # the hub's clock jumps
        ([0, TEN_YEARS, 1, 7], [0, 0, 1, 7], 0.25),
        ([0, -TEN_YEARS, -TEN_YEARS + 6], [0, 0, 6], 0.25),
        ([0, 1], [0, TEN_YEARS], 1 / 24),  # ours does
        ([0, 1, 7], [0, -TEN_YEARS, -TEN_YEARS + 6], 0.25),
        ([0, TEN_YEARS], [0, TEN_YEARS], 1.0),  # both together
    ],
)
def test_what_both_clocks_say_has_passed_counts_and_a_day_at_most(
    there: list[int], here: list[int], days: float
) -> None:
    connection = fresh()
    for hub, ours in zip(there, here, strict=True):
        hub_time.told(connection, NOW + timedelta(hours=hub), 7, NOW + timedelta(hours=ours))
    assert counted(connection) == pytest.approx(days * DAY)


SECONDS = st.integers(-100_000_000, 400_000_000)


@given(st.lists(st.tuples(SECONDS, SECONDS), max_size=60))
def test_so_many_days_need_as_many_answers_whatever_the_clocks_say(seconds: list[tuple[int, int]]) -> None:
    connection = fresh()
    for answers, (there, here) in enumerate(seconds):
        before = counted(connection)
        hub_time.told(connection, NOW + timedelta(seconds=there), 7, NOW + timedelta(seconds=here))
        assert before <= counted(connection) <= before + DAY
        assert counted(connection) <= answers * DAY


@given(st.lists(st.integers(0, 80_000), min_size=1, max_size=60).map(sorted), st.lists(SECONDS, max_size=10))
def test_while_ours_is_right_no_jump_of_the_hubs_adds_a_second(hours: list[int], jumps: list[int]) -> None:
    connection = fresh()
    for number, hour in enumerate(hours):
        off = jumps[number % len(jumps)] if jumps else 0
        hub_time.told(connection, NOW + timedelta(seconds=hour + off), 7, NOW + timedelta(seconds=hour))
    assert counted(connection) <= hours[-1] - hours[0]


@given(st.lists(st.integers(0, 40_000_000), min_size=1, max_size=60))
def test_what_a_stick_brings_never_counts_twice(seconds: list[int]) -> None:
    """However often and in whatever order old receipts come: never more than lies between the first and the newest."""
    connection = fresh()
    for number, second in enumerate(seconds):
        hub_time.told_by_hand(connection, NOW + timedelta(seconds=second), NOW + timedelta(days=number))
    assert counted(connection) <= max(0, max(seconds) - seconds[0])
