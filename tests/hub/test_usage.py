"""The totals of use at the hub: a kiosk's day whole, once, and added up over kiosks."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import msgspec
import pytest
from sending_kiosk import SendingKiosk, enrol

from hub.__main__ import main
from hub.home import Home
from hub.parts import Parts
from offline import wire
from offline.wire.usage import Total, UsageDay, UsageTaken

DAY = date(2026, 11, 20)
BEGAN = Total("journey", "began", 3, journey="missed-bin", channel="self", language="en")
SENT = Total("journey", "sent", 2, journey="missed-bin", channel="self", language="en")


def put(client: httpx.Client, kiosk: SendingKiosk, body: Any, day: str = "2026-11-20") -> httpx.Response:
    content = body if isinstance(body, bytes) else msgspec.json.encode(body)
    headers = {"Authorization": f"Bearer {kiosk.token}", wire.KIOSK_HEADER: kiosk.name}
    return client.put(f"/v1/usage/{day}", content=content, headers={**headers, "Content-Type": "application/json"})


def taken(answer: httpx.Response, kiosk: SendingKiosk) -> UsageTaken:
    assert answer.status_code == 200
    return wire.open_reply(answer.content, UsageTaken, kiosk.keys.receipt)


def sums(parts: Parts) -> dict[str, int]:
    return {one.name: one.total for one in parts.usage.sums(DAY, DAY)}


def test_a_day_sent_twice_counts_once(client: httpx.Client, sending: SendingKiosk, parts: Parts) -> None:
    day = UsageDay(DAY, 1, [BEGAN, SENT])
    assert taken(put(client, sending, day), sending).revision == 1
    assert taken(put(client, sending, day), sending).revision == 1
    assert sums(parts) == {"began": 3, "sent": 2}


def test_a_later_revision_takes_the_place_and_an_earlier_one_changes_nothing(
    client: httpx.Client, sending: SendingKiosk, parts: Parts
) -> None:
    put(client, sending, UsageDay(DAY, 5, [BEGAN]))
    put(client, sending, UsageDay(DAY, 6, [msgspec.structs.replace(BEGAN, total=9)]))
    answer = taken(put(client, sending, UsageDay(DAY, 4, [SENT])), sending)
    assert answer.revision == 6
    assert sums(parts) == {"began": 9}


def test_kiosks_are_added_up(client: httpx.Client, sending: SendingKiosk, parts: Parts) -> None:
    other = enrol(client, parts.kiosks.invite("east-library"))
    put(client, sending, UsageDay(DAY, 1, [BEGAN]))
    put(client, other, UsageDay(DAY, 1, [BEGAN]))
    assert sums(parts) == {"began": 6}


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"\xff",
        {"day": "2026-11-21", "revision": 1, "totals": []},
        {"day": "2026-11-20", "revision": 0, "totals": []},
        {"day": "2026-11-20", "revision": 1, "totals": [{"family": "person", "name": "x", "total": 1}]},
        {"day": "2026-11-20", "revision": 1, "totals": [{"family": "page", "name": "14 Mill Lane", "total": 1}]},
        {"day": "2026-11-20", "revision": 1, "totals": [{"family": "page", "name": "reached", "total": -1}]},
    ],
)
def test_what_is_no_day_of_totals_is_refused(client: httpx.Client, sending: SendingKiosk, body: Any) -> None:
    answer = put(client, sending, body)
    assert (answer.status_code, answer.json()["reason"]) == (400, "malformed")


def test_nobody_else_may_count(client: httpx.Client, sending: SendingKiosk) -> None:
    sending.token = "another"
    assert put(client, sending, UsageDay(DAY, 1, [BEGAN])).status_code == 401


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    monkeypatch.setenv("HUB_HOME", str(home.path))

    def command(*words: str) -> tuple[int, str, str]:
        code = main(["usage", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_staff_read_the_totals_of_a_month(client: httpx.Client, sending: SendingKiosk, run: Callable[..., Any]) -> None:
    put(client, sending, UsageDay(DAY, 1, [BEGAN, SENT]))
    code, out, _ = run("2026-11", "--json")
    assert code == 0
    assert [(one["name"], one["journey"], one["total"]) for one in json.loads(out)] == [
        ("began", "missed-bin", 3),
        ("sent", "missed-bin", 2),
    ]
    assert run("2026-10", "--json")[:2] == (0, "[]\n")
    assert "missed-bin" in run("2026-11")[1]


def test_a_month_without_totals_is_told_in_words_with_those_that_have_some(
    client: httpx.Client, sending: SendingKiosk, run: Callable[..., Any]
) -> None:
    code, out, err = run("2026-10")
    assert (code, "no kiosk has sent any totals yet" in out, err) == (0, True, "")
    put(client, sending, UsageDay(DAY, 1, [BEGAN, SENT]))
    put(client, sending, UsageDay(date(2026, 9, 30), 1, [BEGAN]), "2026-09-30")
    code, out, err = run("2026-10")
    assert (code, out, err) == (0, "There is nothing for 2026-10. There are totals for: 2026-09, 2026-11.\n", "")
    assert "There is nothing" not in run("2026-09")[1]


@pytest.mark.parametrize("month", ["November", "2026-13", "2026-1", "1999-01", "2026-00"])
def test_what_is_no_month_is_refused(run: Callable[..., Any], month: str) -> None:
    code, _, error = run(month)
    assert (code, "like 2026-11" in error) == (2, True)
