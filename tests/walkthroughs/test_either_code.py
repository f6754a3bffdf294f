"""Whoever has a paper with a code need not know which kind it is: both ways in take both, and never mix them up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from finding import wait_until
from library import Library, open_library, report_a_missed_bin, send, settle_in, typed
from misbehaving_hub import MisbehavingHub, running_hub, status
from PySide6.QtWidgets import QApplication
from saved_visits import half_of_a_report, save_and_leave

from kiosk.parts import Parts
from kiosk.tracking_code import new_code
from offline.enrolment import enrol

WAYS_IN = ["Check progress", "Come back to something saved"]


@pytest.fixture
def hub(home: Path, qapp: QApplication) -> Iterator[MisbehavingHub]:
    """A hub that the kiosk in `home` has joined."""
    with running_hub() as hub:
        settle_in(home)
        with Parts.open(home) as parts:
            enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        hub.more["/v1/drafts/"] = lambda _method, _target, _body: status(503)
        yield hub


def enter(library: Library, way_in: str, code: str) -> None:
    """Go from Welcome to the answer about a code."""
    library.hands.touch(way_in)
    library.hands.see("What is the code on your paper?")
    library.find.write(code)
    library.hands.touch("Continue")


def asked(hub: MisbehavingHub, about: str) -> list[str]:
    """What was looked up; saved visits that the kiosk hands over by itself are no questions."""
    return [path for method, path in hub.requests if method == "GET" and path.startswith(f"/v1/{about}/")]


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_a_tracking_code_shows_progress_and_is_looked_for_among_no_saved_visits(
    home: Path, hub: MisbehavingHub, way_in: str
) -> None:
    with open_library(home) as library:
        report_a_missed_bin(library)
        code = send(library)
        wait_until(lambda: len(hub.deliveries) == 1)
        library.hands.touch("Finish")
        hub.requests.clear()
        enter(library, way_in, code.lower().replace("-", " "))
        library.hands.see_text(code)
        assert asked(hub, "tracking") == [f"/v1/tracking/{code}"]
        library.hands.wait(0.3)
        assert asked(hub, "drafts") == []


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_a_come_back_code_opens_what_was_saved_and_is_asked_of_nobody(
    home: Path, hub: MisbehavingHub, way_in: str
) -> None:
    with open_library(home) as library:
        half_of_a_report(library)
        code = save_and_leave(library)
        enter(library, way_in, code.lower())
        library.hands.see("Was it just yours, or the whole street?")
        assert asked(hub, "tracking") == []
        assert not [path for _, path in hub.requests if code in path or code.replace("-", "") in path]


def test_a_come_back_code_with_a_symbol_forgotten_never_leaves_the_kiosk(home: Path, hub: MisbehavingHub) -> None:
    with open_library(home) as library:
        half_of_a_report(library)
        code = save_and_leave(library).replace("-", "")
        hub.requests.clear()
        library.hands.touch("Check progress")
        library.hands.see("What is the code on your paper?")
        for place in range(len(code)):
            slip = code[:place] + code[place + 1 :]
            library.find.field("What is the code on your paper?").setText(slip)
            library.hands.touch("Continue")
            library.hands.see_text("One letter or number is wrong, missing or too many.")
            assert typed(library) == slip, "it stands there to be put right"
        assert asked(hub, "tracking") == asked(hub, "drafts") == []
        library.find.field("What is the code on your paper?").setText(code)
        library.hands.touch("Continue")
        library.hands.see("Was it just yours, or the whole street?")


def test_a_scanned_receipt_is_read_where_a_saved_visit_would_be(home: Path, hub: MisbehavingHub) -> None:
    code = new_code("KT")
    with open_library(home) as library:
        enter(library, "Come back to something saved", f"https://track.fairholme.example/t/{code}")
        library.hands.see("The council does not have this yet")
        library.hands.see_text(code)
        library.hands.touch("Back")
        library.hands.see("What is the code on your paper?")
        assert typed(library) == ""
