"""Fault 20, by stick: the same form comes again, by hand or by network, even after 400 days, and is there once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from canaries import assert_no_canary
from hub_command import hub
from lane import MOBILE, NAME, Lane

DAYS_400 = timedelta(days=400)


def at_the_hub(lane: Lane, usb: Path, *words: str, code: int = 0) -> dict[str, Any]:
    done = hub(lane.hub_home, "import", str(usb), "--json", *words)
    assert done.returncode == code, done.stderr
    return dict(json.loads(done.stdout))


def back_home(lane: Lane, usb: Path, code: int = 0) -> dict[str, Any]:
    done = lane.kiosk("import", str(usb), "--json")
    assert done.returncode == code, done.stderr
    return dict(json.loads(done.stdout))


def states(lane: Lane) -> set[str]:
    return {row["state"] for row in lane.rows()}


def test_a_queue_goes_to_the_hub_and_home_again_without_any_network(lane: Lane, usb: Path) -> None:
    printed = lane.submit(3)
    lane.proxy.requests.clear()
    written = json.loads(lane.kiosk("export", str(usb), "--json").stdout)
    assert (written["written"], written["already"], written["missing"]) == (3, 0, [])
    assert states(lane) == {"queued"}, "nothing counts before the hub's receipt"
    taken = at_the_hub(lane, usb)
    assert (taken["new"], taken["known"], taken["refused"], taken["stick"], taken["receipts"]) == (3, 0, [], [], 3)
    assert (back_home(lane, usb)["left"], states(lane)) == (0, {"complete"})
    lane.all_arrived(printed)
    assert lane.proxy.requests == []
    assert_no_canary(usb, [NAME, MOBILE])


@pytest.mark.needs("c-compiler")
def test_after_400_days_the_first_receipt_comes_again(
    lane: Lane, usb: Path, shim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_network = lane.submit(1)
    lane.kiosk("export", str(usb))
    with monkeypatch.context() as then:
        then.setenv("LD_PRELOAD", str(shim))
        then.setenv("SHIFT_SECONDS", str(-int(DAYS_400.total_seconds())))
        assert at_the_hub(lane, usb)["new"] == 1
    for receipt in usb.rglob("*.rec"):
        receipt.unlink()  # the stick was lost on its way home, and the kiosk never heard of it
    assert lane.sync()["sent"] == 1
    age = datetime.now(UTC) - datetime.fromisoformat(lane.rows()[0]["received_at"])
    assert abs(age - DAYS_400) < timedelta(days=1), "the hub names the day it first came"
    lane.all_arrived(by_network)


@pytest.mark.thorough
def test_the_same_sent_by_network_before_between_and_after_changes_nothing(lane: Lane, usb: Path) -> None:
    printed = lane.submit(4)
    lane.kiosk("export", str(usb))
    assert lane.sync()["sent"] == 4
    assert (at_the_hub(lane, usb)["new"], at_the_hub(lane, usb)["known"]) == (0, 4)
    back_home(lane, usb)
    lane.sync("--once")
    lane.all_arrived(printed)


@pytest.mark.thorough
def test_a_stick_that_was_damaged_on_the_way_loses_nothing(lane: Lane, usb: Path) -> None:
    printed = lane.submit(3)
    lane.kiosk("export", str(usb))
    victim = sorted(usb.rglob("*.sub"))[1]
    victim.write_bytes(victim.read_bytes().replace(b"a", b"b", 1))
    taken = at_the_hub(lane, usb, code=1)
    assert (taken["new"], [one["file"] for one in taken["refused"]]) == (2, [victim.name])
    assert [one["problem"] for one in taken["stick"]] == ["damaged"]
    back_home(lane, usb)
    lane.nothing_was_lost(printed)
    assert json.loads(lane.kiosk("export", str(usb), "--json").stdout)["written"] == 1
    assert at_the_hub(lane, usb)["new"] == 1
    back_home(lane, usb)
    lane.all_arrived(printed)
