"""Fault 13: the answer leads to another host. Nobody goes there, whatever the kind of redirect."""

from __future__ import annotations

from lane import Lane
from lying_proxy import lying_proxy, told


def test_a_redirect_is_never_followed(lane: Lane) -> None:
    printed = lane.submit(2)
    before = [(row["state"], row["tries"]) for row in lane.rows()]
    with lying_proxy(lane.proxy.url) as elsewhere:
        for status in (301, 302, 303, 307, 308):
            lane.proxy.requests.clear()
            lane.proxy.always = told(status, "text/html", Location=f"{elsewhere.url}/v1/submissions")
            said = lane.sync("--once")
            assert (said["sent"], said["left"], said["paused"]) == (0, 2, "redirected")
            assert len(lane.proxy.requests) == 1
        assert elsewhere.requests == [], "neither a byte nor the kiosk's token reached the other host"
    assert [(row["state"], row["tries"]) for row in lane.rows()] == before
    lane.nothing_was_lost(printed)
    lane.proxy.always = None
    assert lane.sync("--once")["sent"] == 2
    lane.all_arrived(printed)
