"""A kiosk in a library as residents meet it: the real application, on a real display, and what people do at it."""

from __future__ import annotations

import gc
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
from finding import Finder, wait_until
from misbehaving_hub import MisbehavingHub
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from sealed_submissions import enrolled

from kiosk.app.application import Kiosk
from kiosk.app.opening import make_application
from kiosk.config import Idle
from kiosk.demo.hands import Hands
from kiosk.demo.hub_process import HubProcess
from kiosk.logs import FILE as LOG
from kiosk.logs import write_logs_to
from kiosk.parts import Parts
from kiosk.visit import Visit
from offline.enrolment import enrol
from screens.code_panel import CodePanel

CODE = r"[A-Z0-9]{2,3}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]"
FAULT = "a fault of ours"
NAME, MOBILE = "Zebedee Quillfeather", "07700 900753"
POSTCODE, ADDRESS = "FH1 4QT", "14 Mill Lane"
SETTINGS = "always_trust_clock = true\n\n[screen]\npixels_per_mm = 3.21\n\n[speech]\non = false\n"

Command = Callable[..., "subprocess.CompletedProcess[str]"]
"""Runs `kiosk …` with these words; `said` on standard input."""


def settle_in(home: Path, settings: str = "") -> None:
    """Write the kiosk.toml of a library; `settings` are more tables."""
    (home / "kiosk.toml").write_text(SETTINGS + settings, encoding="utf-8")


def join(home: Path, hub: HubProcess, name: str) -> None:
    """Let the kiosk in `home` join a real hub."""
    with Parts.open(home, program="kiosk enrol") as parts:
        enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.enrolment_code(name))


def join_nobody(home: Path) -> None:
    """Let the kiosk in `home` have joined a hub that nobody can reach: port 9 of this machine is closed."""
    hub = MisbehavingHub()
    hub.url = "http://127.0.0.1:9"
    with Parts.open(home, program="kiosk enrol") as parts:
        enrolled(parts.store, hub)


class Council:
    """A real hub, and what its people see of it."""

    def __init__(self, home: Path) -> None:
        self.process = HubProcess(home)
        self._home = home

    def command(self, *words: str) -> Any:
        """Run `hub …` and return what it printed as JSON."""
        done = subprocess.run(
            [sys.executable, "-m", "hub", *words, "--json"],
            env=os.environ | {"HUB_HOME": str(self._home)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    def received(self, kiosk: str) -> list[str]:
        """Return the tracking codes that came from a kiosk."""
        return [one["tracking_code"] for one in self.command("submissions") if one["kiosk"] == kiosk]

    def answers(self, code: str) -> dict[str, Any]:
        """Return the opened answers of one submission."""
        return dict(self.command("show", code)["answers"])


@dataclass(frozen=True)
class Library:
    """One open kiosk."""

    parts: Parts
    kiosk: Kiosk
    hands: Hands

    @property
    def find(self) -> Finder:
        return Finder(self.kiosk.frame)

    @property
    def heading(self) -> str:
        shown = self.kiosk.frame.screen_shown
        return shown.heading if shown is not None else ""

    @property
    def log(self) -> str:
        path = self.parts.home / LOG
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def visits(self) -> list[Visit]:
        """Return the visits at this kiosk that anything still refers to."""
        gc.collect()
        return [held for held in gc.get_objects() if isinstance(held, Visit) and held.pack is self.parts.pack]

    def words(self) -> str:
        """All that can be seen or heard of what is shown."""
        return "\n".join(self.find.all_texts())

    def panel_colour(self) -> str:
        """The colour in which the panel with the tracking code is really painted."""
        (panel,) = (found for found in self.kiosk.frame.findChildren(CodePanel) if found.isVisible())
        # Inside the edge, and to the left of every word.
        return panel.grab().toImage().pixelColor(12, panel.height() // 2).name().upper()

    def names_a_day(self) -> bool:
        """Say whether a date can be read on the screen."""
        return bool(
            re.search(
                r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|"
                r"November|December)\b",
                self.words(),
            )
        )


@contextmanager
def logs_given_back() -> Iterator[None]:
    """Take back what a kiosk does to the logging of the whole process."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def put_away(kiosk: Kiosk) -> None:
    """Take the window of a kiosk that was closed off the display."""
    kiosk.frame.close()
    kiosk.frame.deleteLater()
    kiosk.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def open_library(
    home: Path, *, idle: tuple[int, int] | None = None, faults: bool = False, changed: Parts | None = None
) -> Iterator[Library]:
    """Open the kiosk in `home`; at the end nothing unforeseen may be in its log, unless `faults` are wanted.

    `idle`: shorter times than a council may set.
    """
    parts = changed or Parts.open(home, program="kiosk run")
    if idle is not None:
        settings = msgspec.structs.replace(parts.config, idle=Idle(ask_after=idle[0], answer_within=idle[1]))
        parts = replace(parts, config=settings)
    with parts, logs_given_back():
        write_logs_to(home)
        kiosk = Kiosk(parts, make_application())
        library = Library(parts, kiosk, Hands(kiosk.frame))
        kiosk.open(windowed=False)
        try:
            library.hands.see("What do you need today?")
            yield library
        finally:
            kiosk.close()
            put_away(kiosk)
            # The next kiosk's threads must not be the ones that collect this one: Qt's timers end in their own thread.
            del kiosk, library
            gc.collect()
    log = (home / LOG).read_text(encoding="utf-8")
    assert faults or (FAULT not in log and " ERROR " not in log), log


@contextmanager
def somebody_is_there(library: Library) -> Iterator[None]:
    """Count the time in which nobody touches anything only afterwards: a slow machine's touches lie far apart."""
    quiet_time = library.kiosk._quiet_time
    quiet_time.stop()
    yield
    quiet_time.start()


def stop_and_clear(library: Library) -> None:
    """Leave in the middle of something, as a resident can on every page."""
    library.hands.touch("Stop")
    library.hands.touch("Stop and clear")
    library.hands.see("What do you need today?")


def ask_for_progress(library: Library, code: str) -> None:
    """Go from Welcome to the answer about a tracking code."""
    library.hands.touch("Check progress")
    library.hands.see("What is the code on your paper?")
    library.find.write(code)
    library.hands.touch("Continue")


def typed(library: Library) -> str:
    """Return what stands in the only place to type."""
    (field,) = (field for field in library.kiosk.frame.findChildren(QLineEdit) if field.isVisible())
    return field.text()


def begin_missed_bin(library: Library) -> None:
    """Go from Welcome to the first question."""
    hands = library.hands
    hands.touch("Bins and recycling")
    hands.touch("Report a missed bin")
    hands.touch("Start")


def give_address(library: Library) -> None:
    hands = library.hands
    hands.see("What is the postcode where the bin is?")
    hands.write(POSTCODE)
    hands.touch("Find address")
    hands.touch(ADDRESS)
    hands.touch("Continue")


def answer(library: Library, heading: str, option: str) -> None:
    """Choose one option of the page that has this heading."""
    library.hands.see(heading)
    library.hands.touch(option)
    library.hands.touch("Continue")


def answer_up_to_contact(library: Library) -> None:
    answer(library, "Which bins or bags were not emptied?", "Recycling (blue bin)")
    answer_after_the_bins(library)


def answer_after_the_bins(library: Library) -> None:
    answer(library, "Was it just yours, or the whole street?", "Just mine")
    answer(library, "Which day should it have been emptied?", "I do not know")
    answer(library, "Was it out by 6 in the morning?", "Yes")
    answer(library, "Was anything in the way?", "I do not know")
    answer(library, "Did the crew leave a tag or sticker on it?", "No")
    answer(library, "Was it missed another time in the last 3 months?", "No")


def give_mobile_and_name(library: Library) -> None:
    hands = library.hands
    answer(library, "How should we tell you how it is going?", "Text message")
    hands.see("What is your mobile number?")
    library.find.write(MOBILE)
    hands.touch("Continue")
    hands.see("What is your name?")
    library.find.write(NAME)
    hands.touch("Continue")


def report_a_missed_bin(library: Library) -> None:
    """Go from Welcome to the check page."""
    begin_missed_bin(library)
    give_address(library)
    answer_up_to_contact(library)
    give_mobile_and_name(library)
    library.hands.see("Check your answers")


def send(library: Library) -> str:
    """Touch Send and return the tracking code that is shown."""
    library.hands.touch("Send")
    # A hub that is quick has it before the page is seen.
    wait_until(lambda: library.heading.startswith(("Stored safely here.", "The council has ")), 20)
    return library.hands.read(CODE)
