from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline.backoff import CAP, FIRST, LONGEST_ORDER, LONGEST_SPREAD, Backoff, read_retry_after

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@given(failures=st.integers(-5, 10**9), chance=st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_negative_nor_longer_than_the_cap(failures: int, chance: float) -> None:
    assert 0 <= Backoff(lambda: chance).delay(failures) < CAP


@given(failures=st.integers(1, 60))
def test_the_longest_wait_doubles_up_to_the_cap(failures: int) -> None:
    longest = Backoff(lambda: 1.0)
    assert longest.delay(1) == FIRST
    assert longest.delay(failures + 1) == min(CAP, 2 * longest.delay(failures))


@given(order=st.floats(0, LONGEST_ORDER), failures=st.integers(1, 100), chance=st.floats(0, 1, exclude_max=True))
def test_where_the_hub_names_a_time_nobody_comes_earlier(order: float, failures: int, chance: float) -> None:
    wait = Backoff(lambda: chance).ordered(order, failures)
    assert order <= wait <= order + CAP


def test_those_who_were_told_the_same_time_spread_after_it() -> None:
    waits = sorted(Backoff().ordered(120, 1) for _ in range(500))
    assert waits[0] >= 120
    assert waits[-1] - waits[0] > 0.9 * LONGEST_SPREAD
    assert max(after - before for before, after in itertools.pairwise(waits)) < 0.1 * LONGEST_SPREAD


def test_fifty_kiosks_come_back_spread_over_the_whole_wait() -> None:
    waits = sorted(Backoff().delay(10) for _ in range(500))
    assert waits[0] < 0.1 * CAP
    assert waits[-1] > 0.9 * CAP
    assert max(after - before for before, after in itertools.pairwise(waits)) < 0.1 * CAP


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0.0),
        ("120", 120.0),
        (" 7 ", 7.0),
        ("99999999999999999999", LONGEST_ORDER),
        ("Mon, 02 Mar 2026 09:02:00 GMT", 120.0),
        ("Mon, 02 Mar 2026 09:02:00 -0000", 120.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("Mon, 02 Mar 2099 08:00:00 GMT", LONGEST_ORDER),
        ("", None),
        ("-5", None),
        ("soon", None),
        ("1.5", None),
        ("٣", None),
    ],
)
def test_retry_after_in_both_its_forms(text: str, seconds: float | None) -> None:
    assert read_retry_after(text, NOW) == seconds


@given(st.text())
def test_any_nonsense_as_retry_after_is_read_without_a_fault(text: str) -> None:
    got = read_retry_after(text, NOW)
    assert got is None or 0 <= got <= LONGEST_ORDER
