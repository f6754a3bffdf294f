"""A kiosk that its hub revoked: nobody there is promised anything more, what was promised stays, staff know why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from library import NAME, Command, open_library, report_a_missed_bin
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply, running_hub
from PySide6.QtWidgets import QApplication

from kiosk.parts import Parts
from kiosk.protocols import State
from offline.enrolment import enrol


def revoked(_hub: MisbehavingHub, _reply: Reply) -> Reply:
    return Reply(403, b'{"reason": "revoked"}', PROBLEM)


@pytest.mark.usefixtures("qapp")
def test_no_visit_begins_at_a_revoked_kiosk_and_what_waits_stays(home: Path, kiosk: Command) -> None:
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        hub.always = revoked
        with open_library(home) as library:
            library.hands.wait(1.0)  # its first look at the hub
            library.hands.touch("Bins and recycling")
            library.hands.touch("Report a missed bin")
            library.hands.see_text("This kiosk cannot take anything new right now.")
            library.hands.see("What do you need today?")
        status = json.loads(kiosk("status", "--json").stdout)
        assert status["paused"] == "revoked"
        assert "has revoked this kiosk" in kiosk("status").stderr


def test_a_visit_that_was_under_way_is_not_promised_anything_and_may_go_elsewhere(
    home: Path, qapp: QApplication
) -> None:
    with running_hub() as hub:
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        with open_library(home) as library:
            report_a_missed_bin(library)
            hub.always = revoked
            library.parts.store.outbox.pause("revoked", 0.0)
            library.hands.touch("Send")
            library.hands.see("It was not sent")
            library.hands.see_text("This kiosk cannot send anything to the council any more.")
            library.hands.see_text("reach the council another way")
            assert sum(library.parts.store.counts().values()) == 0
            hub.always = None
            library.parts.store.outbox.hub_answered()  # its hub takes from it after all
            library.hands.touch("Try again")
            library.hands.read("Stored safely here|The council has")
            assert NAME not in library.log
            assert library.parts.store.counts()[State.QUARANTINED] == 0
