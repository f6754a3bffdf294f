"""Fault 10: the hub stores a submission, and its answer never comes. The replay gives one row."""

from __future__ import annotations

import time

import pytest
from lane import Lane
from lying_proxy import Lie, committed_then, dripping, nothing

from kiosk.parts import Parts
from offline.hub_client import HubClient
from offline.sync import Sync
from offline.transport import HubSettings


@pytest.mark.parametrize("lie", [committed_then(nothing), committed_then(dripping)])
@pytest.mark.parametrize("times", [1, 7])
def test_an_answer_that_never_ends_is_waited_for_only_so_long(lane: Lane, lie: Lie, times: int) -> None:
    """With deadlines of a second, so that nobody waits for those of a real kiosk (20 and 60 seconds)."""
    printed = lane.submit(times)
    lane.proxy.lies.append(lie)
    with Parts.open(lane.home, program="test") as parts:
        settings = HubSettings(lane.proxy.url, read_timeout=0.7, deadline=1.4)
        sync = Sync(parts.store, parts.secrets, lambda who, keys: HubClient(settings, who, keys), parts.clock)
        began = time.monotonic()
        report = sync.once(ignore_backoff=True)
        took = time.monotonic() - began
        sync.close()
    assert (report.sent, report.left, report.trouble, report.paused) == (0, times, "timeout", "")
    assert took < 5
    assert len(lane.at_the_hub(printed)) == times, "the hub has it, the kiosk does not know"
    lane.nothing_was_lost(printed)
    assert lane.sync("--once")["sent"] == times
    lane.all_arrived(printed)


@pytest.mark.thorough
def test_a_real_kiosk_gives_up_after_its_own_deadline(lane: Lane) -> None:
    printed = lane.submit()
    lane.proxy.lies.append(committed_then(nothing))
    began = time.monotonic()
    assert lane.sync("--once")["trouble"] == "timeout"
    assert 19 < time.monotonic() - began < 65
    assert lane.sync("--once")["sent"] == 1
    lane.all_arrived(printed)
