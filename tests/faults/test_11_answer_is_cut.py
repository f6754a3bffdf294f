"""Fault 11: the hub stores a submission, and its answer breaks off in the middle. The replay gives one row."""

from __future__ import annotations

import pytest
from lane import Lane
from lying_proxy import committed_then, cut_in_the_middle


@pytest.mark.parametrize("times", [1, 7])
def test_an_answer_cut_in_the_middle_is_no_answer(lane: Lane, times: int) -> None:
    printed = lane.submit(times)
    lane.proxy.lies.append(committed_then(cut_in_the_middle))
    said = lane.sync("--once")
    assert (said["sent"], said["left"], said["trouble"], said["paused"]) == (0, times, "cut-off", "")
    assert len(lane.at_the_hub(printed)) == times
    lane.nothing_was_lost(printed)
    assert lane.sync("--once")["sent"] == times
    lane.all_arrived(printed)
