"""Attached files on the kiosk: sealed in memory, stored whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from attached_files import BEGINNINGS, FILE_CANARY, file_of, sealed
from canaries import assert_no_canary
from fakes import FakeClock
from hypothesis import given
from hypothesis import strategies as st
from misbehaving_hub import MisbehavingHub
from sealed_submissions import CANARY, enrolled, prepare
from trail import trail

from kiosk.attachments import (
    CHUNK,
    LARGEST,
    LONGEST_NAME,
    MOST,
    SEAL,
    TOGETHER,
    AttachmentError,
    check_sizes,
    media_type_of,
)
from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored
from offline import migrations
from offline.database import Database
from offline.migrations.s0004_attachments import attachments as attachments_step
from offline.reserve import SIZE, Reserve
from offline.store import Store
from offline.wire import WireError, digest
from offline.wire.attachments import MOST_CHUNKS, open_file, problem_in, seal_file, size_of_chunk


@pytest.mark.parametrize("size", [40, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_what_is_sealed_opens_to_the_same_bytes(size: int) -> None:
    data = file_of(size)
    file = seal_file("photo.jpg", data)
    assert open_file(file.enclosed, file.sealed, file.chunks) == data
    assert [digest(chunk) for chunk in file.chunks] == file.sealed.chunks
    assert [len(chunk) for chunk in file.chunks] == [
        size_of_chunk(file.sealed, number) for number in range(len(file.chunks))
    ]
    assert (file.enclosed.size, file.enclosed.digest) == (size, digest(data))
    assert problem_in([file.sealed]) == ""


def test_the_same_file_twice_shares_nothing_that_could_be_seen() -> None:
    one, other = (seal_file("photo.jpg", file_of(1000)) for _ in range(2))
    assert one.sealed.id != other.sealed.id
    assert one.enclosed.key != other.enclosed.key
    assert one.chunks != other.chunks
    assert FILE_CANARY.encode() not in b"".join(one.chunks)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_no_flipped_bit_of_a_chunk_opens(place: int, bit: int) -> None:
    file = seal_file("photo.jpg", file_of(500))
    chunk = bytearray(file.chunks[0])
    chunk[place % len(chunk)] ^= 1 << bit
    with pytest.raises(WireError):
        open_file(file.enclosed, file.sealed, [bytes(chunk)])


def test_a_chunk_too_few_too_many_twice_or_in_another_place_does_not_open() -> None:
    file = seal_file("photo.jpg", file_of(2 * CHUNK))
    one, two = file.chunks
    for chunks in ([one], [two], [two, one], [one, one], [one, two, two], []):
        with pytest.raises(WireError):
            open_file(file.enclosed, file.sealed, chunks)


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_a_file_is_what_its_content_says(kind: str) -> None:
    assert seal_file("name.exe", file_of(200, kind)).enclosed.media_type == kind


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90", b"<svg/>", b"GIF89a", b" %PDF-1.7", b"RIFF....WAVE", b"....ftypisom", b"\xff\xd8", b"PK"]
)
def test_nothing_else_may_be_attached(data: bytes) -> None:
    assert media_type_of(data) == ""
    with pytest.raises(AttachmentError) as refused:
        seal_file("photo.jpg", data)
    assert refused.value.code == ("kind" if data else "empty")


@pytest.mark.parametrize("name", ["x" * 5000, "photo\udcff.jpg", "", "../../etc/passwd", "Llun ŵ.jpg"])
def test_any_name_can_travel(name: str) -> None:
    found = seal_file(name, file_of(100)).enclosed
    assert len(found.name) <= LONGEST_NAME
    assert msgspec.json.decode(msgspec.json.encode(found), type=type(found)) == found


@pytest.mark.parametrize(
    ("sizes", "taken", "code", "number"),
    [
        ([1], 0, "not-taken", 0),
        ([1, 1, 1], 2, "too-many", 0),
        ([1] * (MOST + 1), MOST + 5, "too-many", 0),
        ([5, 0], 2, "empty", 2),
        ([5, LARGEST + 1], 2, "too-large", 2),
        ([LARGEST, LARGEST, 1], 3, "too-large-together", 0),
    ],
)
def test_limits_are_told_by_a_code_and_never_by_a_name(sizes: list[int], taken: int, code: str, number: int) -> None:
    with pytest.raises(AttachmentError) as refused:
        check_sizes(sizes, taken)
    assert (refused.value.code, refused.value.number) == (code, number)
    assert len(str(refused.value).split()) >= 4


def test_what_is_allowed_passes_and_fits_the_reserve() -> None:
    check_sizes([], 0)
    check_sizes([LARGEST, LARGEST], 2)
    check_sizes([TOGETHER // MOST] * MOST, MOST)
    overhead = MOST * MOST_CHUNKS * SEAL
    assert TOGETHER + overhead + 4 * 1024 * 1024 <= SIZE


def rows(home: Path) -> dict[str, int]:
    with closing(sqlite3.connect(home / "queue.db")) as queue:
        tables = ("codes", "submissions", "envelopes", "chunks", "print_jobs")
        return {table: queue.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in tables}


def test_files_are_stored_with_their_submission_and_read_back(store: Store) -> None:
    files = sealed(CHUNK + 9, 100)
    prepared = prepare(store, attachments=files)
    store.put(prepared)
    for file in files:
        for number, chunk in enumerate(file.chunks):
            assert store.chunks.get(prepared.header.id, file.sealed.id, number) == chunk
    assert store.chunks.get(prepared.header.id, files[0].sealed.id, 2) is None
    assert store.chunks.get("another", files[0].sealed.id, 0) is None


def test_nothing_of_a_file_or_its_name_can_be_read_on_the_disk(home: Path, store: Store) -> None:
    store.put(prepare(store, attachments=sealed(2 * CHUNK, 5000)))
    assert_no_canary(home, [FILE_CANARY, CANARY])
    assert all(FILE_CANARY not in event.detail for event in trail(home))


def test_a_header_that_names_other_files_is_a_fault_and_stores_nothing(home: Path, store: Store) -> None:
    prepared = prepare(store, attachments=sealed(100))
    for wrong in ((), tuple(sealed(100))):
        with pytest.raises(ValueError, match="attachments"):
            store.put(msgspec.structs.replace(prepared, attachments=wrong))
    assert set(rows(home).values()) == {0}


def test_a_fault_at_a_chunk_leaves_nothing_of_the_submission(home: Path, store: Store) -> None:
    (file,) = sealed(2 * CHUNK + 5)
    broken = replace(file, chunks=(*file.chunks[:2], None))  # what SQLite does not take there
    with pytest.raises(NotStoredError) as refused:
        store.put(prepare(store, attachments=[broken]))
    assert refused.value.reason == NotStored.STORAGE
    assert set(rows(home).values()) == {0}
    store.put(prepare(store, attachments=[file]))
    assert rows(home)["chunks"] == 3


def test_a_disk_that_fills_at_a_chunk_keeps_nothing_and_with_the_reserve_everything(
    home: Path, clock: FakeClock
) -> None:
    database = Database.open(home)

    class Room(Reserve):
        def release(self) -> bool:
            database.all("PRAGMA max_page_count = 100000")
            return super().release()

    with Store(database, Room(home, 64 * 1024), clock) as store:
        enrolled(store, MisbehavingHub())
        (pages,) = database.all("PRAGMA page_count")[0]
        database.all(f"PRAGMA max_page_count = {pages + 2 * CHUNK // 4096}")
        prepared = prepare(store, attachments=sealed(4 * CHUNK))
        with pytest.raises(NotStoredError) as refused:
            store.put(prepared)
        assert refused.value.reason == NotStored.DISK_FULL
        assert set(rows(home).values()) == {0}
        database.all(f"PRAGMA max_page_count = {pages + 2 * CHUNK // 4096}")
        assert store.room_for_a_journey()
        store.put(prepared)
        assert rows(home)["chunks"] == 4


def test_chunks_go_with_their_envelope_whoever_takes_it_away(home: Path, store: Store) -> None:
    kept, gone = (prepare(store, attachments=sealed(100, 200)) for _ in range(2))
    store.put(kept)
    store.put(gone)
    store.close()
    with closing(sqlite3.connect(home / "queue.db")) as queue:
        queue.execute("DELETE FROM envelopes WHERE id = ?", (gone.header.id,))
        queue.commit()
        assert queue.execute("SELECT DISTINCT id FROM chunks").fetchall() == [(kept.header.id,)]


def test_what_waited_before_the_kiosk_knew_files_is_due_as_before(
    home: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir(mode=0o700)
    with (
        monkeypatch.context() as earlier,
        closing(sqlite3.connect(home / "queue.db", isolation_level=None)) as queue,
    ):
        earlier.setattr(migrations, "STEPS", migrations.STEPS[: migrations.STEPS.index(attachments_step)])
        migrations.migrate(queue)
        queue.execute("INSERT INTO codes VALUES ('KK-2345-6789-X', '2026-01-01')")
        queue.execute(
            "INSERT INTO submissions (id, tracking_code, kiosk, journey, journey_version, channel, language, sent_at,"
            " clock_trusted, digest, size, state) VALUES ('old', 'KK-2345-6789-X', 'library', 'missed-bin', 1, 'self',"
            " 'en', '2026-01-01', 1, ?, 6, 'queued')",
            (digest(b"sealed"),),
        )
        queue.execute("INSERT INTO envelopes (id, envelope) VALUES ('old', ?)", (b"sealed",))
    with Store.open(home, clock=clock) as store:
        assert [(item.id, item.envelope) for item in store.outbox.due(5)] == [("old", b"sealed")]


def test_a_chunk_is_bound_to_its_place_even_where_all_digests_are_made_to_fit() -> None:
    one, two = b"\xff\xd8\xff" + bytes(CHUNK - 3), b"\xff\xd8\xff" + bytes([1]) * (CHUNK - 3)
    file = seal_file("photo.jpg", one + two)

    def opened(plain: bytes, chunks: list[bytes]) -> bytes:
        enclosed = msgspec.structs.replace(file.enclosed, size=len(plain), digest=digest(plain))
        sealed_file = msgspec.structs.replace(file.sealed, chunks=[digest(chunk) for chunk in chunks])
        return open_file(enclosed, sealed_file, chunks)

    first, second = file.chunks
    assert opened(one + two, [first, second]) == one + two
    for plain, chunks in ((two + one, [second, first]), (one, [first]), (one + one, [first, first])):
        with pytest.raises(WireError):
            opened(plain, chunks)
