"""Fault 9: the hub stores a submission, and its answer is an error. The replay gives one row."""

from __future__ import annotations

from lane import Lane
from lying_proxy import committed_then, error_500, for_deliveries


def test_what_the_hub_took_and_did_not_say_arrives_once(lane: Lane) -> None:
    printed = lane.submit()
    lane.proxy.always = for_deliveries(committed_then(error_500))
    said = lane.sync("--once")
    assert (said["sent"], said["left"], said["trouble"], said["paused"]) == (0, 1, "hub-error", "")
    assert lane.at_the_hub(printed) == [printed[0].id], "the hub has it, the kiosk does not know"
    lane.nothing_was_lost(printed)
    lane.proxy.always = None
    assert lane.sync("--once")["sent"] == 1
    assert len({request.body for request in lane.proxy.deliveries}) == 1, "the same bytes came again"
    lane.all_arrived(printed)


def test_a_batch_that_the_hub_took_and_did_not_say_arrives_once(lane: Lane) -> None:
    printed = lane.submit(7)
    lane.proxy.lies.append(committed_then(error_500))
    assert lane.sync("--once")["left"] == 7
    assert len(lane.at_the_hub(printed)) == 7
    assert lane.sync("--once")["sent"] == 7
    lane.all_arrived(printed)
