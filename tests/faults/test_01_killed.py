"""Fault 1: killed while it stores a submission. What was told is there, once and whole; nothing half done is."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest
from canaries import assert_no_canary
from misbehaving_hub import MisbehavingHub
from nursery import Life, nursery
from promises import KEY, broken_promises
from sealed_submissions import CANARY, enrolled

from kiosk.protocols import State
from offline.store import Store

KILLS = 25
MANY_KILLS = 1000
SUBMITS = """
import zlib
from pathlib import Path
from offline.store import Store
from promises import payload
from sealed_submissions import prepare

def child(argument, say):
    home, number, opens_first = argument.split("|")
    if opens_first == "no":
        say("ready")
    with Store.open(Path(home)) as store:
        prepared = prepare(store, payload(int(number)))
        if opens_first == "yes":
            say(zlib.crc32((Path(home) / "queue.db").read_bytes()))
        store.put(prepared)
        say("stored", prepared.header.tracking_code, prepared.header.id, number)
"""


class Phase(StrEnum):
    """How far a submission had come when its process was killed, by what lies on the disk."""

    OPENING = "while it opened the queue"
    BEFORE = "before the first write"
    JOURNAL = "journal written"
    DATABASE = "database written"
    COMMITTED = "committed, not answered"
    ANSWERED = "answered"


IN_BETWEEN = (Phase.JOURNAL, Phase.DATABASE, Phase.COMMITTED)


def phase(home: Path, life: Life) -> Phase:
    """Say where one was killed that told, when it was about to submit, what it saw of the file."""
    if life.said:
        return Phase.ANSWERED
    changed = zlib.crc32((home / "queue.db").read_bytes()) != int(life.first)
    journal = home / "queue.db-journal"  # gone where the start before this one took back a write that was cut short
    if journal.exists() and journal.stat().st_size:
        return Phase.DATABASE if changed else Phase.JOURNAL
    return Phase.COMMITTED if changed else Phase.BEFORE


def kill_again_and_again(home: Path, wanted: int) -> tuple[list[str], Counter[Phase]]:
    """Kill until so many died between the first write and the answer; return what was told, and where they died."""
    chance = random.Random(20261122)
    said: list[str] = []
    phases: Counter[Phase] = Counter()
    with nursery(SUBMITS) as children:
        usual = []
        for number in range(8):
            life = children.raised(f"{home}|{number}|yes")
            said += life.said
            usual.append(life.took)
        longest = 1.2 * sorted(usual)[len(usual) // 2]
        while sum(phases[each] for each in IN_BETWEEN) < wanted:
            number = 8 + phases.total()
            assert number < 40 + 20 * wanted, phases
            if number % 10 == 0:
                life = children.killed(f"{home}|{number}|no", chance.uniform(0, 2 * longest))
                phases[Phase.OPENING] += 1
            else:
                life = children.killed(f"{home}|{number}|yes", chance.uniform(0, longest))
                phases[phase(home, life)] += 1
            said += life.said
    return said, phases


def histogram(phases: Counter[Phase]) -> str:
    """Return one line for each phase."""
    most = max(phases.values())
    return "\n".join(f"{each:<26} {phases[each]:>5} {'#' * round(40 * phases[each] / most)}" for each in Phase)


def no_kill_loses_anything(home: Path, kills: int) -> str:
    with Store.open(home) as store:
        hub = MisbehavingHub()
        hub.sealing_key = KEY
        enrolled(store, hub)
    said, phases = kill_again_and_again(home, kills)
    assert broken_promises(home, said) == []
    codes = [line.split()[1] for line in said]
    with Store.open(home) as store:
        stored = store.counts()[State.QUEUED]
        receipts = sum(store.print_jobs.counts().values())
    assert len(codes) == len(set(codes))
    # Committed and not told: whole, with its receipt, and offered again. While it opened, it may have come that far.
    assert len(codes) + phases[Phase.COMMITTED] <= stored
    assert stored <= len(codes) + phases[Phase.COMMITTED] + phases[Phase.OPENING]
    assert receipts == stored
    assert_no_canary(home, [CANARY])
    return histogram(phases)


def test_a_kill_between_the_first_write_and_the_answer_loses_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = no_kill_loses_anything(tmp_path / "home", KILLS)
    with capsys.disabled():
        print(f"\nkilled with SIGKILL:\n{shown}")


@pytest.mark.thorough
@pytest.mark.timeout(3600)
def test_a_thousand_kills_lose_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = no_kill_loses_anything(tmp_path / "home", MANY_KILLS)
    with capsys.disabled():
        print(f"\nkilled with SIGKILL:\n{shown}")
