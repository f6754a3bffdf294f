"""The hub takes a report while a finger is on the page that says so: the touch counts, and the news wait for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from finding import wait_until
from library import Council, Library, open_library, report_a_missed_bin, send
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.protocols import AT_THE_COUNCIL

OFFLINE = "Stored safely here. The council does not have it yet."
ARRIVED = "The council has your report."
OUTSIDE = QPoint(-40, -40)


@pytest.fixture
def as_long_as_it_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A finger holds the news up until it lifts: however slow this machine is, no clock ends that before."""
    monkeypatch.setattr("kiosk.app.when_released._LONGEST_MS", 600_000)


@pytest.fixture
def sent(joined: Path, council: Council) -> Iterator[tuple[Library, str]]:
    """A kiosk that shows a code which the hub, held still, does not have yet."""
    with open_library(joined) as library:
        report_a_missed_bin(library)
        council.process.pause()
        try:
            code = send(library)
            library.hands.see(OFFLINE)
            yield library, code
        finally:
            council.process.go_on()


def pressed(library: Library, name: str) -> QWidget:
    button = library.find.button(name)
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.isDown()  # type: ignore[attr-defined]
    return button


def the_hub_takes_it(library: Library, code: str, council: Council) -> None:
    council.process.go_on()

    def taken() -> bool:
        stored = library.parts.store.find(code)
        return stored is not None and stored.state in AT_THE_COUNCIL

    wait_until(taken, 20)


def nothing_moves(library: Library) -> None:
    library.hands.wait(0.5)
    assert library.heading == OFFLINE, "nothing moves under the finger"


@pytest.mark.usefixtures("as_long_as_it_rests")
def test_finish_held_down_while_it_arrives_finishes(sent: tuple[Library, str], council: Council) -> None:
    library, code = sent
    finish = pressed(library, "Finish")
    the_hub_takes_it(library, code, council)
    nothing_moves(library)
    QTest.mouseRelease(finish, Qt.MouseButton.LeftButton)
    library.hands.see("What do you need today?")
    library.hands.wait(0.3)
    assert library.heading == "What do you need today?", "the page of the last resident does not come back"


@pytest.mark.usefixtures("as_long_as_it_rests")
def test_a_finger_that_slides_off_sees_the_news(sent: tuple[Library, str], council: Council) -> None:
    library, code = sent
    finish = pressed(library, "Finish")
    the_hub_takes_it(library, code, council)
    nothing_moves(library)
    QTest.mouseMove(finish, OUTSIDE)
    QTest.mouseRelease(finish, Qt.MouseButton.LeftButton, pos=OUTSIDE)
    library.hands.see(ARRIVED)


def test_a_finger_that_rests_does_not_keep_the_news_away(sent: tuple[Library, str], council: Council) -> None:
    library, code = sent
    pressed(library, "Finish")
    the_hub_takes_it(library, code, council)
    library.hands.see(ARRIVED)
