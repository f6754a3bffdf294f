"""Fault 4: the power goes at any write. What was promised is there, whole, whatever the disk did with the rest.

A real process works on a queue below a recorder (power_cut.c); its disk is rebuilt as it may stand after a cut at each
point, and the product opens it. The same work with settings known to be too weak must lose what it promised, so the
disk played here is one that bites.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from canaries import assert_no_canary
from power_cut import Disk, Op, Whim, build_recorder, every_cut, lay_out, read_log, recorded
from promises import broken_promises
from sealed_submissions import CANARY

TESTS = Path(__file__).parents[1]
SEEDS = 60
MANY_SEEDS = 1000
WORK = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from misbehaving_hub import MisbehavingHub
from promises import KEY, payload
from sealed_submissions import enrolled, prepare
from kiosk.comeback_code import proof_of
from kiosk.protocols import State
from kiosk.submission import EndedDraft
from offline import opening
from offline.drafts import KeptDraft
from offline.outbox import Verdict
from offline.store import Store

def say(*words):
    print(*words, flush=True)

opening.SETTINGS.update(json.loads(sys.argv[2]))
hub = MisbehavingHub()
hub.sealing_key = KEY
with Store.open(Path(sys.argv[1])) as store:
    enrolled(store, hub)
    say("enrolled", hub.prefix)

    def submit(number, ends=None):
        prepared = prepare(store, payload(number), ends=ends)
        if ends is not None:
            say("ends", ends.locator, prepared.header.tracking_code)
        store.put(prepared)
        say("stored", prepared.header.tracking_code, prepared.header.id, number)
        return prepared.header

    headers = [submit(number) for number in range(3)]
    job = store.print_jobs.take()
    store.print_jobs.done(job.number)
    say("printed", job.tracking_code)
    store.outbox.mark_sending([header.id for header in headers])
    store.outbox.settle([Verdict(headers[0].id, State.RECEIVED), Verdict(headers[1].id, State.WAITING, "busy", 9.0)])
    say("received", headers[0].tracking_code)
    half = EndedDraft("ab" * 32, proof_of(b"t" * 32), b"t" * 32)
    store.drafts.keep(KeptDraft(half.locator, "kept", 1, b"sealed" * 400, half.proof, datetime(2100, 1, 1, tzinfo=UTC)))
    say("saved", half.locator)
    submit(3, ends=half)
    store.print_jobs.take()
"""


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_recorder(tmp_path_factory.mktemp("recorder"))


@pytest.fixture(scope="module")
def work(recorder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Op]:
    """What the product does to its disk."""
    return record(recorder, tmp_path_factory.mktemp("work"))


@pytest.fixture
def played() -> Iterator[Path]:
    """A folder in memory where there is one: the disk that matters is the one played."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Path(folder)


def record(recorder: Path, tmp_path: Path, **settings: str | int) -> list[Op]:
    """Do the work below the recorder and return what it did; the recording accounts for every byte on the disk."""
    disk, log = tmp_path / "disk", tmp_path / "log"
    disk.mkdir()
    environment = os.environ | recorded(disk, log, recorder) | {"PYTHONPATH": f"{TESTS}:{TESTS.parent}"}
    command = [sys.executable, "-c", WORK, str(disk / "home"), json.dumps(settings)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ops = read_log(log, disk)
    *_, (_, last) = every_cut(ops)
    assert last.after(Whim.everything()) == {
        path.relative_to(disk).as_posix(): path.read_bytes() for path in disk.rglob("*") if path.is_file()
    }
    assert last.said == done.stdout.splitlines()
    return ops


def after_the_cut(disk: Disk, whim: Whim, folder: Path) -> list[str]:
    """Cut the power now; return what is broken once it is back."""
    home = lay_out(disk.after(whim), folder / "disk") / "home"
    try:
        return broken_promises(home, disk.said)
    finally:
        shutil.rmtree(folder / "disk")


def seeded_cuts(ops: list[Op], seeds: int, folder: Path) -> dict[int, list[str]]:
    """Cut at a point that each seed chooses, with a whim that it chooses; return what broke, by seed."""
    broken: dict[int, list[str]] = {}
    whims = [(seed, Whim.of(seed)) for seed in range(seeds)]
    order = sorted(((whim.chance.randint(0, len(ops)), seed, whim) for seed, whim in whims), key=lambda one: one[:2])
    for at, disk in every_cut(ops):
        while order and order[0][0] == at:
            _, seed, whim = order.pop(0)
            if found := after_the_cut(disk, whim, folder):
                broken[seed] = found
    return broken


def cuts_at_any_step(ops: list[Op], whim: Whim, folder: Path) -> dict[int, list[str]]:
    """Cut after every operation, with the same whim; return what broke, by how far it had come."""
    broken: dict[int, list[str]] = {}
    before: object = None
    for at, disk in every_cut(ops):
        now = (disk.after(whim), len(disk.said))
        if now != before and (found := after_the_cut(disk, whim, folder)):
            broken[at] = found
        before = now
    return broken


@pytest.mark.needs("c-compiler")
def test_nothing_that_was_ever_written_shows_an_answer(work: list[Op], tmp_path: Path) -> None:
    (tmp_path / "written").write_bytes(b"\n".join({op.data for op in work if op.kind == "W"}))
    assert_no_canary(tmp_path, [CANARY])


@pytest.mark.needs("c-compiler")
def test_nothing_promised_is_lost_whatever_a_disk_does(work: list[Op], played: Path) -> None:
    assert seeded_cuts(work, SEEDS, played) == {}


@pytest.mark.thorough
@pytest.mark.needs("c-compiler")
def test_nothing_promised_is_lost_in_a_thousand_power_cuts(work: list[Op], played: Path) -> None:
    assert seeded_cuts(work, MANY_SEEDS, played) == {}


@pytest.mark.parametrize("whim", [Whim.nothing(), Whim.everything()], ids=["only-synced", "all-written"])
@pytest.mark.needs("c-compiler")
def test_nothing_promised_is_lost_at_any_step(work: list[Op], played: Path, whim: Whim) -> None:
    """Every prefix of the recording; where two look the same and promised the same, one of them will do."""
    assert cuts_at_any_step(work, whim, played) == {}


@pytest.mark.parametrize(
    "settings",
    [
        # All since the last check-point may be gone.
        {"journal_mode": "wal", "synchronous": 1},
        # The last commit is undone wherever the journal's removal did not come through.
        {"journal_mode": "delete", "synchronous": 2},
    ],
    ids=["wal-normal", "delete-full"],
)
@pytest.mark.needs("c-compiler")
def test_weaker_settings_lose_what_they_promised(
    recorder: Path, tmp_path: Path, played: Path, settings: dict[str, str | int]
) -> None:
    """The same cuts find what is known to be unsafe: they would find it in ours."""
    broken = cuts_at_any_step(record(recorder, tmp_path, **settings), Whim.nothing(), played)
    assert any(promise.endswith("is gone") for found in broken.values() for promise in found)


@pytest.mark.thorough
@pytest.mark.parametrize(("journal", "synchronous"), [("wal", 2), ("delete", 3), ("persist", 2)])
@pytest.mark.needs("c-compiler")
def test_other_settings_known_to_be_safe_lose_nothing(
    recorder: Path, tmp_path: Path, played: Path, journal: str, synchronous: int
) -> None:
    """The disk played is no harsher than the promises it is built on."""
    ops = record(recorder, tmp_path, journal_mode=journal, synchronous=synchronous)
    assert seeded_cuts(ops, MANY_SEEDS, played) == {}
