"""What goes wrong around the kiosk: plain words on the screen, nothing stored is lost, the reason for the staff."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import MemorySecrets
from library import (
    NAME,
    Command,
    Library,
    begin_missed_bin,
    give_address,
    open_library,
    report_a_missed_bin,
    send,
    settle_in,
)
from misbehaving_hub import MisbehavingHub, Reply, Twist, forged, html, running_hub, status
from PySide6.QtWidgets import QApplication
from tcp_printer import NO_PAPER, WELL, network_printer, tcp_printer

from kiosk.errors import NotStoredError, SecretsError
from kiosk.parts import Parts
from kiosk.protocols import NotStored, State
from offline.enrolment import enrol
from offline.store import Store

CANARY = "Canary-Lane-4711"
TECHNICAL = ["Error", "Exception", "Traceback", "None", "sqlite", "errno", "Errno", "http", ".py", CANARY]


def technical(library: Library) -> list[str]:
    """Return technical words that are on the screen."""
    return [word for word in TECHNICAL if word in library.words()]


def told(kiosk: Command) -> dict[str, Any]:
    """Return what `kiosk status --json` tells the staff."""
    found: dict[str, Any] = json.loads(kiosk("status", "--json").stdout)
    return found


def garbage(_hub: MisbehavingHub, _reply: Reply) -> Reply:
    return Reply(200, b"\x00\xff{not json", "application/json")


@pytest.mark.parametrize("nonsense", [html, garbage, forged, status(500), status(401)])
def test_a_hub_that_answers_nonsense_loses_nothing_and_promises_nothing(
    home: Path, kiosk: Command, qapp: QApplication, nonsense: Twist
) -> None:
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        hub.always = nonsense
        with open_library(home) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.wait(0.8)
            assert "The council does not have it yet." in library.words()
            assert not library.names_a_day()
            assert technical(library) == []
            found = library.parts.store.find(code)
            assert found is not None
            assert found.state in (State.WAITING, State.QUEUED, State.SENDING)
        answer = told(kiosk)
        assert answer["paused"] or answer["trouble"], answer
        assert sum(answer["counts"].values()) == 1


def test_a_printer_without_paper_changes_the_words_and_prints_once_paper_is_in(away: Path, kiosk: Command) -> None:
    with tcp_printer(NO_PAPER) as printer:
        settle_in(away, network_printer(printer.port))
        with open_library(away) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.see_text("The printer needs paper, or its cover is open. Please tell the staff.")
            library.hands.see_text("Write the code down")
            assert technical(library) == []
            assert code.replace("-", "").encode() not in printer.received
            assert told(kiosk)["printer"] == "paper-out"
            printer.answers = WELL
            library.hands.see_text("Please take your receipt.")
            assert code.encode() in printer.received


def test_a_printer_that_is_away_does_not_keep_anybody_waiting(away: Path, kiosk: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = int(closed.getsockname()[1])
    settle_in(away, network_printer(port))
    with open_library(away) as library:
        report_a_missed_bin(library)
        send(library)
        library.hands.see_text("Please tell the staff.")
        library.hands.see_text("You do not have to wait for the paper.")
        assert technical(library) == []
        answer = told(kiosk)
        assert (answer["printer"], answer["print_jobs"]["pending"]) == ("offline", 1)


def test_without_a_keyring_the_kiosk_takes_everything_and_tells_staff_why_it_does_not_send(
    home: Path, kiosk: Command, qapp: QApplication
) -> None:
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        locked = MemorySecrets()
        locked.fault = SecretsError("the keyring is locked")
        with open_library(home, changed=replace(Parts.open(home, program="kiosk run"), secrets=locked)) as library:
            report_a_missed_bin(library)
            code = send(library)
            library.hands.wait(0.5)
            assert "The council does not have it yet." in library.words()
            assert technical(library) == []
            assert library.parts.store.find(code) is not None
        assert told(kiosk)["paused"]
        assert hub.deliveries == []


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (NotStored.DISK_FULL, "This kiosk has no room left to keep it safely."),
        (NotStored.STORAGE, "This kiosk could not keep it safely."),
    ],
)
def test_send_refused_says_so_and_trying_again_works(
    away: Path, monkeypatch: pytest.MonkeyPatch, reason: NotStored, words: str
) -> None:
    real = Store.put
    broken = [NotStoredError(reason, f"disk trouble {CANARY}")]

    def put(store: Store, prepared: Any) -> None:
        if broken:
            raise broken[0]
        real(store, prepared)

    monkeypatch.setattr(Store, "put", put)
    with open_library(away) as library:
        report_a_missed_bin(library)
        library.hands.touch("Send")
        library.hands.see("It was not sent")
        library.hands.see_text(words)
        assert technical(library) == []
        assert sum(library.parts.store.counts().values()) == 0
        library.hands.touch("Back")
        library.hands.see("Check your answers")
        assert NAME in library.words()
        broken.clear()
        send(library)
        assert library.parts.store.counts()[State.QUEUED] + library.parts.store.counts()[State.WAITING] == 1
        assert CANARY not in library.log


def test_with_no_room_no_journey_begins(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "room_for_a_journey", lambda _store: False)
    with open_library(away) as library:
        library.hands.touch("Bins and recycling")
        library.hands.touch("Report a missed bin")
        library.hands.see_text("This kiosk cannot take anything new right now.")
        library.hands.see("What do you need today?")


def test_before_enrolment_nothing_can_be_sent_and_everybody_is_told(
    home: Path, kiosk: Command, qapp: QApplication
) -> None:
    with open_library(home) as library:
        library.hands.see_text("Nothing can be sent from here yet. Please ask at the desk.")
        report_a_missed_bin(library)
        library.hands.touch("Send")
        library.hands.see("It was not sent")
        library.hands.see_text("This kiosk is not ready to send anything to the council yet.")
        assert technical(library) == []
        assert told(kiosk)["enrolled"] is None


def breaks(*_given: object, **_named: object) -> Any:
    raise ZeroDivisionError(f"{CANARY} divided by nothing")


@pytest.mark.parametrize(
    ("what", "cause"),
    [
        ("a slot", lambda patch: patch.setattr("kiosk.app.journey_steps.question_view", breaks)),
        ("the background", lambda patch: patch.setattr(Store, "put", breaks)),
    ],
)
def test_what_nobody_foresaw_gives_plain_words_and_a_way_on(
    away: Path, monkeypatch: pytest.MonkeyPatch, what: str, cause: Callable[[pytest.MonkeyPatch], None]
) -> None:
    with open_library(away, faults=True) as library:
        if what == "a slot":
            begin_missed_bin(library)
            cause(monkeypatch)
            give_address(library)
        else:
            report_a_missed_bin(library)
            cause(monkeypatch)
            library.hands.touch("Send")
        library.hands.see("Something went wrong here")
        assert technical(library) == []
        library.hands.touch("Start again")
        library.hands.see("What do you need today?")
        assert NAME not in library.words()
        logging.getLogger().handlers[-1].flush()
        assert "ZeroDivisionError" in library.log
        assert CANARY not in library.log
