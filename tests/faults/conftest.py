"""What the fault tests stand on: one real hub for all of them, and kiosks that reach it through lying proxies."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest
from canaries import assert_no_canary
from certificates import Authority
from failing_disk import build
from lane import MOBILE, NAME, Lane
from lying_proxy import lying_proxy

from kiosk.demo.hub_process import HubProcess

Laid = Callable[..., Lane]
"""Lays a lane for a kiosk in a folder; `authority` issues what its proxy shows, and the kiosk trusts it."""


@pytest.fixture(scope="session")
def _hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[HubProcess, Path]]:
    home = tmp_path_factory.mktemp("hub")
    process = HubProcess(home)
    with (home / "hub.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[limits]\nenrolments = "600/minute"\n')  # every test enrols a kiosk of its own
    process.start()
    try:
        yield process, home
    finally:
        process.stop()
    assert_no_canary(home, [NAME, MOBILE])  # after all that these tests did to it


@pytest.fixture
def lay(_hub: tuple[HubProcess, Path]) -> Iterator[Laid]:
    """Lays lanes. Their proxies end with the test, and then nothing readable may be left behind."""
    process, hub_home = _hub
    homes: list[Path] = []
    with ExitStack() as proxies:

        def build(home: Path, authority: Authority | None = None) -> Lane:
            proxy = proxies.enter_context(lying_proxy(process.url, authority.issue() if authority else None))
            home.mkdir(mode=0o700, exist_ok=True)
            homes.append(home)
            lane = Lane(home, hub_home, proxy)
            lane.join(process, f"library-{uuid4().hex[:8]}", authority.file if authority else None)
            return lane

        yield build
    for home in homes:
        assert_no_canary(home, [NAME, MOBILE])


@pytest.fixture
def lane(lay: Laid, kiosk_home: Path) -> Lane:
    """A kiosk that joined the hub through a proxy that is honest so far."""
    return lay(kiosk_home)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """Who issues the certificates that a kiosk trusts."""
    return Authority(tmp_path / "authority")


@pytest.fixture
def tls_lane(lay: Laid, kiosk_home: Path, authority: Authority) -> Lane:
    """The same over TLS, with a certificate that is as it should be so far."""
    return lay(kiosk_home, authority)


@pytest.fixture(scope="session")
def failing_disk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes a program's disk fail on command."""
    return build(tmp_path_factory.mktemp("failing-disk"))


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What shifts the clock below a program by SHIFT_SECONDS. Needs a C compiler."""
    made = tmp_path_factory.mktemp("shim") / "shifted_clock.so"
    source = Path(__file__).with_name("shifted_clock.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made
