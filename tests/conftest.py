"""What every test stands on: a clean environment, private servers, no network, and skips that cannot hide in CI."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import machine
import pytest

_CLEARED_PREFIXES = ("KIOSK_", "HUB_", "CREDENTIALS_DIRECTORY")
_CLEARED = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "TZ"}
_MEMORY = Path("/dev/shm")
_ROOM = 4 * 1024**3
_LONGEST_THOROUGH = 1800  # seconds; where 2000 examples are searched in place of 100, five minutes are none too many
_LONG_FOLDERS = {"walkthroughs", "faults"}
_VERY_MANY = 200
_servers = machine.Servers()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--thorough", action="store_true", help="also run the long tests, and search for longer")


def pytest_configure(config: pytest.Config) -> None:
    _clean_environment()
    _choose_hypothesis_profile(thorough=config.getoption("--thorough"))
    shared_out = bool(config.getoption("numprocesses", None)) and not hasattr(config, "workerinput")
    # Whoever shares the tests out runs none; each process that does has a screen and sound of its own.
    if not config.getoption("--collect-only") and not shared_out:
        _servers.start()
    os.environ.update(_servers.environment)
    if not hasattr(config, "workerinput"):
        _keep_what_is_compiled()
    _write_into_memory()
    os.environ["QT_QPA_PLATFORM"] = "xcb" if os.environ.get("DISPLAY") else "offscreen"


def pytest_unconfigure(config: pytest.Config) -> None:
    _servers.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--thorough"):
        for item in items:
            if not item.get_closest_marker("timeout"):
                item.add_marker(pytest.mark.timeout(_LONGEST_THOROUGH))
        _begin_with_what_takes_long(items)
        return
    long = [item for item in items if item.get_closest_marker("thorough")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    _begin_with_what_takes_long(items)


def _begin_with_what_takes_long(items: list[pytest.Item]) -> None:
    """Put files with programs of their own, or with very many tests, first: else all wait for them in the end."""
    tests_in = Counter(item.path for item in items)

    def takes_long(item: pytest.Item) -> bool:
        return not _LONG_FOLDERS.isdisjoint(item.path.parts) or tests_in[item.path] >= _VERY_MANY

    items.sort(key=takes_long, reverse=True)


def pytest_collection_finish() -> None:
    """Leave what lives to the end out of every later collection of garbage.

    Ten thousand tests are millions of objects, and a kiosk collects all garbage whenever a visit ends.
    """
    gc.collect()
    gc.freeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose `needs` this machine lacks; where skips would hide a fault, fail it."""
    for mark in item.iter_markers("needs"):
        for thing in mark.args:
            reason = machine.missing(thing)
            if reason and strict() and not machine.may_be_missing(thing):
                pytest.fail(f"needs {thing}: {reason}", pytrace=False)
            if reason:
                pytest.skip(f"needs {thing}: {reason}")


def strict() -> bool:
    """Say whether a skip counts as a failure here."""
    return os.environ.get("CI") == "true" or os.environ.get("CIVIC_KIOSK_STRICT") == "1"


def _clean_environment() -> None:
    for name in list(os.environ):
        if name.startswith(_CLEARED_PREFIXES) or name in _CLEARED or name.lower() in _CLEARED:
            del os.environ[name]
    os.environ["KIOSK_SECRETS"] = "file"
    # Whatever forgets to say where it writes must not find the folders of the person testing.
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"):
        os.environ[name] = str(_servers.folder)


def _keep_what_is_compiled() -> None:
    """Let the hundreds of programs that tests start compile each module once, even where nothing is kept.

    The folder is this run's: its processes share it, and it goes with them.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(_servers.folder / "compiled")


def _write_into_memory() -> None:
    """Give tests folders in memory where there is room: thousands of queues and hubs wait for the disk otherwise.

    What holds when the power goes is proved with a recorded disk (power_cut.py), and a full one with failing_disk.py.
    """
    if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def _choose_hypothesis_profile(*, thorough: bool) -> None:
    # No deadline and no complaint about slowness: another program's load on this machine is not a fault of ours.
    slow_is_fine = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile("here", deadline=None, suppress_health_check=slow_is_fine)
    hypothesis.settings.register_profile("ci", parent=hypothesis.settings.get_profile("here"), derandomize=True)
    hypothesis.settings.register_profile("thorough", parent=hypothesis.settings.get_profile("here"), max_examples=2000)
    hypothesis.settings.load_profile("thorough" if thorough else "ci" if strict() else "here")


class NetworkUsedError(RuntimeError):
    """A test reached for a machine other than this one. No OSError, so that nothing takes it for a network fault."""


def _refuse_elsewhere(address: Any) -> None:
    """Let loopback and Unix sockets through; raise NetworkUsedError for any other address."""
    if not isinstance(address, tuple):
        return
    host = str(address[0])
    try:
        allowed = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        allowed = host in {"localhost", ""}
    if not allowed:
        raise NetworkUsedError(f"tests may not reach {host}: start a server on 127.0.0.1, or a closed port there")


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Keep every test on this machine: sockets reach loopback and Unix addresses only, names are not looked up."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            _guard_socket(patch, name)
        real = socket.getaddrinfo

        def guarded(host: Any, *rest: Any, **options: Any) -> Any:
            if host is not None:
                _refuse_elsewhere((host.decode() if isinstance(host, bytes) else host,))
            return real(host, *rest, **options)

        patch.setattr(socket, "getaddrinfo", guarded)
        yield


def _guard_socket(patch: pytest.MonkeyPatch, name: str) -> None:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, address: Any) -> Any:
        _refuse_elsewhere(address)
        return real(self, address)

    patch.setattr(socket.socket, name, guarded)


@pytest.fixture
def kiosk_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for a kiosk, which KIOSK_HOME names; a hub's beside it, which HUB_HOME names."""
    home = tmp_path / "kiosk-home"
    home.mkdir(mode=0o700)
    (tmp_path / "hub-home").mkdir(mode=0o700)
    monkeypatch.setenv("KIOSK_HOME", str(home))
    monkeypatch.setenv("HUB_HOME", str(tmp_path / "hub-home"))
    return home


@pytest.fixture
def hub_home(kiosk_home: Path) -> Path:
    """An empty data folder for a hub, which HUB_HOME names."""
    return kiosk_home.parent / "hub-home"


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """An empty memory stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder
