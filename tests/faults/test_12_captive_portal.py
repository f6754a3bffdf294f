"""Fault 12: a log-in page of the network answers 200 instead of the hub. Sending rests, and what waits is kept."""

from __future__ import annotations

import json

from lane import Lane
from lying_proxy import CAPTIVE_PORTAL


def test_a_log_in_page_is_no_receipt(lane: Lane) -> None:
    printed = lane.submit(3)
    before = [(row["tries"], row["envelope"]) for row in lane.rows()]
    lane.proxy.always = CAPTIVE_PORTAL
    done = lane.kiosk("sync", "--once")
    assert done.returncode == 1
    assert "sent 0" in done.stdout
    assert "Log the computer in to the network" in done.stderr
    assert len(lane.proxy.requests) == 1, "one question was enough: nothing more is told to a stranger"
    assert [(row["tries"], row["envelope"]) for row in lane.rows()] == before
    assert {row["state"] for row in lane.rows()} == {"queued"}
    assert json.loads(lane.kiosk("status", "--json").stdout)["paused"] == "captive-portal"
    assert lane.at_the_hub(printed) == []
    lane.nothing_was_lost(printed)
    lane.proxy.always = None
    said = lane.sync("--once")
    assert (said["sent"], said["paused"]) == (3, "")
    assert lane.events().count("paused") == lane.events().count("resumed") == 1
    lane.all_arrived(printed)
