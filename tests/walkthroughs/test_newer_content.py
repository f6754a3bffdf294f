"""The council publishes new words while the kiosk is open: they come after the visit, never in the middle of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from library import (
    Council,
    Library,
    answer_up_to_contact,
    begin_missed_bin,
    give_address,
    join,
    open_library,
    settle_in,
    stop_and_clear,
)
from published_content import NEW_TITLE, OLD_TITLE, pack_in, retitled
from PySide6.QtWidgets import QApplication


@pytest.fixture
def own_council(hub_home: Path) -> Iterator[Council]:
    """A hub of this test's own: what it publishes is for its kiosk alone."""
    council = Council(hub_home)
    council.process.start()
    yield council
    council.process.stop()


@pytest.fixture
def library(kiosk_home: Path, own_council: Council, qapp: QApplication) -> Iterator[Library]:
    settle_in(kiosk_home)
    join(kiosk_home, own_council.process, "library")
    with open_library(kiosk_home) as opened:
        yield opened


def publish(hub_home: Path, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hub", "publish", str(folder), "--key", str(hub_home / "content.key")],
        env=os.environ | {"HUB_HOME": str(hub_home)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def arrive(library: Library, version: int) -> None:
    """Wait until the kiosk has this version on its disk and in its memory, as far as it can be seen from outside."""
    library.kiosk._sync.wake()
    end = time.monotonic() + 30
    while not (library.parts.home / "content" / str(version)).exists():
        assert time.monotonic() < end, "the version did not come"
        QApplication.processEvents()
        time.sleep(0.02)
    end = time.monotonic() + 2
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def titles(library: Library) -> str:
    """Return what the topic's page says, and go back to Welcome."""
    library.hands.touch("Bins and recycling")
    words = library.words()
    library.hands.touch("Back")
    library.hands.see("What do you need today?")
    return words


def test_new_words_come_after_the_visit_and_not_during_it(library: Library, hub_home: Path, tmp_path: Path) -> None:
    begin_missed_bin(library)
    publish(hub_home, retitled(pack_in(tmp_path / "new")))
    arrive(library, 1)
    give_address(library)
    answer_up_to_contact(library)
    assert {visit.journey.title for visit in library.visits()} == {OLD_TITLE}
    stop_and_clear(library)
    assert NEW_TITLE in titles(library)
    assert OLD_TITLE not in titles(library)


def test_where_nobody_stands_at_the_kiosk_they_come_at_once(library: Library, hub_home: Path, tmp_path: Path) -> None:
    assert OLD_TITLE in titles(library)
    publish(hub_home, retitled(pack_in(tmp_path / "new")))
    arrive(library, 1)
    assert NEW_TITLE in titles(library)


def test_whoever_chose_a_language_keeps_the_words_and_the_language_of_one_version(
    library: Library, hub_home: Path, tmp_path: Path
) -> None:
    library.hands.touch("Language")
    library.hands.touch("Cymraeg")
    before = library.words()
    publish(hub_home, _renamed(pack_in(tmp_path / "new")))
    arrive(library, 1)
    assert library.words() == before
    library.kiosk.forget_everything()
    assert "Newholme Council" in library.words()
    library.hands.touch("Language")
    library.hands.touch("Cymraeg")
    assert "Cyngor Newholme" in library.words()
    assert "Fairholme" not in library.words()


def _renamed(folder: Path) -> Path:
    """Give the council another name, in English and Welsh."""
    council, welsh = folder / "council.toml", folder / "locale" / "cy" / "council.po"
    for file in (council, welsh):
        text = file.read_text(encoding="utf-8")
        text = text.replace("Fairholme Council", "Newholme Council").replace("Cyngor Fairholme", "Cyngor Newholme")
        file.write_text(text, encoding="utf-8")
    return folder


def test_a_second_version_takes_the_place_of_the_first_and_the_first_is_let_go(
    library: Library, hub_home: Path, tmp_path: Path
) -> None:
    publish(hub_home, retitled(pack_in(tmp_path / "new")))
    arrive(library, 1)
    for version, marks in ((2, "Second Street"), (3, "Third Street"), (4, "Fourth Street")):
        publish(hub_home, pack_in(tmp_path / str(version), marks=marks))
        arrive(library, version)
    assert OLD_TITLE in titles(library)
    assert sorted(path.name for path in (library.parts.home / "content").iterdir()) == ["3", "4"]
