"""A damaged queue: noticed, kept as it is, and everything that can be read and proven goes on in a new one."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from attached_files import in_clear, sealed
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from msgspec.structs import replace
from sealed_submissions import enrolled, prepare

from kiosk.protocols import State
from offline import set_aside, wire
from offline.database import StorageError
from offline.high_water import HighWater
from offline.mishaps import Mishaps
from offline.outbox import Verdict
from offline.print_jobs import JobState
from offline.store import Store

PAGE = 4096
FORMS = 40


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A queue with so many submissions, and their codes: each fifth is complete, some have files, one is printed."""
    home, codes = tmp_path_factory.mktemp("filled") / "home", []
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        for number in range(FORMS):
            prepared = prepare(store, os.urandom(6000 if number % 7 == 0 else 700))
            files = sealed(5000) if number in (3, 13) else []
            header = replace(prepared.header, **in_clear(files))
            store.put(replace(prepared, header=header, attachments=files))
            codes.append(prepared.header.tracking_code)
            if number % 5 == 0:
                store.outbox.mark_sending([header.id])
                store.outbox.settle([Verdict(header.id, State.COMPLETE)])
        job = store.print_jobs.take()
        assert job is not None
        store.print_jobs.done(job.number)
    return home, codes


@pytest.fixture
def home(filled: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    shutil.copytree(filled[0], tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def codes(filled: tuple[Path, list[str]]) -> list[str]:
    return filled[1]


def opened(home: Path) -> Store:
    return Store.open(home, clock=FakeClock())


def every_code_is_accounted_for(store: Store, codes: list[str]) -> list[str]:
    """Each is there, or staff are told that it is not; what is to be sent is whole. Returns those that were lost."""
    found = {code: store.find(code) for code in codes}
    gone = [code for code, one in found.items() if one is None]
    damaged = [code for code, one in found.items() if one is not None and one.state is State.QUARANTINED]
    assert sorted(gone) == sorted(one.tracking_code for one in store.mishaps().missing)
    assert [reason for _, reason in store.outbox.quarantined()] == ["damaged"] * len(damaged)
    rows = store._database.all(
        "SELECT digest, envelope FROM submissions JOIN envelopes USING (id) WHERE state = 'queued'"
    )
    assert all(wire.digest(row["envelope"]) == row["digest"] for row in rows)
    assert len(rows) == sum(one is not None and one.state is State.QUEUED for one in found.values())
    return gone + damaged


def change(home: Path, damage: Callable[[bytearray], object]) -> bytes:
    content = bytearray((home / "queue.db").read_bytes())
    damage(content)
    (home / "queue.db").write_bytes(content)
    return bytes(content)


def kept(home: Path) -> list[bytes]:
    return [file.read_bytes() for file in set_aside.files(home)]


def edit(home: Path, *statements: str) -> None:
    """Change rows behind the product's back, as a disk that turns bits in the right places would."""
    with closing(sqlite3.connect(home / "queue.db", isolation_level=None)) as queue:
        queue.execute("PRAGMA journal_mode = truncate")
        for statement in statements:
            queue.execute(statement)


def told(mishaps: Mishaps) -> list[str]:
    return [f"{one.kind} {one.detail}".strip() for one in mishaps.happened]


def pages_of(home: Path) -> Iterator[int]:
    return iter(range((home / "queue.db").stat().st_size // PAGE))


def test_a_page_of_random_bytes_costs_its_own_rows_only(filled: tuple[Path, list[str]], tmp_path: Path) -> None:
    """Each page in turn: tables, indexes, the list of tables, envelopes, files."""
    source, codes = filled
    for page in pages_of(source):
        home = tmp_path / f"page-{page}"
        shutil.copytree(source, home)
        noise = random.Random(page).randbytes(PAGE)

        def damage(content: bytearray, at: int = page * PAGE, noise: bytes = noise) -> None:
            content[at : at + PAGE] = noise

        content = change(home, damage)
        with opened(home) as store:
            if told(store.mishaps()):
                assert kept(home) == [content]
            assert len(every_code_is_accounted_for(store, codes)) <= 6, page
            store.put(prepare(store))
        shutil.rmtree(home)


@pytest.mark.parametrize("size", [0, 1, 100, PAGE, 3 * PAGE, 20 * PAGE + 17])
def test_a_file_cut_off_anywhere_is_noticed(home: Path, codes: list[str], size: int) -> None:
    content = change(home, lambda content: content.__delitem__(slice(size, None)))
    with opened(home) as store:
        assert [line.split()[0] for line in told(store.mishaps())] == ["salvaged"]
        assert kept(home) == [content]
        every_code_is_accounted_for(store, codes)
        store.put(prepare(store))


def test_nothing_is_lost_with_the_header_and_the_list_of_tables(home: Path, codes: list[str]) -> None:
    change(home, lambda content: content.__setitem__(slice(0, 100), b"no database".ljust(100)))
    with opened(home) as store:
        assert every_code_is_accounted_for(store, codes) == []
        assert told(store.mishaps()) == [f"salvaged whole={FORMS} damaged=0 missing=0"]
        assert store.identity() is not None
        assert store.print_jobs.counts()[JobState.PENDING] == FORMS - 1
        receipt = store.receipt(codes[5])
        assert receipt is not None
        assert receipt.lines[1].text == codes[5]


def test_one_bit_of_an_envelope_that_waits_is_noticed_though_sqlite_keeps_no_checksums(
    home: Path, codes: list[str]
) -> None:
    def turn(content: bytearray) -> None:
        content[content.rindex(b'"sealed":') + 300] ^= 1

    change(home, turn)
    with opened(home) as store:
        (lost,) = every_code_is_accounted_for(store, codes)
        assert told(store.mishaps()) == [f"salvaged whole={FORMS - 1} damaged=1 missing=0"]
        assert store.receipt(lost) is not None


def test_one_bit_of_a_file_that_waits_is_noticed(home: Path, codes: list[str]) -> None:
    edit(home, "UPDATE chunks SET chunk = randomblob(5016) WHERE rowid = 1")
    with opened(home) as store:
        assert every_code_is_accounted_for(store, codes) == [codes[3]]


def test_a_digest_that_is_wrong_itself_is_mended_from_the_high_water_mark(home: Path, codes: list[str]) -> None:
    edit(home, "UPDATE submissions SET digest = 'x' || substr(digest, 2) WHERE state = 'queued'")
    with opened(home) as store:
        assert every_code_is_accounted_for(store, codes) == []
        assert told(store.mishaps()) == [f"salvaged whole={FORMS} damaged=0 missing=0"]


def test_an_envelope_with_a_wrong_digest_is_never_sent_nor_left_out_silently(home: Path, codes: list[str]) -> None:
    edit(home, "UPDATE submissions SET digest = 'x' || substr(digest, 2) WHERE state = 'queued'")
    (home / "high-water").unlink()
    with opened(home) as store:
        lost = every_code_is_accounted_for(store, codes)
        assert len(lost) == store.counts()[State.QUARANTINED] == FORMS * 4 // 5


def test_rows_are_rebuilt_from_their_envelopes(home: Path, codes: list[str]) -> None:
    edit(
        home,
        "PRAGMA foreign_keys = OFF",
        "UPDATE submissions SET journey = 'changed', language = 'xx', tracking_code = 'KK-' || seq WHERE seq % 5 = 2",
        "DELETE FROM submissions WHERE seq % 5 = 3",
        "UPDATE envelopes SET id = 'x' || id WHERE rowid = 5",
        "DELETE FROM envelopes WHERE rowid = 10",
    )
    (home / "queue.db-journal").unlink()  # so that all is compared with all
    with opened(home) as store:
        assert sorted(every_code_is_accounted_for(store, codes)) == sorted([codes[4], codes[9]])
        found = store.find(codes[1])
        assert found is not None
        assert (found.journey, found.language) == ("missed-bin", "cy")


def test_without_the_list_of_codes_none_is_given_out_twice(home: Path, codes: list[str]) -> None:
    edit(home, "PRAGMA foreign_keys = OFF", "DELETE FROM codes", "DELETE FROM submissions WHERE seq = 2")
    (home / "queue.db-journal").unlink()
    with opened(home) as store:
        assert [code for code in codes if not store._used(code)] == []


def test_it_goes_on_in_the_same_program_when_the_damage_is_found_under_way(home: Path, codes: list[str]) -> None:
    with opened(home) as store:
        change(home, lambda content: content.__setitem__(slice(PAGE, None), b"\xff" * (len(content) - PAGE)))
        store._database._forget()
        prepared = prepare(store)
        store.put(prepared)
        assert store.find(prepared.header.tracking_code) is not None
        assert len(kept(home)) == 1
        assert len(store.mishaps().missing) == FORMS


@pytest.mark.parametrize("stop", ["being made", "made", "journal moved", "set aside"])
def test_a_crash_while_the_new_file_takes_its_place_loses_nothing(home: Path, codes: list[str], stop: str) -> None:
    class CrashError(Exception):
        """Stands for the end of the process."""

    content = change(home, lambda content: content.__setitem__(slice(0, 100), bytes(100)))
    crashing = pytest.MonkeyPatch()
    calls: list[Path] = []

    def crash_at(name: str, number: int) -> None:
        real = getattr(Path, name)

        def call(path: Path, target: Path) -> Path:
            if path.parent == home and "identity" not in path.name:
                calls.append(path)
                if len(calls) == number:
                    raise CrashError
            return Path(real(path, target))

        crashing.setattr(Path, name, call)

    {
        "being made": lambda: crash_at("replace", 1),
        "made": lambda: crash_at("rename", 1),
        "journal moved": lambda: crash_at("rename", 2),
        "set aside": lambda: crash_at("replace", 2),
    }[stop]()
    with pytest.raises(CrashError):
        opened(home)
    crashing.undo()
    with opened(home) as store:
        assert every_code_is_accounted_for(store, codes) == []
        assert kept(home) == [content]
    assert not [path.name for path in home.iterdir() if "salvage" in path.name]


def test_a_reader_says_what_to_do_and_changes_nothing(home: Path) -> None:
    content = change(home, lambda content: content.__setitem__(slice(0, 100), bytes(100)))
    with pytest.raises(StorageError, match="kiosk run"):
        Store.open(home, read_only=True)
    assert (home / "queue.db").read_bytes() == content


def test_damaged_twice_both_files_are_kept(home: Path, codes: list[str]) -> None:
    for _ in range(2):
        change(home, lambda content: content.__setitem__(slice(0, 100), bytes(100)))
        opened(home).close()
    assert len(kept(home)) == 2
    assert HighWater(home).last() is not None
    with opened(home) as store:
        assert every_code_is_accounted_for(store, codes) == []
