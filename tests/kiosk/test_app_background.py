from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from finding import wait_until
from PySide6.QtWidgets import QApplication

from kiosk.app.background import Background
from kiosk.app.signals import Reports
from kiosk.errors import HubError, KioskError
from kiosk.protocols import PrinterState

CANARY = "Canary-Lane-4711"


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


@pytest.fixture
def one_by_one(qapp: QApplication) -> Iterator[Background]:
    """One thread: what was asked first is told first."""
    made = Background(1)
    yield made
    made.close()


def here() -> int:
    return threading.get_ident()


def test_work_is_done_elsewhere_and_told_here(background: Background) -> None:
    told: list[tuple[int, int]] = []
    background.run(here, lambda where: told.append((where, here())))
    wait_until(lambda: bool(told))
    [(worked, heard)] = told
    assert worked != heard == here()


def test_a_known_error_goes_to_whoever_asked(background: Background) -> None:
    failed: list[KioskError] = []
    broke: list[bool] = []
    background.broke.connect(lambda: broke.append(True))

    def work() -> None:
        raise HubError("away")

    background.run(work, lambda _: failed.append(KioskError("told as done")), failed.append)
    wait_until(lambda: bool(failed))
    assert isinstance(failed[0], HubError)
    assert broke == []


def test_an_unforeseen_error_is_told_as_a_fault_and_not_to_whoever_asked(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    told: list[Any] = []
    broke: list[bool] = []
    background.broke.connect(lambda: broke.append(True))

    def work() -> None:
        raise ZeroDivisionError(CANARY)

    background.run(work, told.append, told.append)
    wait_until(lambda: bool(broke))
    assert told == []
    assert CANARY not in [record.getMessage() for record in caplog.records]


def test_a_result_belongs_to_the_visit_that_asked(one_by_one: Background) -> None:
    go_on = threading.Event()
    told: list[str] = []
    one_by_one.run(lambda: f"too late {go_on.wait(5)}", told.append)
    one_by_one.next_visit()
    one_by_one.run(lambda: "in time", told.append)
    go_on.set()
    wait_until(lambda: "in time" in told)
    assert told == ["in time"]


@pytest.mark.parametrize("error", [HubError("away"), ZeroDivisionError(CANARY)])
def test_an_error_of_a_visit_that_is_over_is_not_told(one_by_one: Background, error: Exception) -> None:
    go_on = threading.Event()
    told: list[str] = []
    one_by_one.broke.connect(lambda: told.append("broke"))

    def late() -> None:
        go_on.wait(5)
        raise error

    one_by_one.run(late, lambda _: told.append("done"), lambda _: told.append("failed"))
    one_by_one.next_visit()
    one_by_one.run(lambda: "in time", told.append)
    go_on.set()
    wait_until(lambda: "in time" in told)
    assert told == ["in time"]


def test_what_is_for_no_visit_is_told_whoever_stands_there(background: Background) -> None:
    go_on = threading.Event()
    told: list[str] = []
    background.run(lambda: "stored" if go_on.wait(5) else "", told.append, for_visit=False)
    background.next_visit()
    go_on.set()
    wait_until(lambda: told == ["stored"])


def test_a_fault_that_nobody_waits_for_interrupts_nobody(
    background: Background, caplog: pytest.LogCaptureFixture
) -> None:
    broke: list[str] = []
    background.broke.connect(lambda: broke.append("somebody"))

    def work() -> None:
        raise ZeroDivisionError(CANARY)

    background.run(work, lambda _: None, for_visit=False)
    wait_until(lambda: "work in the background failed" in caplog.text)
    background.run(work, lambda _: None, broke=lambda: broke.append("whoever asked"), for_visit=False)
    wait_until(lambda: broke != [])
    assert broke == ["whoever asked"]


def test_what_comes_after_the_end_is_dropped(qapp: QApplication) -> None:
    background = Background()
    told: list[Any] = []
    begun, go_on = threading.Event(), threading.Event()

    def work() -> int:
        begun.set()
        go_on.wait(5)
        return 1

    background.run(work, told.append)
    begun.wait(5)
    go_on.set()
    background.close()
    background.run(lambda: 2, told.append)
    QApplication.processEvents()
    assert told == []


def test_other_threads_are_heard_on_the_gui_thread(qapp: QApplication) -> None:
    reports = Reports()
    heard: list[tuple[Any, ...]] = []
    reports.hub_said.connect(lambda codes: heard.append((here(), codes)))
    reports.printer_said.connect(lambda code, state: heard.append((here(), code, state)))

    def elsewhere() -> None:
        reports.from_sync(("KK-1",))
        reports.from_printer("KK-1", PrinterState.PAPER_OUT)
        reports.from_printer("KK-1", None)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert heard == []
    wait_until(lambda: len(heard) == 3)
    assert heard == [
        (here(), ["KK-1"]),
        (here(), "KK-1", PrinterState.PAPER_OUT),
        (here(), "KK-1", None),
    ]
