from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare
from trail import trail

from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored, State
from offline.database import Database
from offline.reserve import Reserve
from offline.store import Store


def fill(database: Database) -> None:
    (pages,) = database.all("PRAGMA page_count")[0]
    database.all(f"PRAGMA max_page_count = {pages}")


class RoomInTheFile(Reserve):
    """A reserve whose release lets SQLite's file grow again, as a freed disk would."""

    def __init__(self, home: Path, database: Database) -> None:
        super().__init__(home, size=64 * 1024)
        self._database = database

    def release(self) -> bool:
        self._database.all("PRAGMA max_page_count = 100000")
        return super().release()


def test_on_a_full_disk_nothing_is_promised_and_nothing_is_lost(home: Path, clock: FakeClock) -> None:
    database = Database.open(home)
    with Store(database, Reserve(home, 64 * 1024), clock) as store:
        enrolled(store, MisbehavingHub())
        kept = prepare(store)
        store.put(kept)
        fill(database)
        with pytest.raises(NotStoredError, match="disk is full") as refused:
            store.put(prepare(store, b"x" * 100_000))
        assert refused.value.reason == NotStored.DISK_FULL
        assert store.counts()[State.QUEUED] == 1
        assert store.find(kept.header.tracking_code) is not None
        store.check()


def test_the_reserve_lets_the_visit_under_way_be_stored(home: Path, clock: FakeClock) -> None:
    database = Database.open(home)
    with Store(database, RoomInTheFile(home, database), clock) as store:
        enrolled(store, MisbehavingHub())
        assert store.room_for_a_journey()
        fill(database)
        prepared = prepare(store, b"x" * 100_000)
        store.put(prepared)
        assert store.find(prepared.header.tracking_code) is not None
        assert "reserve-used" in [event.kind for event in trail(home)]
        assert not (home / "reserve").exists()


def test_the_reserve_is_really_taken_once_and_taken_again(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path, 1024 * 1024)
    assert not reserve.held()
    assert reserve.hold()
    assert reserve.hold()
    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1024 * 1024
    assert reserve.release()
    assert not reserve.release()
    (tmp_path / "reserve").write_bytes(b"")
    with (tmp_path / "reserve").open("r+b") as file:
        file.truncate(2 * 1024 * 1024)  # long enough, but a hole
    assert not reserve.held()
    assert reserve.hold()


def test_no_room_for_a_reserve_means_no_new_journey(tmp_path: Path) -> None:
    assert not Reserve(tmp_path / "missing").hold()


SMALL_DISK = """
import sys
from pathlib import Path
from sealed_submissions import enrolled, prepare
from misbehaving_hub import MisbehavingHub
from kiosk.errors import NotStoredError
from offline.database import Database
from offline.reserve import Reserve
from offline.store import Store
from fakes import FakeClock
from trail import trail

home = Path(sys.argv[1]) / "home"
database = Database.open(home)
with Store(database, Reserve(home, 512 * 1024), FakeClock()) as store:
    enrolled(store, MisbehavingHub())
    assert store.room_for_a_journey()
    codes = []
    try:
        while True:
            prepared = prepare(store, b"x" * 20_000)
            store.put(prepared)
            codes.append(prepared.header.tracking_code)
    except NotStoredError as error:
        assert error.reason == "disk-full", error.reason
    assert not store.room_for_a_journey(), "new journeys are refused"
    assert "reserve-used" in [event.kind for event in trail(home)]
    store.check()
with Store.open(home) as store:
    assert codes and all(store.find(code) for code in codes)
print("stored", len(codes))
"""


@pytest.mark.needs("small-disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A 2 MB disk of its own: first the reserve helps, then Send is refused, and every stored row is there."""
    script = 'mount -t tmpfs -o size=2m none "$1" && exec "$2" -c "$3" "$1"'
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh", str(tmp_path), sys.executable, SMALL_DISK],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"PYTHONPATH": f"{tests}:{tests.parent}", "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith("stored")
