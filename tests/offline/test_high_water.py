from __future__ import annotations

import os
import stat
import threading
import zlib
from pathlib import Path

import pytest
from fakes import FakeClock
from hypothesis import given
from hypothesis import strategies as st
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare
from trail import trail

from offline.high_water import RECORD, HighWater, Promise
from offline.store import Store

BLOCK = 64 * 1024


def promise(number: int) -> Promise:
    return Promise(f"KK-{number:04d}-2345-C", "2026-03-02", f"{number:027x}")


def test_promises_come_back_in_their_order(tmp_path: Path) -> None:
    mark = HighWater(tmp_path)
    assert mark.last() is None
    assert not mark.exists()
    for number in range(5):
        mark.add([promise(number)])
        assert mark.last() == HighWater(tmp_path).last() == promise(number)
    assert list(mark.all()) == [promise(number) for number in range(5)]


def test_the_last_is_found_whatever_their_number(tmp_path: Path) -> None:
    for count in (1, 2, 1023, 1024, 1025, 3000):
        folder = tmp_path / str(count)
        folder.mkdir()
        HighWater(folder).add(promise(number) for number in range(count))
        assert HighWater(folder).last() == promise(count - 1)
        HighWater(folder).add([promise(9999)])
        assert len(list(HighWater(folder).all())) == count + 1


def test_room_is_taken_before_it_is_needed_and_the_file_is_private_text(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        HighWater(tmp_path).make_room()
    finally:
        os.umask(before)
    file = tmp_path / "high-water"
    size = file.stat().st_size
    assert size >= BLOCK // 2
    assert file.stat().st_blocks * 512 >= size
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    HighWater(tmp_path).add([promise(1), Promise("KKK-2345-2345-C", "2026-03-02", "")])
    assert file.stat().st_size == size, "written in place"
    assert file.read_text(encoding="ascii").split()[:2] == ["KK-0001-2345-C", "2026-03-02"]
    assert list(HighWater(tmp_path).all())[1] == Promise("KKK-2345-2345-C", "2026-03-02", "")


@given(torn=st.integers(min_value=0, max_value=RECORD - 1), byte=st.integers(min_value=0, max_value=255))
def test_a_record_that_a_power_cut_tore_is_left_out(
    tmp_path_factory: pytest.TempPathFactory, torn: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    HighWater(folder).add(promise(number) for number in range(3))
    file = folder / "high-water"
    content = bytearray(file.read_bytes())
    if content[2 * RECORD + torn] == byte:
        return
    content[2 * RECORD + torn] = byte
    file.write_bytes(content)
    assert HighWater(folder).last() == promise(1)
    HighWater(folder).add([promise(3)])
    assert list(HighWater(folder).all()) == [promise(0), promise(1), promise(3)]


def test_room_that_a_power_cut_left_empty_is_used(tmp_path: Path) -> None:
    HighWater(tmp_path).add([promise(0)])
    with (tmp_path / "high-water").open("r+b") as file:
        file.truncate(RECORD)
        file.truncate(BLOCK)
    mark = HighWater(tmp_path)
    assert mark.last() == promise(0)
    mark.add([promise(1)])
    assert list(mark.all()) == [promise(0), promise(1)]


def test_what_the_disk_refuses_is_kept_by_the_next_try(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    mark = HighWater(folder)
    with pytest.raises(OSError, match="No such file"):
        mark.add([promise(0)])
    folder.mkdir()
    mark.make_room()
    assert list(mark.all()) == [promise(0)]
    mark.add([promise(1)])
    assert list(HighWater(folder).all()) == [promise(0), promise(1)]


def test_a_file_taken_away_under_way_is_begun_again(tmp_path: Path) -> None:
    mark = HighWater(tmp_path)
    mark.add([promise(0)])
    (tmp_path / "high-water").unlink()
    mark.add([promise(1)])
    assert list(HighWater(tmp_path).all()) == [promise(1)]


def test_threads_share_it(tmp_path: Path) -> None:
    mark = HighWater(tmp_path)
    threads = [
        threading.Thread(target=lambda at=at: [mark.add([promise(at * 100 + n)]) for n in range(25)]) for at in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({one.tracking_code for one in mark.all()}) == 100


def test_a_promise_is_marked_before_put_returns_and_what_a_crash_left_out_is_marked_at_the_start(home: Path) -> None:
    mark = HighWater(home)
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        first = prepare(store)
        store.put(first)
        assert mark.last() is not None
        assert mark.last().tracking_code == first.header.tracking_code  # type: ignore[union-attr]
        before = mark.path.read_bytes()
        later = [prepare(store) for _ in range(150)]
        for one in later:
            store.put(one)
    mark.path.write_bytes(before)  # as if the program had died before each mark
    with Store.open(home, clock=FakeClock()) as store:
        assert store.mishaps().happened == ()
    marked = [one.tracking_code for one in mark.all()]
    assert marked == [one.header.tracking_code for one in [first, *later]]


def test_a_queue_of_a_version_without_marks_gets_one_and_nobody_is_alarmed(home: Path) -> None:
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        store.put(prepare(store))
        with store._database.transaction() as connection:
            connection.execute("DELETE FROM meta WHERE key = 'high-water'")
    (home / "high-water").unlink()
    Store.open(home, clock=FakeClock()).close()
    assert "mark-missing" not in [event.kind for event in trail(home)]
    assert HighWater(home).last() is not None
    (home / "high-water").unlink()
    for _ in range(2):
        Store.open(home, clock=FakeClock()).close()
    assert [event.kind for event in trail(home)].count("mark-missing") == 1


def test_no_journey_begins_while_the_mark_cannot_be_written(home: Path) -> None:
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        assert store.room_for_a_journey()
        (home / "high-water").unlink()
        (home / "high-water").mkdir()
        prepared = prepare(store)
        store.put(prepared)  # it is durable, so it is promised
        assert store.find(prepared.header.tracking_code) is not None
        assert not store.room_for_a_journey()
        (home / "high-water").rmdir()
        assert store.room_for_a_journey()
        last = HighWater(home).last()
        assert last is not None
        assert last.tracking_code == prepared.header.tracking_code


def test_a_record_that_is_no_text_is_none_of_ours_though_its_checksum_is_right(tmp_path: Path) -> None:
    mark = HighWater(tmp_path)
    mark.add([promise(1), promise(2)])
    text = "KK-\N{LATIN SMALL LETTER E WITH ACUTE}003-2345-C 2026-03-02".encode().ljust(RECORD - 9)
    content = mark.path.read_bytes()
    mark.path.write_bytes(content[:RECORD] + text + b"%08x\n" % zlib.crc32(text) + content[2 * RECORD :])
    assert mark.last() == promise(1)
    assert list(mark.all()) == [promise(1)]
    mark.add([promise(3)])
    assert list(HighWater(tmp_path).all()) == [promise(1), promise(3)]
