"""Fault 7: the disk fills up while somebody answers. The room held back since the journey began lets Send succeed."""

from __future__ import annotations

from pathlib import Path

import pytest
from canaries import assert_no_canary
from failing_disk import run_on
from sealed_submissions import CANARY

from kiosk.attachments import CHUNK, MOST, SEAL, TOGETHER
from offline import reserve
from offline.store import Store

# From each write on that a Send takes, the disk is full until the reserve is given up.
SENDS = """
import errno, json, sys
from pathlib import Path
from attached_files import in_clear, sealed
from failing_disk import FOR_EVER, Call, fail, heal
from misbehaving_hub import MisbehavingHub
from msgspec.structs import replace
from sealed_submissions import enrolled, prepare
from kiosk.clock import SystemClock
from offline.database import Database
from offline.reserve import Reserve
from offline.store import Store

home = Path(sys.argv[1])
with Store(Database.open(home), Reserve(home, 256 * 1024), SystemClock()) as store:
    enrolled(store, MisbehavingHub())
    for files in ([], sealed(20_000, 20_000)):
        number = failed = 1
        while failed:
            assert store.room_for_a_journey()
            prepared = prepare(store)
            prepared = replace(prepared, header=replace(prepared.header, **in_clear(files)), attachments=files)
            fail(Call.WRITE, number, FOR_EVER, errno.ENOSPC, str(home), until="/reserve")
            store.put(prepared)
            held = (home / "reserve").exists()
            failed = heal()
            print(json.dumps({"code": prepared.header.tracking_code, "failed": failed, "held": held}))
            number += 1
    store.check()
"""


@pytest.mark.needs("c-compiler")
def test_a_visit_under_way_is_stored_on_a_disk_that_has_just_filled_up(failing_disk: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    sends = run_on(failing_disk, SENDS, home)
    assert sum(not send["held"] for send in sends) > 20, "at each of many writes the reserve was needed"
    with Store.open(home) as store:
        store.check()
        assert not [send for send in sends if store.find(send["code"]) is None]
        assert store.mishaps().missing == ()
    assert_no_canary(home, [CANARY])


def test_the_reserve_is_enough_for_the_largest_submission_there_may_be() -> None:
    """The files sealed, and every page of them in the database and once more in its journal at worst half as much."""
    chunks = -(-TOGETHER // CHUNK) + MOST
    sealed = TOGETHER + chunks * SEAL
    pages = chunks * (-(-(CHUNK + SEAL) // 4092) + 2) * 4096
    envelope, journal = 1024 * 1024, 2 * 1024 * 1024
    assert max(sealed, pages) + envelope + journal <= reserve.SIZE
