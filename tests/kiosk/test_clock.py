from datetime import UTC, datetime, timedelta

import pytest

from kiosk import clock
from kiosk.clock import SystemClock


class _Datetime(datetime):
    """A computer's clock that can be set."""

    at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.at


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> type[_Datetime]:
    monkeypatch.setattr(clock, "datetime", _Datetime)
    _Datetime.at = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
    return _Datetime


def test_now_is_aware_and_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta(0)
    assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_in_step_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_kernel_in_step", lambda: True)
    assert SystemClock().trusted()


def test_a_clock_never_set_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_kernel_in_step", lambda: False)
    assert not SystemClock().trusted()
    assert SystemClock(always_trusted=True).trusted()


@pytest.mark.parametrize(("back", "trusted"), [(0, True), (59, True), (61, False), (86_400, False)])
def test_a_clock_that_went_back_is_not_trusted_again(set_to: type[_Datetime], back: int, trusted: bool) -> None:
    subject = SystemClock(always_trusted=True)
    set_to.at -= timedelta(seconds=back)
    assert subject.trusted() is trusted
    set_to.at += timedelta(days=2)
    assert subject.trusted() is trusted


def test_a_system_without_the_kernels_answer_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock.ctypes, "CDLL", lambda name, use_errno: object())
    assert not SystemClock().trusted()
    monkeypatch.setattr(clock.sys, "platform", "win32")
    assert not SystemClock().trusted()
