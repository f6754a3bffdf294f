from __future__ import annotations

import asyncio
from typing import ClassVar

import httpx
import pytest
from limits.errors import StorageError
from limits.storage import MemoryStorage
from sending_kiosk import SendingKiosk
from starlette.requests import Request

from hub.api.exchange import client as who_asks
from hub.rate_limit import RateLimit, TooManyRequestsError


def test_each_client_has_its_own_count() -> None:
    limit = RateLimit("tracking", "2/minute")
    for who in ("a", "a", "b", "b"):
        limit.count(who)
    for who in ("a", "b"):
        with pytest.raises(TooManyRequestsError) as caught:
            limit.count(who)
        assert 1 <= caught.value.retry_after <= 60


class Away(MemoryStorage):
    """A shared storage that does not answer."""

    STORAGE_SCHEME: ClassVar[list[str] | None] = ["away"]

    def acquire_entry(self, *_given: object, **_named: object) -> bool:
        raise StorageError(ConnectionError("refused"))


def test_where_a_shared_storage_does_not_answer_the_process_counts_by_itself() -> None:
    limit = RateLimit("tracking", "2/minute", "away://")
    for _ in range(2):
        limit.count("a")
    with pytest.raises(TooManyRequestsError) as caught:
        limit.count("a")
    assert 1 <= caught.value.retry_after <= 60


def test_two_limits_do_not_share_a_count() -> None:
    one, other = RateLimit("tracking", "1/minute"), RateLimit("enrolments", "1/minute")
    one.count("a")
    other.count("a")


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        (None, "unknown"),
    ],
)
def test_a_whole_household_counts_as_one_client(host: str | None, key: str) -> None:
    assert who_asks(Request({"type": "http", "client": (host, 1) if host else None})) == key


def test_no_counting_holds_up_other_requests(
    client: httpx.Client, sending: SendingKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shared storage is asked over a network: on the loop that serves everybody, one slow answer would stop all."""
    on_the_loop = []

    def count(_limit: RateLimit, _who: str) -> None:
        try:
            on_the_loop.append(asyncio.get_running_loop() is not None)
        except RuntimeError:
            on_the_loop.append(False)

    monkeypatch.setattr(RateLimit, "count", count)
    client.get(f"/v1/drafts/{'ab' * 32}", headers=sending.proof())
    client.post("/v1/enrolments", headers={"Content-Type": "application/json"}, content=b"{}")
    client.get("/v1/tracking/CODE", headers=sending.proof())
    client.get("/v1/keys")
    client.get("/t/CODE")
    assert on_the_loop == [False] * len(on_the_loop)
    assert len(on_the_loop) == 5
