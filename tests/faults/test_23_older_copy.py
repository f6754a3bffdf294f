"""Fault 23: an older copy of the queue is put back. Its forms are only acknowledged again, and no code comes twice."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from fakes import FakeClock
from lane import Lane
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare

from kiosk import tracking_code
from offline.store import Store


def test_what_an_older_copy_holds_is_acknowledged_again_and_staff_are_told_what_it_lacks(
    lane: Lane, tmp_path: Path
) -> None:
    before = lane.submit(3)
    copy = tmp_path / "copy.db"
    shutil.copy(lane.home / "queue.db", copy)
    after = lane.submit(2)
    assert lane.sync()["sent"] == 5
    never_sent = lane.submit(2)
    shutil.copy(copy, lane.home / "queue.db")
    again = lane.sync("--once")
    assert (again["sent"], again["quarantined"], again["paused"]) == (3, 0, ""), "the same bytes: one receipt each"
    there = lane.at_the_hub([*before, *after, *never_sent])
    assert sorted(there) == sorted(one.id for one in [*before, *after])
    said = json.loads(lane.kiosk("status", "--json").stdout)
    assert said["missing"] == sorted(one.tracking_code for one in [*after, *never_sent])
    assert said["mishaps"][0]["kind"] == "older-copy"
    assert said["mishaps"][0]["detail"] == "4"
    lane.submit(1)
    assert lane.events().count("older-copy") == 1, "told once, not at every start"


def test_no_code_that_the_copy_does_not_know_is_given_out_again(home_and_copy: Path) -> None:
    home = home_and_copy
    with Store.open(home, clock=FakeClock()) as store:
        taken = [one.tracking_code for one in store.mishaps().missing]
        assert len(taken) == 3
        fresh = tracking_code.new_code("KK")
        picks = iter([*taken, fresh])
        patched = pytest.MonkeyPatch()
        patched.setattr(tracking_code, "new_code", lambda _prefix: next(picks))
        try:
            assert store.new_code() == fresh
        finally:
            patched.undo()


@pytest.fixture
def home_and_copy(tmp_path: Path) -> Path:
    """A queue whose file was put back as it stood before its last three promises."""
    home, copy = tmp_path / "home", tmp_path / "copy.db"
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        store.put(prepare(store))
    shutil.copy(home / "queue.db", copy)
    with Store.open(home, clock=FakeClock()) as store:
        for _ in range(3):
            store.put(prepare(store))
    shutil.copy(copy, home / "queue.db")
    return home


def test_a_mark_that_was_taken_away_is_made_again_and_told(lane: Lane) -> None:
    printed = lane.submit(2)
    (lane.home / "high-water").unlink()
    printed += lane.submit(1)
    said = json.loads(lane.kiosk("status", "--json").stdout)
    assert [one["kind"] for one in said["mishaps"]] == ["mark-missing"]
    assert said["missing"] == []
    marked = (lane.home / "high-water").read_text(encoding="ascii")
    assert not [one for one in printed if one.tracking_code not in marked]
