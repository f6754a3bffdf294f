"""The ground the tests stand on: private servers that start and end, needs that cannot hide, no network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import machine
import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

TESTS = Path(machine.__file__).parent


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment in which no screen, bus or sound server is known."""
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PULSE_SERVER"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.needs("xvfb")
def test_a_private_screen_starts_has_the_kiosks_size_and_ends_with_stop(bare: None) -> None:
    servers = machine.Servers()
    servers.start()
    try:
        display = servers.environment["DISPLAY"]
        assert display != os.environ.get("DISPLAY")
        number = display.removeprefix(":")
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(f"/tmp/.X11-unix/X{number}")
    finally:
        servers.stop()
    assert not Path(f"/tmp/.X11-unix/X{number}").exists()


def test_without_the_programs_nothing_starts_and_every_reason_names_a_package(
    bare: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    servers = machine.Servers()
    servers.start()
    servers.stop()
    assert servers.environment == {}
    for thing in ("xvfb", "at-spi", "sound", "voice", "zbar", "keyring"):
        assert "Debian package" in (machine.missing(thing) or "")
    assert machine.missing("python3.99") == "no python3.99 on this machine"


def test_a_need_nobody_knows_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(LookupError, match="at-spi"):
        machine.missing("telepathy")


SKIPPING = """
import pytest

@pytest.mark.needs("zbar")
def test_scans(): pass

@pytest.mark.needs("python3.99")
def test_new_python(): pass

@pytest.mark.thorough
def test_long(): pass
"""


@pytest.mark.parametrize(
    ("setting", "closing"),
    [
        ({}, "2 skipped, 1 deselected"),
        ({"CI": "true"}, "1 skipped, 1 deselected, 1 error"),
        ({"CIVIC_KIOSK_STRICT": "1"}, "1 skipped, 1 deselected, 1 error"),
    ],
)
def test_a_skip_for_a_missing_need_fails_where_skips_could_hide(
    tmp_path: Path, setting: dict[str, str], closing: str
) -> None:
    for name in ("conftest.py", "machine.py"):
        shutil.copy(TESTS / name, tmp_path)
    (tmp_path / "test_needy.py").write_text(SKIPPING)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\nmarkers =\n  needs(thing)\n  thorough\n")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        env={"PATH": "/nowhere", **setting},
        capture_output=True,
        text=True,
        check=False,
    )
    assert closing in run.stdout.splitlines()[-1]


@pytest.mark.parametrize("address", [("192.0.2.1", 9), ("example.org", 443), ("::ffff:192.0.2.1", 9)])
def test_a_socket_to_another_machine_is_refused(address: tuple[str, int]) -> None:
    with socket.socket() as client, pytest.raises(RuntimeError, match="may not reach"):
        client.connect(address)


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(RuntimeError, match="may not reach"):
        socket.create_connection(("example.org", 443))


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        server.accept()[0].close()


@pytest.mark.needs("sound")
def test_the_private_sound_server_has_the_sink_that_leads_nowhere() -> None:
    sinks = subprocess.run(["pactl", "list", "short", "sinks"], capture_output=True, text=True, check=True).stdout
    assert machine.SINK in sinks


@pytest.mark.needs("sound")
def test_qt_finds_the_private_sink(qapp: QApplication) -> None:
    from PySide6.QtMultimedia import QMediaDevices

    assert len(QMediaDevices.audioOutputs()) == 1


ASK = """
import pyatspi
for application in pyatspi.Registry.getDesktop(0):
    for window in application or ():
        print(window.name)
"""


@pytest.mark.needs("at-spi")
def test_a_screen_reader_finds_a_window(qtbot: QtBot) -> None:
    window = QMainWindow()
    window.setWindowTitle("Seen by a screen reader")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    asked = subprocess.Popen([machine.PYATSPI_PYTHON, "-c", ASK], stdout=subprocess.PIPE, text=True)
    # Qt answers the reader from its event loop, so the loop must run while the reader asks.
    qtbot.waitUntil(lambda: asked.poll() is not None, timeout=20_000)
    assert "Seen by a screen reader" in asked.communicate()[0]


def test_environment_variables_of_the_person_testing_do_not_leak_in() -> None:
    assert not [name for name in os.environ if name.startswith(("KIOSK_", "HUB_")) and name != "KIOSK_SECRETS"]
