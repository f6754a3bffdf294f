from __future__ import annotations

import pytest
from starlette.requests import Request

from hub.api.exchange import client
from hub.rate_limit import RateLimit, TooManyRequestsError


def test_each_client_has_its_own_count() -> None:
    limit = RateLimit("tracking", "2/minute")
    for who in ("a", "a", "b", "b"):
        limit.count(who)
    for who in ("a", "b"):
        with pytest.raises(TooManyRequestsError) as caught:
            limit.count(who)
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
    assert client(Request({"type": "http", "client": (host, 1) if host else None})) == key
