"""A disk or a hub that answers late: the answer reaches whoever asked, or nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from finding import wait_until
from library import (
    CODE,
    Library,
    ask_for_progress,
    begin_missed_bin,
    open_library,
    report_a_missed_bin,
    send,
    settle_in,
    stop_and_clear,
)
from misbehaving_hub import MisbehavingHub, Reply, running_hub
from PySide6.QtWidgets import QApplication
from tcp_printer import WELL, network_printer, tcp_printer

from kiosk.errors import NotStoredError
from kiosk.parts import Parts
from kiosk.protocols import NotStored
from offline.enrolment import enrol
from offline.store import Store


class SlowDisk:
    """Takes the first submission only after `go_on`, or refuses it then; the others at once."""

    def __init__(self, patch: pytest.MonkeyPatch, *, refuses: bool) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()
        self.first = ""
        really = Store.put

        def put(store: Store, prepared: Any) -> None:
            if not self.first:
                self.first = prepared.header.tracking_code
                self.asked.set()
                self.go_on.wait(20)
                if refuses:
                    raise NotStoredError(NotStored.STORAGE, "the disk took too long")
            really(store, prepared)

        patch.setattr(Store, "put", put)


class SlowToTell:
    """A hub that does not answer questions about progress before `go_on`; all else at once."""

    def __init__(self, hub: MisbehavingHub) -> None:
        self._hub = hub
        self.go_on = threading.Event()
        hub.always = self._twist

    @property
    def asked(self) -> int:
        return sum(path.startswith("/v1/tracking/") for _, path in self._hub.requests)

    def _twist(self, hub: MisbehavingHub, reply: Reply) -> Reply:
        if hub.requests[-1][1].startswith("/v1/tracking/"):
            self.go_on.wait(30)
        return reply


@pytest.fixture
def hub(home: Path, qapp: QApplication) -> Iterator[MisbehavingHub]:
    """A hub that the kiosk in `home` has joined."""
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        yield hub


def leave_while_it_is_stored(library: Library, disk: SlowDisk) -> None:
    report_a_missed_bin(library)
    library.hands.touch("Send")
    assert disk.asked.wait(5)
    stop_and_clear(library)


def test_what_was_sent_by_one_who_left_is_stored_printed_and_delivered_once_and_the_next_sees_only_their_own_code(
    home: Path, hub: MisbehavingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch, refuses=False)
    with tcp_printer(WELL) as printer:
        settle_in(home, network_printer(printer.port))
        with open_library(home) as library:
            leave_while_it_is_stored(library, disk)
            report_a_missed_bin(library)
            own = send(library)
            library.hands.see_text("Please take your receipt.")
            wait_until(lambda: len(hub.deliveries) == 1)
            disk.go_on.set()
            wait_until(lambda: disk.first.encode() in printer.received and len(hub.deliveries) == 2)
            library.hands.wait(0.3)
            assert own != disk.first
            assert library.hands.read(CODE) == own
            assert disk.first not in library.words()
            assert sum(library.parts.store.counts().values()) == 2
            assert library.parts.store.find(disk.first) is not None
    assert len({identity for identity, _ in hub.deliveries}) == len(hub.deliveries) == 2


def test_what_the_disk_refused_one_who_left_is_not_told_to_the_next(
    away: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = SlowDisk(monkeypatch, refuses=True)
    with open_library(away) as library:
        leave_while_it_is_stored(library, disk)
        begin_missed_bin(library)
        disk.go_on.set()
        library.hands.wait(0.4)
        assert library.heading == "What is the postcode where the bin is?"
        stop_and_clear(library)
        report_a_missed_bin(library)
        assert send(library) != disk.first
        assert sum(library.parts.store.counts().values()) == 1


def test_looking_up_progress_that_was_left_holds_nobody_up_and_opens_nothing(home: Path, hub: MisbehavingHub) -> None:
    slow = SlowToTell(hub)
    with open_library(home) as library:
        for nth in (1, 2):
            ask_for_progress(library, "KK-CJ62-33HA-B")
            wait_until(lambda nth=nth: slow.asked == nth)  # type: ignore[misc]
            library.hands.touch("Back")
            library.hands.see("What do you need today?")
        # As many as there are threads: a third is asked only because the two before were broken off.
        ask_for_progress(library, "KK-CJ62-33HA-B")
        wait_until(lambda: slow.asked == 3, seconds=3)
        library.hands.touch("Back")
        begin_missed_bin(library)
        library.hands.wait(0.4)
        assert library.heading == "What is the postcode where the bin is?"
        stop_and_clear(library)
        slow.go_on.set()


def test_two_residents_waiting_for_the_hub_do_not_keep_a_third_from_sending(
    home: Path, hub: MisbehavingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even a question that cannot be broken off keeps nobody from the store."""
    slow = SlowToTell(hub)
    monkeypatch.setattr("offline.transport.Transport.stop", lambda _transport: None)
    with open_library(home) as library:
        for nth in (1, 2):
            ask_for_progress(library, "KK-CJ62-33HA-B")
            wait_until(lambda nth=nth: slow.asked == nth)  # type: ignore[misc]
            library.hands.touch("Back")
            library.hands.see("What do you need today?")
        report_a_missed_bin(library)
        code = send(library)
        assert library.parts.store.find(code) is not None
        slow.go_on.set()
        library.hands.wait(0.3)
        assert library.hands.read(CODE) == code
