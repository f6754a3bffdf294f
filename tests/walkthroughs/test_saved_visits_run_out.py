"""A saved visit runs out on the day that screen and paper name, and where no day can be known none is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from finding import wait_until
from library import ADDRESS, Library, open_library, settle_in, stop_and_clear
from saved_visits import PAPER, RECYCLING, come_back, come_back_halfway, half_of_a_report, save, save_half_of_a_report

from kiosk.clock import SystemClock
from kiosk.parts import Parts
from offline.store import Store


class LaterClock(SystemClock):
    """The computer's clock, some days on."""

    def __init__(self, days: float) -> None:
        super().__init__(always_trusted=True)
        self._on = timedelta(days=days)

    def now(self) -> datetime:
        return super().now() + self._on


@contextmanager
def open_later(home: Path, days: float) -> Iterator[Library]:
    """Open a kiosk whose clock is so many days on."""
    parts = Parts.open(home, program="kiosk run")
    parts.store.close()
    clock = LaterClock(days)
    later = replace(parts, clock=clock, store=Store.open(home, clock=clock, program="kiosk run"))
    with open_library(home, changed=later) as library:
        yield library


def test_too_late_it_says_so_and_nothing_is_left(away: Path) -> None:
    with open_library(away) as library:
        code = save_half_of_a_report(library)
    with open_later(away, 27.5) as library:
        come_back_halfway(library, code)
        stop_and_clear(library)
    with open_later(away, 30) as library:
        come_back(library, code)
        library.hands.see("It is too late to open this")


def test_with_a_clock_nobody_can_believe_no_day_is_named(away: Path) -> None:
    parts = Parts.open(away, program="kiosk run")
    clock = SystemClock()
    clock.trusted = lambda: False  # type: ignore[method-assign]
    with open_library(away, changed=replace(parts, clock=clock)) as library:
        half_of_a_report(library)
        save(library)
        library.hands.see_text("We keep it for 28 days.")
        assert not library.names_a_day()


def test_with_a_right_clock_screen_and_paper_name_the_same_day(away: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    settle_in(away, PAPER.format(paper))
    with open_library(away) as library:
        half_of_a_report(library)
        code = save(library)
        library.hands.see_text("Please take the paper with the code.")
        day = re.search(r"until the end of (.*? 20\d\d)\.", library.words())
        assert day is not None
        printed = " ".join(paper.read_text(encoding="utf-8").split())
        assert code in printed
        assert f"until the end of {day[1]}." in printed
        for word in (ADDRESS, RECYCLING, "FH1 4QT"):
            assert word not in printed
        paper.unlink()
        library.hands.touch("Print again")
        wait_until(paper.exists)
