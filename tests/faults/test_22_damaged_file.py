"""Fault 22: the queue's file is damaged. It is noticed, kept as it is, and what can be read goes on in a new one."""

from __future__ import annotations

import json
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from failing_disk import run_on
from lane import Lane, Printed

from offline.store import Store

PAGE = 4096


def one_bit_of_each_page(file: Path) -> bytes:
    """Turn one bit in every page; returns what the file holds then."""
    content = bytearray(file.read_bytes())
    for start in range(0, len(content), PAGE):
        content[start + random.Random(start).randrange(PAGE)] ^= 1 << (start // PAGE) % 8
    file.write_bytes(content)
    return bytes(content)


def every_code_is_accounted_for(lane: Lane, printed: list[Printed]) -> None:
    """Each is at the hub once, or staff are told its code: as one that was damaged, or as one that is not there."""
    there = lane.at_the_hub(printed)
    assert len(there) == len(set(there))
    with Store.open(lane.home, read_only=True) as store:
        told = {code for code, reason in store.outbox.quarantined() if reason == "damaged"}
        told.update(one.tracking_code for one in store.mishaps().missing)
    assert {one.tracking_code for one in printed if one.id not in there} == told


def test_service_goes_on_with_what_can_be_read_and_staff_are_told_of_the_rest(lane: Lane) -> None:
    printed = lane.submit(8)
    damaged = one_bit_of_each_page(lane.home / "queue.db")
    printed += lane.submit(1)  # service goes on, as the same kiosk
    (kept,) = lane.home.glob("queue-damaged-*.db")
    assert kept.read_bytes() == damaged, "kept as it was"
    lane.sync("--once")
    every_code_is_accounted_for(lane, printed)
    told = json.loads(lane.kiosk("status", "--json").stdout)
    assert told["set_aside"] == [kept.name]
    assert [one["kind"] for one in told["mishaps"]] == ["salvaged"]
    doctor = json.loads(lane.kiosk("doctor", "--json").stdout)
    (finding,) = (finding for finding in doctor if finding["check"] == "queue's file")
    assert not finding["ok"]
    assert kept.name in finding["remedy"]


def test_a_file_that_has_gone_is_noticed(lane: Lane) -> None:
    printed = lane.submit(2)
    for file in lane.home.glob("queue.db*"):
        file.unlink()
    after = lane.submit(1)
    assert lane.sync("--once")["sent"] == 1
    assert len(lane.at_the_hub(after)) == 1
    every_code_is_accounted_for(lane, [*printed, *after])
    told = lane.kiosk("find", printed[0].tracking_code)
    assert (told.returncode, "promised here" in told.stderr) == (1, True)


HALF_A_WRITE = """
import sys, time
from pathlib import Path
from sealed_submissions import prepare
from offline.database import Database
from offline.store import Store
with Store.open(Path(sys.argv[1])) as store:
    with store._database.transaction() as connection:
        connection.execute("PRAGMA cache_spill = 1")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("UPDATE submissions SET reason = hex(randomblob(900))")
        connection.execute("INSERT INTO meta SELECT 'x' || value, hex(randomblob(2000)) FROM json_each(?)",
                           (str(list(range(300))),))
        print("half", flush=True)
        time.sleep(60)
"""


def half_a_write(home: Path) -> None:
    """Kill a program in the middle of a long write: its pages stand half in the file, their old ones in the journal."""
    tests = Path(__file__).parents[1]
    command = [sys.executable, "-c", HALF_A_WRITE, str(home)]
    environment = {"PYTHONPATH": f"{tests}:{tests.parent}", "PATH": "/usr/bin:/bin"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "half\n"
        child.send_signal(signal.SIGKILL)


def torn(file: Path) -> bool:
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)) as queue:
        try:
            return queue.execute("PRAGMA integrity_check").fetchone() != ("ok",)
        except sqlite3.DatabaseError:
            return True


def test_a_write_cut_short_is_taken_back_before_the_file_is_judged(lane: Lane) -> None:
    printed = lane.submit(8)
    half_a_write(lane.home)
    assert (lane.home / "queue.db-journal").stat().st_size > 0
    printed += lane.submit(1)
    assert not list(lane.home.glob("queue-damaged-*"))
    assert lane.sync()["sent"] == 9
    lane.all_arrived(printed)


def test_a_journal_that_was_taken_away_after_a_cut_is_noticed_and_nothing_promised_is_lost(lane: Lane) -> None:
    printed = lane.submit(8)
    half_a_write(lane.home)
    (lane.home / "queue.db-journal").unlink()
    assert torn(lane.home / "queue.db"), "the fault is a real one"
    with Store.open(lane.home) as store:
        assert [one.kind for one in store.mishaps().happened] == ["salvaged"]
    lane.sync("--once")
    every_code_is_accounted_for(lane, printed)
    assert len(lane.at_the_hub(printed)) == len(printed)


NO_ROOM = """
import errno, json, sys
from pathlib import Path
from failing_disk import FOR_EVER, Call, fail, heal
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare
from offline.database import StorageError
from offline.store import Store

home = Path(sys.argv[1])
with Store.open(home) as store:
    enrolled(store, MisbehavingHub())
    codes = [prepare(store) for _ in range(5)]
    for one in codes:
        store.put(one)
damaged = bytes(100) + (home / "queue.db").read_bytes()[100:]
(home / "queue.db").write_bytes(damaged)
for call, error in ((Call.WRITE, errno.ENOSPC), (Call.SYNC, errno.EIO)):
    number, failed = 1, 1
    while failed and number < 400:
        opens = True
        fail(call, number, FOR_EVER, error, "salvage")
        try:
            Store.open(home).close()
        except StorageError:
            opens = False
        failed = heal()
        assert opens == (not failed), number
        kept = [file.read_bytes() for file in home.glob("queue-damaged-*.db")]
        assert damaged in ([(home / "queue.db").read_bytes()] if failed else kept), number
        number += 7
    with Store.open(home) as store:
        there = [store.find(one.header.tracking_code) is not None for one in codes]
    print(json.dumps({"tries": number, "there": there}))
    (home / "queue.db").write_bytes(damaged)
"""


@pytest.mark.needs("c-compiler")
def test_without_room_for_the_new_file_the_damaged_one_stays_until_there_is_some(
    failing_disk: Path, tmp_path: Path
) -> None:
    for tries in run_on(failing_disk, NO_ROOM, tmp_path / "home"):
        assert tries["tries"] > 7
        assert tries["there"] == [True] * 5
