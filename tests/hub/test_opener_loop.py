from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import OperationalError

from hub import opener_loop
from hub.database import DatabaseError
from hub.opener_loop import OpenerLoop


class CountingOpener:
    """Stands for the opener: says when it was asked, and fails when told to."""

    def __init__(self, *, failing: int = 0, error: Exception | None = None) -> None:
        self.asked = threading.Semaphore(0)
        self._failing = failing
        self._error = error or OperationalError("SELECT", None, Exception("gone"))

    def verify_waiting(self) -> int:
        self.asked.release()
        if self._failing:
            self._failing -= 1
            raise self._error
        return 0


def test_it_looks_at_the_start_when_woken_and_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opener_loop, "_BETWEEN_LOOKS", 60.0)
    opener = CountingOpener()
    loop = OpenerLoop(opener)  # type: ignore[arg-type]
    loop.start()
    assert opener.asked.acquire(timeout=5)
    loop.wake()
    assert opener.asked.acquire(timeout=5)
    assert not opener.asked.acquire(timeout=0.2), "nothing to do, nothing asked"
    loop.stop()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OperationalError("SELECT", None, Exception("gone")), "the database did not answer the opener"),
        (DatabaseError("SQLite keeps another journal"), "the database did not answer the opener"),
        (RuntimeError("Canary-Lane-4711"), "the opener met a fault"),
    ],
)
def test_whatever_goes_wrong_it_looks_again_later(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception, told: str
) -> None:
    monkeypatch.setattr(opener_loop, "_AFTER_A_FAULT", 0.05)
    opener = CountingOpener(failing=2, error=error)
    loop = OpenerLoop(opener)  # type: ignore[arg-type]
    loop.start()
    for _ in range(3):
        assert opener.asked.acquire(timeout=5)
    loop.stop()
    assert [record.getMessage() for record in caplog.records] == [f"{told}: {type(error).__name__}"] * 2
    assert "Canary" not in caplog.text


def test_stopping_before_anything_came_is_quick() -> None:
    loop = OpenerLoop(CountingOpener())  # type: ignore[arg-type]
    loop.start()
    loop.stop()
