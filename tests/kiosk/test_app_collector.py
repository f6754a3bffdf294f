from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from finding import wait_until
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.app.collector import Collector


class Ring:
    """Garbage that reference counts alone never free."""

    alive = 0

    def __init__(self) -> None:
        Ring.alive += 1
        self.ring = self

    def __del__(self) -> None:
        Ring.alive -= 1


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    parent = QObject()
    gc.collect()
    made = Collector(parent)
    yield made
    made.stop()


def test_python_collects_nothing_by_itself_until_it_is_handed_back(collector: Collector) -> None:
    collector.start()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()


def test_the_end_of_a_visit_collects_everything(collector: Collector) -> None:
    collector.start()
    Ring()
    gc.collect(0)  # whatever outlives a first look is not young any more
    Ring()
    collector.collect_all()
    assert Ring.alive == 0


def test_young_garbage_goes_now_and_then_while_a_visit_lasts(collector: Collector) -> None:
    (timer,) = collector.findChildren(QTimer)
    timer.setInterval(20)
    collector.start()
    Ring()
    assert Ring.alive == 1
    wait_until(lambda: Ring.alive == 0)
