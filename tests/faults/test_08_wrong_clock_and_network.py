"""Fault 8, the network's half: the clock is ten years off. It drains once the clock is right; no check is skipped."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lane import Lane
from lying_proxy import told

TEN_YEARS = 10 * 365 * 86_400


@pytest.mark.needs("c-compiler")
@pytest.mark.parametrize("off", [TEN_YEARS, -TEN_YEARS])
def test_with_a_wrong_clock_nothing_leaves_and_with_the_right_one_everything(
    tls_lane: Lane, shim: Path, off: int
) -> None:
    lane, wrong = tls_lane, {"LD_PRELOAD": str(shim), "SHIFT_SECONDS": str(off)}
    printed = [*lane.submit(2), *lane.submit(1, **wrong)]
    years = [datetime.fromisoformat(row["sent_at"]).year - datetime.now(UTC).year for row in lane.rows()]
    assert [abs(year) >= 9 for year in years] == [False, False, True], "the clock really was wrong"
    for _ in range(2):
        said = lane.sync("--once", **wrong)
        assert (said["sent"], said["left"], said["paused"]) == (0, 3, "tls"), "the hub's certificate does not fit"
    assert lane.proxy.requests == []
    lane.nothing_was_lost(printed)
    said = lane.sync()  # not even asked to hurry: what a wrong clock put off is due
    assert (said["sent"], said["left"], said["paused"]) == (3, 0, "")
    lane.all_arrived(printed)


@pytest.mark.needs("c-compiler")
def test_what_waits_for_years_by_a_wrong_clock_is_due_when_it_is_right(lane: Lane, shim: Path) -> None:
    """A hub that is away while the clock runs ahead: the next try is set for a year that never comes."""
    wrong = {"LD_PRELOAD": str(shim), "SHIFT_SECONDS": str(TEN_YEARS)}
    printed = lane.submit(2)
    lane.proxy.always = told(503, Retry_After="600")
    assert lane.sync("--once", **wrong)["trouble"] == "hub-busy"
    lane.proxy.always = None
    assert json.loads(lane.kiosk("status", "--json").stdout)["trouble"] == "hub-busy"
    assert lane.sync()["sent"] == 2
    lane.all_arrived(printed)
