"""Fault 16: the hub answers 401 in the middle of draining. Sending rests; nobody has used up a try."""

from __future__ import annotations

from lane import Lane
from lying_proxy import PROBLEM, honest, told

REFUSALS = [(401, PROBLEM, "not-authorised"), (403, PROBLEM, "not-authorised"), (403, "text/html", "blocked")]


def test_a_refused_token_pauses_all_and_blames_no_submission(lane: Lane) -> None:
    printed = lane.submit(52)
    lane.proxy.lies.append(honest)  # the first batch goes through
    sent = 50
    for status, kind, reason in REFUSALS:
        lane.proxy.lies.append(told(status, kind))
        said = lane.sync("--once")
        assert (said["sent"], said["left"], said["paused"]) == (sent, 2, reason)
        waiting = [row for row in lane.rows() if row["state"] not in ("received", "complete")]
        assert [(row["state"], row["tries"], row["reason"]) for row in waiting] == [("queued", 0, "")] * 2
        sent = 0
    lane.nothing_was_lost(printed)
    said = lane.sync("--once")
    assert (said["sent"], said["left"], said["paused"]) == (2, 0, "")
    lane.all_arrived(printed)
