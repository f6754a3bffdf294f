"""Fault 6: the disk is full at any write. Nothing is promised, what is stored stays, new journeys are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from canaries import assert_no_canary
from failing_disk import run_on
from sealed_submissions import CANARY

from offline.store import Store

# One submission for each write that it takes, without a reserve: from the first write on the disk is full, then from
# the second, and so on; then the same where only that one write fails.
SENDS = """
import errno, json, sys
from pathlib import Path
from attached_files import in_clear, sealed
from failing_disk import FOR_EVER, Call, fail, heal
from misbehaving_hub import MisbehavingHub
from msgspec.structs import replace
from sealed_submissions import enrolled, prepare
from kiosk.clock import SystemClock
from kiosk.errors import NotStoredError
from offline.database import Database
from offline.reserve import Reserve
from offline.store import Store

home = Path(sys.argv[1])
with Store(Database.open(home), Reserve(home, 256 * 1024), SystemClock()) as store:
    enrolled(store, MisbehavingHub())
    kept = prepare(store)
    store.put(kept)
    for files in ([], sealed(20_000)):
        for times in (FOR_EVER, 1):
            number = failed = 1
            while failed:
                prepared, reason = prepare(store), ""
                prepared = replace(prepared, header=replace(prepared.header, **in_clear(files)), attachments=files)
                fail(Call.WRITE, number, times, errno.ENOSPC, str(home))
                try:
                    store.put(prepared)
                except NotStoredError as error:
                    reason = error.reason
                opens = store.room_for_a_journey()
                failed = heal()
                (home / "reserve").unlink(missing_ok=True)
                assert store.find(kept.header.tracking_code) is not None
                there = store.find(prepared.header.tracking_code) is not None
                print(json.dumps({"code": prepared.header.tracking_code, "reason": reason, "there": there,
                                  "failed": failed, "times": times, "opens": opens, "files": len(files)}))
                number += 1
    assert store.room_for_a_journey()
    store.check()
"""


@pytest.mark.needs("c-compiler")
def test_a_disk_that_is_full_at_any_write_costs_nothing_that_is_stored(failing_disk: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    sends = run_on(failing_disk, SENDS, home)
    full = [send for send in sends if send["failed"] and send["times"] > 1]
    assert len(full) > 20, "each of many writes was refused"
    assert [send for send in sends if send["there"] == bool(send["reason"])] == [], "there, or refused, never both"
    assert {send["reason"] for send in full} == {"disk-full", ""}
    assert not [send for send in full if send["opens"]], "no journey begins that could not be stored"
    with Store.open(home) as store:
        store.check()
        assert not [send for send in sends if not send["reason"] and store.find(send["code"]) is None]
        assert sum(store.counts().values()) == sum(store.print_jobs.counts().values())
        assert store.mishaps().missing == ()
    assert_no_canary(home, [CANARY])
