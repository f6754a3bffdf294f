"""Staff read how sending stands: what rests, what helps, when it is tried again, and what was set aside."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from kiosk.commands.line_words import as_time, lines, next_try
from offline.outcomes import Trouble

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
AT = NOW.timestamp()


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_trouble_is_told_with_its_meaning_and_the_next_try(trouble: Trouble) -> None:
    (failed,) = lines("", trouble, AT + 240, {trouble: 3}, [], NOW)
    (paused,) = lines(trouble, trouble, AT + 240, {}, [], NOW)
    assert failed.startswith(f"The last try failed ({trouble}): ")
    assert paused.startswith(f"Sending is paused ({trouble}): ")
    assert failed.endswith("in 4 minutes.")
    assert len(failed.split()) > 15


def test_where_all_is_well_nothing_is_said() -> None:
    assert lines("", "", 0, {}, [], NOW) == []


def test_what_waits_alone_and_what_was_set_aside_is_told_too() -> None:
    alone, aside = lines("", "", 0, {"too-large-for-network": 1}, [("KK-2345-6789-A", "malformed")], NOW)
    assert alone.startswith("1 form waits (too-large-for-network): A filter")
    assert aside.startswith("KK-2345-6789-A: set aside (malformed): The hub cannot read it.")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "now."), (0, "now."), (20, "within a minute."), (61, "in 1 minutes."), (900, "in 15 minutes.")],
)
def test_the_next_try_in_words(seconds: float, words: str) -> None:
    assert next_try(AT + seconds, NOW).endswith(words.replace("1 minutes", "1 minute"))


def test_a_next_try_set_by_a_wrong_clock_counts_for_nothing() -> None:
    assert next_try(AT + 10 * 365 * 86_400, NOW).endswith("now.")
    assert as_time(0) is None
    assert as_time(AT) == NOW
