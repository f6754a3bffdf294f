"""A day at the library: one visit after another, and nothing of the program grows."""

from __future__ import annotations

import gc
import threading
import weakref
from collections import Counter
from pathlib import Path

from library import Library, open_library
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

VISITS = 30
SETTLED = 5
"""After so many visits everything that is kept on purpose has been made."""


def visit(library: Library) -> None:
    """Open a journey, begin it, and leave."""
    hands = library.hands
    for name in ("Bins and recycling", "Report a missed bin", "Start", "Stop", "Stop and clear"):
        hands.touch(name)
    hands.see("What do you need today?")


def in_memory(library: Library) -> Counter[str]:
    """Return how many Qt objects of every kind Python holds, and how many widgets Qt has."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    held = Counter(type(found).__name__ for found in gc.get_objects() if isinstance(found, QObject))
    held["all widgets"] = len(QApplication.allWidgets())
    held["visits"] = len(library.visits())
    return held


def test_thirty_visits_leave_no_more_behind_than_five(away: Path) -> None:
    with open_library(away) as library:
        for _ in range(SETTLED):
            visit(library)
        early = in_memory(library)
        for _ in range(VISITS - SETTLED):
            visit(library)
        late = in_memory(library)
    assert late["visits"] == 0
    assert late["all widgets"] > 0
    assert {kind: (early[kind], n) for kind, n in late.items() if n > early[kind]} == {}


class Holder:
    """Garbage that only the collector finds: a ring of itself and a Qt object."""

    def __init__(self) -> None:
        self.ring = self
        self.held = QObject()


def test_no_other_thread_destroys_what_belongs_to_qt(away: Path) -> None:
    """Whichever thread allocates much collects for all, unless Python is told not to."""
    died_in: list[int] = []

    def allocate() -> None:
        keep = [[number] for number in range(200_000)]
        keep.clear()

    with open_library(away) as library:
        library.hands.wait(0.2)
        holder = Holder()
        weakref.finalize(holder, lambda: died_in.append(threading.get_ident()))
        del holder
        worker = threading.Thread(target=allocate)
        worker.start()
        worker.join()
        assert died_in == []
        visit(library)
        assert died_in == [threading.get_ident()]
    assert gc.isenabled()
