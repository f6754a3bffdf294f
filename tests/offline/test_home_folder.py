from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from offline.home_folder import make


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were synced, in order."""
    seen: list[Path] = []
    real = os.fsync

    def sync(handle: int) -> None:
        seen.append(Path(f"/proc/self/fd/{handle}").readlink())
        real(handle)

    monkeypatch.setattr(os, "fsync", sync)
    return seen


def test_a_new_home_is_private_and_the_way_to_it_durable(tmp_path: Path, synced: list[Path]) -> None:
    home = tmp_path / "some" / "where"
    make(home, "queue.db")
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert synced[:2] == [tmp_path / "some", tmp_path]


def test_a_home_made_by_somebody_else_is_taken_as_new_until_the_queue_is_in_it(
    tmp_path: Path, synced: list[Path]
) -> None:
    make(tmp_path, "queue.db")
    assert tmp_path.parent in synced
    synced.clear()
    (tmp_path / "queue.db").touch()
    make(tmp_path, "queue.db")
    assert synced == []


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(FileExistsError):
        make(tmp_path / "home", "queue.db")
