"""`kiosk run` without a display, and in a window that nobody but itself places."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from library import settle_in
from PySide6.QtCore import QSize

from kiosk.app.display_there import need_a_display
from kiosk.errors import KioskError


@pytest.fixture
def on_x11(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.fixture
def nobodys() -> str:
    """A display number that nobody answers."""
    number = 4711
    while Path(f"/tmp/.X11-unix/X{number}").exists() or _taken(6000 + number):
        number += 1
    return f":{number}"


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.needs("xvfb")
def test_a_display_that_answers_is_enough(on_x11: None) -> None:
    need_a_display()


@pytest.mark.parametrize(
    ("display", "words"),
    [("", "there is no display: start it from a graphical session"), (None, "no window can be opened on DISPLAY=")],
)
def test_without_a_display_it_says_what_to_do(
    on_x11: None, nobodys: str, monkeypatch: pytest.MonkeyPatch, display: str | None, words: str
) -> None:
    monkeypatch.setenv("DISPLAY", nobodys if display is None else display)
    with pytest.raises(KioskError, match=words):
        need_a_display()


@pytest.mark.parametrize(
    "other", [{"QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "wayland"}, {"WAYLAND_DISPLAY": "wayland-0"}]
)
def test_where_qt_shows_its_windows_elsewhere_no_x_server_is_asked_for(
    on_x11: None, nobodys: str, monkeypatch: pytest.MonkeyPatch, other: dict[str, str]
) -> None:
    monkeypatch.setenv("DISPLAY", nobodys)
    for name, value in other.items():
        monkeypatch.setenv(name, value)
    need_a_display()


def test_kiosk_run_on_a_display_that_nobody_answers_ends_with_words_and_not_with_a_crash(
    kiosk_home: Path, nobodys: str
) -> None:
    settle_in(kiosk_home)
    environment = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "run"],
        env=environment | {"DISPLAY": nobodys, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert f"DISPLAY={nobodys}" in done.stderr
    assert "Traceback" not in done.stderr


# In a process of its own: an application that has run and quit serves no other test.
RUN_AND_LOOK = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from kiosk.__main__ import main
from kiosk.app.opening import make_application
from screens.frame.frame import Frame

application = make_application()

def look():
    for window in application.topLevelWidgets():
        if isinstance(window, Frame) and window.isVisible():
            room = window.screen().availableSize()
            print(window.width(), window.height(), room.width(), room.height(), flush=True)
            application.quit()

timer = QTimer()
timer.timeout.connect(look)
timer.start(200)
raise SystemExit(main(["run", "--windowed"]))
"""


@pytest.mark.needs("xvfb")
def test_kiosk_run_in_a_window_that_no_window_manager_places_has_a_size_to_work_with(kiosk_home: Path) -> None:
    settle_in(kiosk_home)
    done = subprocess.run([sys.executable, "-c", RUN_AND_LOOK], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    width, height, *room = map(int, done.stdout.split()[:4])
    assert QSize(width, height) == QSize(1080, 1500).boundedTo(QSize(*room))
