"""What can be read about a topic, on a real stage: there as soon as it is known, gone with its pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from sample_knowledge import demo_knowledge
from stage import settle
from stepped import Stepped, stepping

from kiosk.app.topic_reading import TopicReading
from kiosk.app.ways_in import WaysIn
from kiosk.clock import SystemClock
from kiosk.collation import sort_key
from kiosk.council_pack import CouncilPack
from kiosk.journey_pages import Page

BINS = "bins-and-recycling"
READ = "Read about it"


@dataclass
class Shown:
    pack: CouncilPack


@dataclass
class Ways:
    on: Stepped
    reading: TopicReading
    ways_in: WaysIn
    shown: Shown

    def buttons(self) -> list[str]:
        settle()
        return self.on.page.names(QAccessible.Role.Button)


@pytest.fixture
def ways(qapp: QApplication) -> Iterator[Ways]:
    shown = Shown(demo_knowledge().pack)
    page = Page(id="what", kind="text", ask="What is it?", short="It")
    with stepping(shown.pack, [page]) as on:
        reading = TopicReading(on.stage, shown, SystemClock(always_trusted=True))
        yield Ways(on, reading, WaysIn(on.stage, shown, reading, SystemClock(always_trusted=True)), shown)


def test_a_topic_that_is_open_when_the_articles_are_read_offers_them_then(ways: Ways) -> None:
    ways.ways_in.topic(BINS)
    assert READ not in ways.buttons()
    ways.reading.take(demo_knowledge())
    assert READ in ways.buttons()


def test_a_page_that_was_left_meanwhile_does_not_come_back(ways: Ways) -> None:
    ways.ways_in.topic(BINS)
    ways.ways_in.help_today()
    ways.reading.take(demo_knowledge())
    settle()
    assert ways.on.heading() != "Bins and recycling"


def test_articles_of_another_version_are_not_offered(ways: Ways) -> None:
    ways.reading.take(demo_knowledge())
    ways.shown.pack = replace(ways.shown.pack)
    ways.ways_in.topic(BINS)
    assert READ not in ways.buttons()


def test_the_list_leads_to_each_article_and_tells_which(ways: Ways) -> None:
    opened: list[str] = []
    ways.reading.opened.connect(opened.append)
    ways.reading.take(demo_knowledge())
    ways.ways_in.topic(BINS)
    ways.on.touch(READ)
    rows = ways.reading.list_of(BINS, ways.on.stage.language).rows
    titles = [row.title for row in rows]
    assert {row.way.partition(":")[0] for row in rows} == {"article"}, "a journey has the name of an article"
    assert titles == sorted(titles, key=lambda title: sort_key(title, "en"))
    assert len(titles) > 2
    assert set(titles) <= set(ways.buttons())
    ways.on.find.button(titles[-1]).setFocus()
    ways.on.find.key(Qt.Key.Key_Return)
    settle()
    assert ways.on.heading() == titles[-1]
    assert [way.partition(":")[0] for way in opened] == ["article"]
