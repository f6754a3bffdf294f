"""Fault 1, with a life event: killed anywhere while its parts are stored, all of them are there or none is."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from canaries import assert_no_canary
from misbehaving_hub import MisbehavingHub
from sealed_submissions import CANARY, enrolled

from kiosk.protocols import State
from offline.store import Store

PARTS = 4
PUTS_FOR_EVER = """
import sys
from pathlib import Path
from offline.store import Store
from sealed_submissions import prepare

with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    while True:
        parts = [prepare(store) for _ in range(int(sys.argv[2]))]
        store.put_together(parts)
        print(*(part.header.tracking_code for part in parts), flush=True)
"""


LONG = [pytest.mark.thorough, pytest.mark.timeout(3600)]  # each kill starts Python anew; slow where others work


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=LONG)])
def test_a_life_event_is_stored_whole_or_not_at_all(tmp_path: Path, kills: int) -> None:
    home = tmp_path / "home"
    with Store.open(home) as store:
        enrolled(store, MisbehavingHub())
    chance = random.Random(20260712)
    told = [codes for _ in range(kills) for codes in _killed_run(home, chance.uniform(0.0, 0.06))]
    assert told
    with Store.open(home) as store:
        store.check()
        assert [code for codes in told for code in codes if store.find(code) is None] == []
        stored = store.counts()[State.QUEUED]
    assert stored % PARTS == 0
    assert len(told) <= stored // PARTS <= len(told) + kills
    assert_no_canary(home, [CANARY])


def _killed_run(home: Path, delay: float) -> list[list[str]]:
    tests = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", PUTS_FOR_EVER, str(home), str(PARTS)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": f"{tests}:{tests.parent}"},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        first = child.stdout.readline()
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    return [line.split() for line in (first + rest).split("\n")[:-1] if line]
