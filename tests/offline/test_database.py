from __future__ import annotations

import ctypes
import mmap
import os
import resource
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled

from kiosk.errors import AlreadyRunningError
from offline import migrations, opening, recovery
from offline.database import Database, StorageError
from offline.high_water import HighWater
from offline.one_writer import OneWriter
from offline.store import Store


def insert(database_: Database, key: str, value: str) -> None:
    with database_.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES (?, ?)", (key, value))


def insert_twice(database_: Database) -> None:
    with database_.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_the_settings_that_survive_a_power_cut_are_in_force(home: Path) -> None:
    opened = Database.open(home)
    got = {name: opened.all(f"PRAGMA {name}")[0][0] for name in opening.SETTINGS}
    opened.close()
    assert got["journal_mode"] == "truncate"
    assert got["synchronous"] == 3
    assert got["secure_delete"] == 1
    assert got["foreign_keys"] == 1


@pytest.mark.parametrize(
    ("pragma", "name"),
    [
        ("journal_mode = MEMORY", "journal_mode"),
        ("synchronous = FULL", "synchronous"),
        ("secure_delete = OFF", "secure_delete"),
        ("foreign_keys = OFF", "foreign_keys"),
    ],
)
def test_a_setting_that_is_not_in_force_is_noticed(home: Path, pragma: str, name: str) -> None:
    Database.open(home).close()
    connection = sqlite3.connect(home / "queue.db", isolation_level=None)
    for setting, value in opening.SETTINGS.items():
        connection.execute(f"PRAGMA {setting} = {value}")
    opening.read_back(connection, home / "queue.db")
    connection.execute(f"PRAGMA {pragma}")
    with pytest.raises(StorageError, match=name):
        opening.read_back(connection, home / "queue.db")
    connection.close()


def test_service_is_refused_where_a_setting_does_not_hold(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(opening.SETTINGS, "journal_mode", "nonsense")
    with pytest.raises(StorageError, match="local disk"):
        Database.open(home)
    monkeypatch.undo()
    Database.open(home).close()  # the lock was let go


def test_folder_and_files_are_private_even_under_a_careless_umask(home: Path) -> None:
    before = os.umask(0)
    try:
        with Store.open(home) as store:
            enrolled(store, MisbehavingHub())
            store.room_for_a_journey()
    finally:
        os.umask(before)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    loose = [path.name for path in home.iterdir() if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert loose == []


def test_a_second_program_is_refused_and_told_who_works_there(home: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from offline.store import Store\n"
        "store = Store.open(Path(sys.argv[1]), program='kiosk run'); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", script, str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(AlreadyRunningError, match=rf"kiosk run \(process {other.pid}\)"):
            Store.open(home)
        Store.open(home, read_only=True).close()
        other.communicate("")
    Store.open(home).close()


def test_the_lock_goes_with_a_process_that_is_killed(home: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from offline.store import Store\n"
        "store = Store.open(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", script, str(home)], check=False).returncode == -9
    Store.open(home).close()


def test_reading_makes_nothing_and_says_that_there_is_nothing(home: Path) -> None:
    with pytest.raises(StorageError, match="no queue yet"):
        Store.open(home, read_only=True)
    assert not home.exists()


def test_reading_says_that_a_queue_with_promises_has_gone_and_sends_nobody_to_enrol_again(home: Path) -> None:
    Store.open(home).close()
    (home / "queue.db").unlink()
    with pytest.raises(StorageError, match=r"the queue has gone. Start `kiosk run`"):
        Store.open(home, read_only=True)
    assert not (home / "queue.db").exists()
    (home / "queue.db").touch()
    with pytest.raises(StorageError, match="the queue has gone"):
        Store.open(home, read_only=True)


def test_a_file_of_a_newer_version_is_refused(home: Path) -> None:
    Store.open(home).close()
    connection = sqlite3.connect(home / "queue.db")
    connection.execute(f"PRAGMA user_version = {len(migrations.STEPS) + 1}")
    connection.close()
    with pytest.raises(StorageError, match="newer version"):
        Store.open(home)
    with pytest.raises(StorageError, match="another version"):
        Store.open(home, read_only=True)


def test_each_migration_runs_once_and_leaves_its_record(home: Path) -> None:
    for _ in range(2):
        Store.open(home).close()
    connection = sqlite3.connect(home / "queue.db")
    records = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = 'queue'").fetchall()
    connection.close()
    assert sorted(records) == sorted((step.__name__,) for step in migrations.STEPS)


def test_a_failed_migration_leaves_nothing_behind(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(db: object) -> None:
        db.execute("CREATE TABLE half (a)")  # type: ignore[attr-defined]
        db.execute("CREATE TABLE half (a)")  # type: ignore[attr-defined]

    Store.open(home).close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, half))
    with pytest.raises(StorageError):
        Store.open(home)
    monkeypatch.undo()
    with Store.open(home) as store:
        store.check()


def test_a_block_that_fails_keeps_nothing(home: Path) -> None:
    opened = Database.open(home)
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT"):
        insert_twice(opened)
    assert opened.one("SELECT * FROM meta WHERE key = 'a'") is None
    opened.close()
    with pytest.raises(StorageError, match="closed"):
        opened.one("SELECT 1")


def fail_a_write(opened: Database, home: Path) -> None:
    """A real disk error: the process may not make the file any longer, so that SQLite's write fails (fault 5)."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((home / "queue.db").stat().st_size, limits[1]))
    try:
        with pytest.raises(StorageError, match="Check the disk") as failed:
            insert(opened, "lost", "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert not failed.value.full


def test_after_a_disk_error_the_file_is_opened_and_checked_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Database.open(home)
    insert(opened, "kept", "yes")
    fail_a_write(opened, home)
    checks: list[Path] = []
    check = opening.read_back
    monkeypatch.setattr(opening, "read_back", lambda connection, path: (checks.append(path), check(connection, path)))
    assert [row["key"] for row in opened.all("SELECT key FROM meta WHERE value = 'yes'")] == ["kept"]
    assert len(checks) == 1
    assert opened.one("PRAGMA synchronous")[0] == 3  # type: ignore[index]
    opened.check()
    opened.close()


@pytest.fixture
def on_a_disk() -> Iterator[Path]:
    """A folder on a disk, where /tmp may be in memory: what is in memory alone cannot be forgotten."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        yield Path(folder) / "home"


def test_after_a_disk_error_nothing_is_read_from_memory_that_the_disk_may_never_have_taken(
    on_a_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a failed sync Linux marks its pages as written: a check of those would praise what is not on the disk."""
    opened = Database.open(on_a_disk)
    insert(opened, "kept", "x" * 100_000)
    file = on_a_disk / "queue.db"
    assert in_memory(file) > 0
    fail_a_write(opened, on_a_disk)
    assert in_memory(file) > 0, "the error alone drops nothing"
    seen: list[int] = []
    open_again = recovery.open_for_writing

    def look(home: Path, mark: HighWater, now: Callable[[], datetime]) -> sqlite3.Connection:
        seen.append(in_memory(file))
        return open_again(home, mark, now)

    monkeypatch.setattr(recovery, "open_for_writing", look)
    assert opened.one("SELECT 1 FROM meta WHERE key = 'kept'") is not None
    assert seen == [0]
    opened.close()


def in_memory(path: Path) -> int:
    """Return how many pages of a file the kernel keeps in memory."""
    size = path.stat().st_size
    pages = (ctypes.c_ubyte * -(-size // mmap.PAGESIZE))()
    with path.open("r+b") as file, mmap.mmap(file.fileno(), size) as mapped:
        start = ctypes.c_char.from_buffer(mapped)
        failed = ctypes.CDLL(None).mincore(ctypes.c_void_p(ctypes.addressof(start)), ctypes.c_size_t(size), pages)
        del start
    assert not failed
    return sum(page & 1 for page in pages)


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="folder cannot be used"):
        Store.open(tmp_path / "file" / "home")


def test_a_lock_that_cannot_be_taken_is_told_plainly(home: Path) -> None:
    (home / "lock").mkdir(parents=True)
    with pytest.raises(StorageError, match="folder cannot be used"):
        Store.open(home)


def test_the_kiosk_opens_even_where_the_note_of_who_works_there_cannot_be_written(home: Path) -> None:
    (home / "lock.owner").mkdir(parents=True)
    with Store.open(home), pytest.raises(AlreadyRunningError, match="another program"):
        Store.open(home)


DIES_WHILE_IT_WRITES = """
import os, signal, sqlite3, sys
queue = sqlite3.connect(sys.argv[1], isolation_level=None)
queue.execute("PRAGMA journal_mode = truncate")
queue.execute("PRAGMA cache_size = 1")  # so that half of it is in the file before the end
queue.execute("BEGIN IMMEDIATE")
queue.execute("INSERT INTO meta SELECT value, hex(zeroblob(2000)) FROM json_each('[1, 2, 3, 4, 5, 6, 7, 8, 9]')")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_who_reads_after_a_program_died_in_the_middle_sees_what_was_there_before(home: Path) -> None:
    Database.open(home).close()
    before = (home / "queue.db").read_bytes()
    subprocess.run([sys.executable, "-c", DIES_WHILE_IT_WRITES, str(home / "queue.db")], check=False)
    assert (home / "queue.db").read_bytes() != before
    reader = Database.open(home, read_only=True)
    assert reader.all("SELECT key FROM meta WHERE length(value) = 4000") == []
    reader.close()


def test_who_reads_while_somebody_else_takes_it_back_is_told_who(home: Path) -> None:
    Database.open(home).close()
    subprocess.run([sys.executable, "-c", DIES_WHILE_IT_WRITES, str(home / "queue.db")], check=False)
    lock = OneWriter(home, "kiosk run")
    lock.acquire()
    with pytest.raises(AlreadyRunningError, match="kiosk run"):
        Database.open(home, read_only=True)
    lock.release()
