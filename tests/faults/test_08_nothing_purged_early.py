"""Fault 8, the other half: with a clock that is ten years off, here or at the hub, nothing is purged early."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lane import Lane, Printed
from lying_proxy import lying_proxy

from kiosk.demo.hub_process import HubProcess
from kiosk.protocols import State

TEN_YEARS = 3653 * 86_400
HOURS_20 = 20 * 3600


@pytest.fixture
def complete(lane: Lane) -> tuple[Lane, list[Printed]]:
    """A kiosk whose forms the hub has opened."""
    printed = lane.submit(2)
    end = time.monotonic() + 30
    while {row["state"] for row in lane.rows()} != {State.COMPLETE.value}:
        assert time.monotonic() < end, "the hub did not open what it received"
        lane.sync("--once")
    return lane, printed


@pytest.mark.needs("c-compiler")
def test_a_kiosks_wrong_clock_purges_nothing(complete: tuple[Lane, list[Printed]], shim: Path) -> None:
    lane, printed = complete
    for off in (TEN_YEARS, -TEN_YEARS):
        lane.sync("--once", LD_PRELOAD=str(shim), SHIFT_SECONDS=str(off))
        lane.sync("--once")
    lane.all_arrived(printed)


@pytest.mark.thorough
@pytest.mark.needs("c-compiler")
def test_a_hubs_wrong_clock_purges_nothing_and_its_true_days_do(tmp_path: Path, kiosk_home: Path, shim: Path) -> None:
    """A hub of its own: its clock jumps ten years for a while, then days really pass."""
    home = tmp_path / "own-hub"
    process = HubProcess(home)
    settings = (home / "hub.toml").read_text(encoding="utf-8")
    (home / "hub.toml").write_text(f"backup_days = 1\n{settings}", encoding="utf-8")
    process.start()
    try:
        with lying_proxy(process.url) as proxy:
            lane = Lane(kiosk_home, home, proxy)
            lane.join(process, "library")
            kiosk_toml = kiosk_home / "kiosk.toml"
            kiosk_toml.write_text(f"hold_days = 2\n{kiosk_toml.read_text(encoding='utf-8')}", encoding="utf-8")
            printed = lane.submit(2)
            lane.sync()
            for shift in (TEN_YEARS, 0, -TEN_YEARS, 0):
                _turn(process, shim, shift)
                lane.sync("--once")
                lane.sync("--once")
            lane.all_arrived(printed)
            for step in range(1, 5):
                _turn(process, shim, step * HOURS_20)
                lane.sync("--once", LD_PRELOAD=str(shim), SHIFT_SECONDS=str(step * HOURS_20))
            assert {row["state"] for row in lane.rows()} == {State.PURGED.value}
            assert all(row["envelope"] is None for row in lane.rows())
            assert len(lane.at_the_hub(printed)) == 2
    finally:
        process.stop()


def _turn(process: HubProcess, shim: Path, seconds: int) -> None:
    """Start the hub again with its clock so far off; opening what came needs no more than that."""
    process.stop()
    process._environment |= {"LD_PRELOAD": str(shim), "SHIFT_SECONDS": str(seconds)}
    process.start()
