"""What stands apart from any case: the hub keeps the day, ties it to nothing, and tells staff so."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import msgspec
import pytest
from attached_files import sealed
from sending_kiosk import SendingKiosk, SetClock
from sent_files import TWO
from sqlalchemy import select

from hub.parts import Parts
from hub.tables import metadata
from kiosk.apart import only_the_day
from kiosk.submission import Header

Run = Callable[..., tuple[int, str, str]]
DAY = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def case(client: httpx.Client, sending: SendingKiosk) -> Header:
    """A case that came before, with a time of its own."""
    header = sending.header()
    assert sending.put(client, sending.envelope(header)).status_code == 201
    return header


@pytest.fixture
def apart(parts: Parts, client: httpx.Client, sending: SendingKiosk, case: Header, clock: SetClock) -> Header:
    """What stands apart, arrived and opened."""
    clock.pass_by(minutes=7)
    header = only_the_day(sending.header(journey="equality-monitoring"))
    assert sending.put(client, sending.envelope(header, working_days=None)).status_code == 201
    parts.opener.verify_waiting()
    return header


def rows_about(parts: Parts, *words: str) -> list[str]:
    """Every row of every table with one of these words in it, without sealed bytes."""
    found = []
    with parts.database.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                line = f"{table.name}: " + " ".join(
                    str(value) for value in row.values() if not isinstance(value, bytes)
                )
                found += [line] if any(word in line for word in words) else []
    return found


def test_no_row_of_the_hub_has_a_time_of_it_or_a_word_of_the_case(parts: Parts, case: Header, apart: Header) -> None:
    lines = rows_about(parts, apart.id, apart.tracking_code)
    assert {line.partition(":")[0] for line in lines} == {"submission", "history", "audit"}
    assert [line for line in lines if case.id in line or case.tracking_code in line] == []
    assert [line for line in lines if "10:0" in line] == []  # the clock stands at seven minutes past ten
    assert [line for line in lines if "2026-11-20 00:00:00" not in line] == []
    assert len([line for line in rows_about(parts, case.id) if "10:0" in line]) > 1


def test_the_kiosk_and_whoever_asks_hear_the_day(client: httpx.Client, sending: SendingKiosk, clock: SetClock) -> None:
    header = only_the_day(sending.header())
    [result] = sending.results(sending.put(client, sending.envelope(header))).results
    assert result.received_at == DAY
    page = client.get("/v1/status", headers=sending.proof())
    assert b"2026-11-20T00:00:00Z" in sending_body(page)
    assert clock.at.minute == 0


def sending_body(answer: httpx.Response) -> bytes:
    """The body inside a signed reply."""
    return base64.b64decode(json.loads(answer.content)["body"])


def test_whoever_finds_its_code_learns_no_title(client: httpx.Client, sending: SendingKiosk, apart: Header) -> None:
    answer = client.get(f"/v1/tracking/{apart.tracking_code}", headers=sending.proof())
    assert b'"journey":""' in sending_body(answer)


def test_staff_are_told_that_it_belongs_to_no_case_and_see_the_day_only(run: Run, case: Header, apart: Header) -> None:
    _, listed, _ = run("submissions")
    [line] = [line for line in listed.splitlines() if apart.tracking_code in line]
    assert "apart from any case" in line
    assert "2026-11-20 " in line
    assert ":" not in line
    [other] = [line for line in listed.splitlines() if case.tracking_code in line]
    assert "apart" not in other
    _, shown, _ = run("show", apart.tracking_code)
    assert "apart from any case" in shown
    assert ":00" not in shown.replace("::", "")
    assert case.tracking_code not in shown
    _, other, _ = run("show", case.tracking_code)
    assert "apart" not in other


def test_scripts_are_told_too(run: Run, case: Header, apart: Header) -> None:
    _, listed, _ = run("submissions", "--json")
    assert {one["tracking_code"]: one["apart"] for one in json.loads(listed)} == {
        case.tracking_code: False,
        apart.tracking_code: True,
    }


@pytest.mark.parametrize(
    "told",
    [
        {"sent_at": datetime(2026, 11, 20, 9, 59, tzinfo=UTC)},
        {"language": "cy"},
        {"channel": "assisted"},
        {"attachments": [one.sealed for one in sealed(*TWO)]},
    ],
    ids=["time", "language", "helper", "files"],
)
def test_what_says_more_than_it_may_is_refused(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, told: dict[str, Any]
) -> None:
    header = msgspec.structs.replace(only_the_day(sending.header()), **told)
    answer = sending.put(client, sending.envelope(header))
    assert (answer.status_code, answer.json()["reason"]) == (400, "malformed")
    assert parts.casework.submissions() == []
