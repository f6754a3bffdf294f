"""Fault 3: killed while it sends, again and again until all is sent. The hub has each submission once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import pytest
from lane import Lane, Printed
from nursery import Life, nursery

from kiosk.parts import Parts
from kiosk.protocols import State

WAITING, KILLS = 120, 12
MANY_WAITING, MANY_KILLS = 600, 100
SYNCS = """
from pathlib import Path
import requests
import offline.sync
from kiosk.parts import Parts

def child(argument, say):
    with Parts.open(Path(argument), program="kiosk sync") as parts:
        say("ready")
        sync = parts.sync()
        sync.once(ignore_backoff=True)
        sync.close()
"""


def killed_until_drained(lane: Lane, printed: Sequence[Printed], kills: int) -> Counter[str]:
    """Kill sync after sync, so that about so many die on the way; return how they fared."""
    chance = random.Random(3)
    fared: Counter[str] = Counter()
    with nursery(SYNCS) as children:
        while left := unsent(lane):
            # Long enough to get on a little, and too short to end: what is left goes in about as many lives as wanted.
            life = children.killed(str(lane.home), chance.uniform(0.02, 0.08 + 4 * len(printed) / 1000 / kills))
            arrived = left - unsent(lane)
            fared[how(life, arrived)] += 1
            lane.nothing_was_lost(printed)
            assert fared.total() < 20 * kills, fared
    return fared


def unsent(lane: Lane) -> int:
    """Open the queue as the next start does, and return how many submissions the hub has not acknowledged."""
    with Parts.open(lane.home, program="kiosk sync") as parts:
        counts = parts.store.counts()
    return sum(counts[state] for state in (State.QUEUED, State.WAITING, State.SENDING, State.QUARANTINED))


def how(life: Life, arrived: int) -> str:
    if not life.killed:
        return "ended by itself"
    return "killed with some acknowledged" if arrived else "killed with none acknowledged"


def drains(lane: Lane, waiting: int, kills: int) -> Counter[str]:
    printed = lane.submit(waiting)
    fared = killed_until_drained(lane, printed, kills)
    lane.all_arrived(printed)
    assert len(set(lane.at_the_hub(printed))) == waiting
    return fared


def test_the_hub_has_each_once_however_often_the_kiosk_dies(lane: Lane, capsys: pytest.CaptureFixture[str]) -> None:
    fared = drains(lane, WAITING, KILLS)
    with capsys.disabled():
        print("\n" + "\n".join(f"{word:<30} {number:>5}" for word, number in fared.items()))
    assert fared["killed with some acknowledged"] + fared["killed with none acknowledged"] > 0


@pytest.mark.thorough
@pytest.mark.timeout(3600)
def test_six_hundred_arrive_through_a_hundred_kills(lane: Lane) -> None:
    drains(lane, MANY_WAITING, MANY_KILLS)
