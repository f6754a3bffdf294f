"""A queue is copied before it is brought up to date, so that a migration which goes wrong costs nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare

from offline import backups, migrations
from offline.database import StorageError
from offline.store import Store


def one_more(db: Any) -> None:
    db.execute("CREATE TABLE one_more (a)")


def two_more(db: Any) -> None:
    db.execute("CREATE TABLE two_more (a)")


def fails(db: Any) -> None:
    db.execute("DELETE FROM print_jobs")
    db.execute("CREATE TABLE meta (a)")


@pytest.fixture
def filled(home: Path) -> Path:
    """A queue with three submissions."""
    with Store.open(home, clock=FakeClock()) as store:
        enrolled(store, MisbehavingHub())
        for _ in range(3):
            store.put(prepare(store))
    return home


def forms(file: Path) -> tuple[int, int]:
    """Return how many submissions a copy holds, and its version."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as queue:
        assert queue.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = queue.execute("SELECT COUNT(*) FROM submissions JOIN envelopes USING (id)").fetchone()
        return count, migrations.version(queue)


def test_a_copy_is_made_before_the_first_new_step(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = len(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, one_more, two_more))
    before = os.umask(0)
    try:
        for _ in range(2):
            Store.open(filled, clock=FakeClock()).close()
    finally:
        os.umask(before)
    (copy,) = backups.kept(filled)
    assert copy.name == f"queue-before-step-{version + 1:04d}.db"
    assert forms(copy) == (3, version)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert not list(filled.glob("*.unfinished"))


def test_a_new_or_an_empty_queue_is_not_copied(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(home).close()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, one_more))
    Store.open(home).close()
    assert backups.kept(home) == []


def test_only_the_last_few_are_kept(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = migrations.STEPS
    for count in range(1, 6):
        more = [lambda db, n=n: db.execute(f"CREATE TABLE more{n} (a)") for n in range(count)]
        for n, step in enumerate(more):
            step.__name__ = f"more{n}"
        monkeypatch.setattr(migrations, "STEPS", (*known, *more))
        Store.open(filled, clock=FakeClock()).close()
    kept = [int(copy.stem[-4:]) for copy in backups.kept(filled)]
    assert kept == [len(known) + 3, len(known) + 4, len(known) + 5]


def test_a_step_that_fails_leaves_everything_as_it_was(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = len(migrations.STEPS)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, one_more, fails))
    for _ in range(2):
        with pytest.raises(StorageError):
            Store.open(filled, clock=FakeClock())
    monkeypatch.undo()
    assert [forms(copy)[0] for copy in backups.kept(filled)] == [3, 3]
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, one_more))
    with Store.open(filled, clock=FakeClock()) as store:
        store.check()
        assert sum(store.print_jobs.counts().values()) == 3
        assert migrations.version(store._database._ready()) == version + 1


def test_without_room_for_a_copy_nothing_is_changed(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    version = len(migrations.STEPS)
    (filled / "queue-backup.unfinished").mkdir()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, one_more))
    with pytest.raises(StorageError, match="no copy of it could be made"):
        Store.open(filled, clock=FakeClock())
    assert forms(filled / "queue.db") == (3, version)


KILLED = """
import os, sys
from pathlib import Path
from offline import migrations
from offline.store import Store
def killed(db):
    db.execute("DELETE FROM print_jobs")
    os.kill(os.getpid(), 9)
migrations.STEPS = (*migrations.STEPS, killed)
Store.open(Path(sys.argv[1]))
"""


def test_a_kill_in_the_middle_of_a_step_is_taken_back(filled: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(filled)], check=False).returncode
    assert ended == -9
    assert [forms(copy)[0] for copy in backups.kept(filled)] == [3]
    with Store.open(filled, clock=FakeClock()) as store:
        assert sum(store.print_jobs.counts().values()) == 3
        assert store.mishaps().happened == ()
