"""Work that a thread does for others."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest

from kiosk.asked import Asked


def test_it_is_done_on_the_thread_that_looks_and_told_to_whoever_asked() -> None:
    woken = threading.Event()
    asked = Asked(woken.set)
    future = asked.ask(lambda: threading.current_thread().name)
    assert woken.is_set()
    thread = threading.Thread(target=asked.do_all, name="its own")
    thread.start()
    thread.join()
    assert future.result(0) == "its own"
    assert not asked.do_all()


def test_what_fails_is_told_to_whoever_asked_and_the_next_is_done() -> None:
    asked = Asked(lambda: None)
    fails, works = asked.ask(lambda: 1 // 0), asked.ask(lambda: 1)
    assert asked.do_all()
    with pytest.raises(ZeroDivisionError):
        fails.result(0)
    assert works.result(0) == 1


def test_at_the_end_nobody_waits_for_ever() -> None:
    asked = Asked(lambda: None)
    before = asked.ask(lambda: 1)
    asked.close()
    for future in (before, asked.ask(lambda: 2)):
        with pytest.raises(CancelledError):
            future.result(0)
    assert not asked.do_all()
