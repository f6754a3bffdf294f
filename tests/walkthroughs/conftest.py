"""Kiosks to walk through, each in a folder of its own, and one real hub that they join."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from library import Command, Council, Library, join, join_nobody, open_library, settle_in
from PySide6.QtWidgets import QApplication


@pytest.fixture(scope="module", autouse=True)
def _without_the_past() -> None:
    """Keep what other tests left out of every count and collection: a kiosk collects all garbage after each visit."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def _council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Council]:
    home = tmp_path_factory.mktemp("council")
    council = Council(home)
    with (home / "hub.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[limits]\nenrolments = "600/minute"\n')  # every test enrols a kiosk of its own
    council.process.start()
    yield council
    council.process.stop()


@pytest.fixture
def council(_council: Council) -> Iterator[Council]:
    """The hub, reachable when the test begins and again when it ends."""
    yield _council
    _council.process.go_on()


@pytest.fixture
def name() -> str:
    """What the kiosk of this test is called at the hub, where a name is never used twice."""
    return f"library-{uuid4().hex[:8]}"


@pytest.fixture
def home(kiosk_home: Path) -> Path:
    """A kiosk that joined nobody yet."""
    settle_in(kiosk_home)
    return kiosk_home


@pytest.fixture
def away(home: Path, qapp: QApplication) -> Path:
    """A kiosk whose hub cannot be reached."""
    join_nobody(home)
    return home


@pytest.fixture(scope="module")
def one_kiosk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication
) -> Iterator[Library]:
    """One open kiosk for a module, whose hub cannot be reached; it asks and forgets in the module's `IDLE` seconds."""
    home = tmp_path_factory.mktemp("one-kiosk")
    settle_in(home)
    join_nobody(home)
    with open_library(home, idle=getattr(request.module, "IDLE", None)) as library:
        yield library


@pytest.fixture
def library(one_kiosk: Library) -> Iterator[Library]:
    """That kiosk; it forgets everything when the test ends."""
    yield one_kiosk
    one_kiosk.kiosk.forget_everything()


@pytest.fixture
def joined(home: Path, council: Council, name: str, qapp: QApplication) -> Path:
    """A kiosk that joined the council's hub."""
    join(home, council.process, name)
    return home


@pytest.fixture
def kiosk(kiosk_home: Path) -> Command:
    """Runs `kiosk …` in a process of its own, on this test's KIOSK_HOME."""

    def run(*words: str, said: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "kiosk", *words],
            env=os.environ | environment,
            input=said,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run
