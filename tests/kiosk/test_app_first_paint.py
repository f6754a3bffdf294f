"""`kiosk run` until Welcome is painted for the first time, and from there until it can be touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from library import settle_in

from kiosk.parts import Parts

LATER = {
    *("kiosk.app.application", "kiosk.answers", "kiosk.visit", "kiosk.evidence", "kiosk.submitting", "kiosk.journey"),
    *("kiosk.receipt_words", "kiosk.search", "kiosk.articles", "kiosk.usage", "kiosk.commands.queue", "kiosk.tasks"),
    *("offline.carried_receipts", "offline.hand_carry", "offline.sync", "offline.salvage", "offline.transport"),
    *("printer.queue", "printer.escpos_job", "screens.fields", "screens.question_screen", "accessibility.speech.voice"),
    *("babel", "email", "escpos", "holidays", "keyring", "logging.handlers", "phonenumbers", "PIL", "pydantic"),
    *("qrcode", "requests", "sqlalchemy", "sqlite_utils", "stdnum", "subprocess", "PySide6.QtMultimedia"),
}
"""Modules that a visit needs, and Welcome does not."""

# In a process of its own: what other tests have imported is not there.
RUN = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from kiosk.__main__ import main
from kiosk.app.opening import make_application

class FirstPaint(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            application.removeEventFilter(self)
            painted(watched)
        return False

application = make_application()
first_paint = FirstPaint()
application.installEventFilter(first_paint)
"""
TELL_MODULES = """
import json, os

def painted(frame):
    print(json.dumps([type(frame.screen_shown).__name__, *sys.modules]), flush=True)
    os._exit(0)
"""
TOUCH_AT_ONCE = """
import ctypes, struct
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton

xcb = ctypes.CDLL("libxcb.so.1")
xcb.xcb_connect.restype = ctypes.c_void_p
PRESS, RELEASE = 4, 5

def painted(frame):
    (button,) = [one for one in frame.findChildren(QAbstractButton) if one.text() == "I need help today"]
    at = button.mapTo(frame, button.rect().center())
    # As the window system does it: into the queue of the window, which nobody reads just now.
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    for kind, state in ((PRESS, 0), (RELEASE, 256)):
        window = int(frame.winId())
        event = struct.pack(
            "=BBHIIIIhhhhHBx", kind, 1, 0, 0, window, window, 0, at.x(), at.y(), at.x(), at.y(), state, 1
        )
        xcb.xcb_send_event(connection, 0, window, 0, event)
    xcb.xcb_flush(connection)  # and it stays open: what a closed connection sent last may be dropped
    timer = QTimer(frame, interval=50)
    timer.timeout.connect(lambda: look(frame))
    timer.start()
    QTimer.singleShot(20_000, application.quit)

def look(frame):
    if type(frame.screen_shown).__name__ != "WelcomeScreen":
        print(type(frame.screen_shown).__name__, flush=True)
        application.quit()
"""
TELL_BOTH = """
def painted(frame):
    print(type(frame.screen_shown).__name__, flush=True)
"""
GO = """
code = main(["run"])
print("kiosk.app.application" in sys.modules, any(one.isVisible() for one in application.topLevelWidgets()), flush=True)
raise SystemExit(code)
"""


def run(statements: str) -> subprocess.CompletedProcess[str]:
    """Run `kiosk run` in a fresh interpreter, with `painted(frame)` called at the first paint."""
    whole = statements + RUN + GO
    return subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, timeout=60, check=False)


def test_until_the_first_paint_nothing_is_imported_that_only_a_visit_needs(kiosk_home: Path) -> None:
    settle_in(kiosk_home)
    Parts.open(kiosk_home).store.close()  # the queue is made once, and then it is there
    done = run(TELL_MODULES)
    assert done.returncode == 0, done.stderr
    shown, *imported = json.loads(done.stdout)
    assert shown == "WelcomeScreen"
    assert LATER & set(imported) == set()


@pytest.mark.needs("xvfb")
def test_a_touch_right_after_the_first_paint_is_answered_when_the_kiosk_is_there(kiosk_home: Path) -> None:
    settle_in(kiosk_home)
    done = run(TOUCH_AT_ONCE)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "HelpTodayScreen"), done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("journeys/missed-bin.toml", 'kind = "', 'kind = "no-kind-', "no-kind-"),
        ("addresses.csv", "uprn,number", "uprn,house", "The first line names uprn, number"),
        ("council.toml", '"12345674"', '"12345675"', "the check digit of '12345675' is wrong"),
    ],
)
def test_what_welcome_does_not_show_and_is_wrong_ends_the_start_before_anybody_can_touch_anything(
    kiosk_home: Path, folder: Path, file: str, old: str, new: str, said: str
) -> None:
    (kiosk_home / "kiosk.toml").write_text(f'council = "{folder}"\n', encoding="utf-8")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run(TELL_BOTH)
    assert done.returncode == 2, done.stderr
    assert str(folder / file) in done.stderr
    assert said in done.stderr
    assert done.stdout.splitlines() == ["WelcomeScreen", "False False"]
