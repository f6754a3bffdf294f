"""A journey that closes, on a real stage: its ending stands in its place, and Back leads out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from fakes import FakeClock
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from sample_views import demo_pack
from stage import settle
from stepped import Stepped, stepping

from kiosk.app.journey_steps import JourneySteps
from kiosk.app.topic_reading import TopicReading
from kiosk.app.ways_in import WaysIn
from kiosk.council_pack import CouncilPack

NAME = "consultation"


@dataclass
class Shown:
    pack: CouncilPack


@dataclass
class Begun:
    on: Stepped
    steps: JourneySteps
    clock: FakeClock
    left: list[bool] = field(default_factory=list)

    def begin(self) -> str:
        self.steps.begin(demo_pack().journeys[NAME])
        settle()
        return self.on.heading()


@pytest.fixture
def begun(qapp: QApplication) -> Iterator[Begun]:
    pack = demo_pack()
    clock = FakeClock(datetime(2027, 1, 31, 23, 50, tzinfo=pack.zone))
    with stepping(pack, []) as on:
        found = Begun(on, JourneySteps(on.stage, Shown(pack), clock), clock)
        found.steps.left.connect(lambda: found.left.append(True))
        yield found
        found.steps.forget()


def test_on_the_day_after_its_last_the_ending_stands_in_its_place(begun: Begun) -> None:
    begun.clock.at += timedelta(hours=1)
    assert begun.begin() == "This has closed"
    begun.on.touch("Back")
    assert begun.left == [True]
    begun.clock.is_trusted = False
    assert begun.begin() != "This has closed"


@pytest.mark.parametrize(("later", "trusted", "is_offered"), [(0, True, True), (1, True, False), (1, False, True)])
def test_a_topic_offers_it_on_its_days_only(begun: Begun, *, later: int, trusted: bool, is_offered: bool) -> None:
    shown, clock = Shown(demo_pack()), begun.clock
    clock.at += timedelta(hours=later)
    clock.is_trusted = trusted
    ways_in = WaysIn(begun.on.stage, shown, TopicReading(begun.on.stage, shown, clock), clock)
    ways_in.topic("your-say")
    settle()
    buttons = begun.on.page.names(QAccessible.Role.Button)
    assert any("Have your say" in name for name in buttons) is is_offered
    assert any("Complain" in name for name in buttons)


def test_whoever_is_in_the_middle_at_midnight_goes_on(begun: Begun) -> None:
    begun.begin()
    begun.on.touch("Start")
    begun.clock.at += timedelta(hours=1)
    before = begun.on.heading()
    begun.on.touch("Continue")
    assert begun.on.heading() not in (before, "This has closed")
