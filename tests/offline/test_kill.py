from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from misbehaving_hub import MisbehavingHub
from sealed_submissions import CANARY, enrolled

from kiosk.protocols import State
from offline.store import Store

KILLS = 20
PUTS_FOR_EVER = """
import sys
from pathlib import Path
from offline.store import Store
from sealed_submissions import prepare

with Store.open(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    while True:
        prepared = prepare(store)
        store.put(prepared)
        print(prepared.header.tracking_code, flush=True)
"""


def test_no_acknowledged_submission_is_lost_by_kill_9(home: Path) -> None:
    """Fault 1: what was printed is there, sealed, due, once; nothing half done is left."""
    with Store.open(home) as store:
        enrolled(store, MisbehavingHub())
    chance = random.Random(20260302)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += _killed_run(home, chance.uniform(0.0, 0.03))
    with Store.open(home) as store:
        store.check()
        missing = [code for code in acknowledged if store.find(code) is None]
        stored = store.counts()[State.QUEUED]
        jobs = sum(store.print_jobs.counts().values())
    assert missing == []
    assert len(acknowledged) == len(set(acknowledged)) >= KILLS
    # A kill between COMMIT and the printed line leaves one more, whole, and offers its receipt.
    assert len(acknowledged) <= stored <= len(acknowledged) + KILLS
    assert jobs == stored
    assert all(CANARY.encode() not in path.read_bytes() for path in home.iterdir() if path.is_file())


def _killed_run(home: Path, delay: float) -> list[str]:
    tests = Path(__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", PUTS_FOR_EVER, str(home)],
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
    return [line for line in (first + rest).split("\n")[:-1] if line]
