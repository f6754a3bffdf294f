"""Fault 21: a second program wants to write to the same folder. It refuses and says who works there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from lane import Lane, answers

WRITES = "import sys; from pathlib import Path; from kiosk.parts import Parts\n"
WRITES += "parts = Parts.open(Path(sys.argv[1]), program='kiosk run'); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def other(lane: Lane) -> Iterator[subprocess.Popen[str]]:
    """A kiosk that is open."""
    command = [sys.executable, "-c", WRITES, str(lane.home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_the_second_refuses_and_names_the_first(lane: Lane, other: subprocess.Popen[str]) -> None:
    before = lane.rows()
    for words in (("sync", "--once"), ("submit", "missed-bin"), ("enrol", lane.proxy.url, "AAAA-AAAA"), ("run",)):
        refused = lane.kiosk(*words, said=answers(), QT_QPA_PLATFORM="offscreen")
        assert refused.returncode == 1, words
        assert f"kiosk run (process {other.pid}) already works on" in refused.stderr, words
    assert lane.rows() == before
    assert json.loads(lane.kiosk("status", "--json").stdout)["counts"]["queued"] == 0


def test_once_the_first_is_gone_even_by_a_kill_the_next_may_write(lane: Lane, other: subprocess.Popen[str]) -> None:
    other.kill()
    other.wait()
    printed = lane.submit()
    assert lane.sync()["sent"] == 1
    lane.all_arrived(printed)
