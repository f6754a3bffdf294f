"""What the kiosk says of a submission and of the day follows what is so; a fault that nobody waits for stays unsaid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock
from finding import wait_until
from library import (
    CODE,
    Library,
    answer,
    begin_missed_bin,
    give_address,
    open_library,
    report_a_missed_bin,
    send,
)
from misbehaving_hub import running_hub
from PySide6.QtWidgets import QApplication

from accessibility.themes import NORMAL
from kiosk.config import Speech
from kiosk.parts import Parts
from kiosk.protocols import State
from offline.enrolment import enrol
from offline.sync_thread import SyncThread

COLLECTION_DAY_AT_NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
"""A Friday on which the blue bin of Mill Lane is emptied: crews still work, and the time before was two weeks ago."""
STORED_HERE = "Stored safely here. The council does not have it yet."


def up_to_the_day(library: Library) -> None:
    begin_missed_bin(library)
    give_address(library)
    answer(library, "Which bins or bags were not emptied?", "Recycling (blue bin)")
    answer(library, "Was it just yours, or the whole street?", "Just mine")
    library.hands.see("Which day should it have been emptied?")


@pytest.mark.parametrize(
    ("trusted", "next_pages"),
    [
        (True, ("It is not late yet", "We will empty it at the next collection")),
        (False, ("Was it out by 6 in the morning?", "Was it out by 6 in the morning?")),
    ],
)
def test_only_a_clock_that_is_right_turns_anybody_away(away: Path, trusted: bool, next_pages: tuple[str, str]) -> None:
    clock = FakeClock(COLLECTION_DAY_AT_NOON)
    clock.is_trusted = trusted
    parts = replace(Parts.open(away, program="kiosk run"), clock=clock)
    with open_library(away, changed=parts) as library:
        up_to_the_day(library)
        for day, page in zip(("Friday 20 November", "Friday 6 November"), next_pages, strict=True):
            library.hands.touch(day)
            library.hands.touch("Continue")
            library.hands.see(page)
            library.hands.touch("Back")
            library.hands.see("Which day should it have been emptied?")


def test_voices_that_cannot_be_looked_for_interrupt_nobody(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise ZeroDivisionError("no voice")

    monkeypatch.setattr("kiosk.app.listening.find_engine", breaks)
    parts = Parts.open(away, program="kiosk run")
    speaking = msgspec.structs.replace(parts.config, speech=Speech(on=True))
    with open_library(away, faults=True, changed=replace(parts, config=speaking)) as library:
        begin_missed_bin(library)
        wait_until(lambda: "ZeroDivisionError" in library.log)
        library.hands.wait(0.3)
        assert library.heading == "What is the postcode where the bin is?"


def test_the_council_has_it_is_taken_back_when_a_restored_hub_refuses_what_it_had(
    home: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    syncs: list[SyncThread] = []
    make_sync = Parts.sync_thread

    def sync_thread(parts: Parts, on_change: Callable[[Sequence[str]], None]) -> SyncThread:
        syncs.append(make_sync(parts, on_change))
        return syncs[-1]

    monkeypatch.setattr(Parts, "sync_thread", sync_thread)
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        with open_library(home) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.see_text("The council has your report.")
            assert library.names_a_day()
            hub.epoch, hub.stored, hub.poison = "epoch-2", {}, lambda _id: "malformed"
            syncs[0].wake(ignore_backoff=True)
            library.hands.see_text(STORED_HERE)
            wait_until(lambda: library.parts.store.counts()[State.QUARANTINED] == 1)
            library.hands.wait(0.2)
            assert library.hands.read(CODE) == code
            assert "The council has your report." not in library.words()
            assert library.panel_colour() == NORMAL.stored
            assert not library.names_a_day()
