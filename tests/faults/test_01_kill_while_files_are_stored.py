"""Fault 1, with files: killed anywhere while 600 KB are stored, a submission is there with every chunk or not."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from attached_files import FILE_CANARY
from canaries import assert_no_canary
from misbehaving_hub import MisbehavingHub
from sealed_submissions import CANARY, enrolled

from offline.store import Store
from offline.wire import digest, read_envelope

PUTS_FOR_EVER = """
import sys
from pathlib import Path
from attached_files import sealed
from offline.store import Store
from sealed_submissions import prepare

with Store.open(Path(sys.argv[1])) as store:
    files = sealed(600_000, 5_000)
    print("ready", flush=True)
    while True:
        prepared = prepare(store, attachments=files)
        store.put(prepared)
        print(prepared.header.tracking_code, flush=True)
"""


LONG = [pytest.mark.thorough, pytest.mark.timeout(3600)]  # each kill starts Python anew; slow where others work


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=LONG)])
def test_a_submission_with_a_missing_chunk_cannot_exist(tmp_path: Path, kills: int) -> None:
    home = tmp_path / "home"
    with Store.open(home) as store:
        enrolled(store, MisbehavingHub())
    chance = random.Random(20260303)
    acknowledged = [code for _ in range(kills) for code in _killed_run(home, chance.uniform(0.0, 0.06))]
    with Store.open(home) as store:
        store.check()
        assert [code for code in acknowledged if store.find(code) is None] == []
    with closing(sqlite3.connect(home / "queue.db")) as queue:
        envelopes = queue.execute("SELECT id, envelope FROM envelopes").fetchall()
        assert len(acknowledged) <= len(envelopes) <= len(acknowledged) + kills
        for identity, envelope in envelopes:
            chunks = queue.execute("SELECT chunk FROM chunks WHERE id = ? ORDER BY attachment, number", (identity,))
            files = sorted(read_envelope(envelope).header.attachments, key=lambda file: file.id)
            named = [found for file in files for found in file.chunks]
            assert [digest(chunk) for (chunk,) in chunks] == named
        (strays,) = queue.execute("SELECT COUNT(*) FROM chunks WHERE id NOT IN (SELECT id FROM envelopes)").fetchone()
    assert strays == 0
    assert_no_canary(home, [FILE_CANARY, CANARY])


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
