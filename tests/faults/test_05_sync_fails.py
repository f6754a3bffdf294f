"""Fault 5: the disk answers a sync with EIO. Nothing unsafe is promised, and nothing is tried blindly again."""

from __future__ import annotations

from pathlib import Path

import pytest
from canaries import assert_no_canary
from failing_disk import run_on
from sealed_submissions import CANARY
from trail import trail

from offline.store import Store

# One submission for each sync that it takes: the first sync fails, then the second, and so on, until none is left.
SENDS = """
import errno, json, sys
from pathlib import Path
from failing_disk import FOR_EVER, Call, fail, heal
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare
from kiosk.errors import NotStoredError
from offline.store import Store

with Store.open(Path(sys.argv[1])) as store:
    enrolled(store, MisbehavingHub())
    assert store.room_for_a_journey()
    for times in (1, FOR_EVER):
        number = failed = 1
        while failed:
            prepared, stored = prepare(store), True
            fail(Call.SYNC, number, times, errno.EIO, sys.argv[1] + ("" if times == 1 else "/queue.db"))
            try:
                store.put(prepared)
            except NotStoredError:
                stored = False
            failed = heal()
            code = prepared.header.tracking_code
            there = store.find(code) is not None
            print(json.dumps({"code": code, "stored": stored, "there": there, "failed": failed, "times": times}))
            number += 1
    store.check()
"""


@pytest.mark.needs("c-compiler")
def test_a_failed_sync_promises_nothing_that_is_not_safe(failing_disk: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    sends = run_on(failing_disk, SENDS, home)
    once = [send for send in sends if send["times"] == 1]
    assert len(once) > 4, "several syncs stand between a Send and its promise"
    assert not [send for send in sends if send["stored"] and not send["there"]]
    # A disk that failed once and works again: what is refused is not there, so it is sent once when it is sent again.
    assert not [send for send in once if send["there"] and not send["stored"]]
    assert [send["stored"] for send in once].count(False) >= 2
    # A disk that goes on failing: a journal may be left that undoes at the next start what the file shows now.
    assert not [send for send in sends if send["stored"] and send["failed"] and send["times"] > 1]
    assert [send["stored"] for send in sends if not send["failed"]] == [True, True], "once it works, Send works"
    assert "disk-error" in {event.kind for event in trail(home)}, "the file was opened again, and staff are told"
    with Store.open(home) as store:
        store.check()
        assert not [send for send in sends if send["stored"] and store.find(send["code"]) is None]
        assert sum(store.counts().values()) == sum(store.print_jobs.counts().values())
    assert_no_canary(home, [CANARY])
