"""Fault 19: other bytes come under an id that the hub has. It answers 409, and both are kept for staff."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest
from hub_command import hub
from lane import Lane, Printed
from lying_proxy import Answer, Ask, Request

from hub.keys import load_keys
from offline import wire


def altered(lane: Lane, printed: Printed) -> bytes:
    """Put other bytes under this id into the queue, as a copy of it that went its own way would, and return them."""
    (row,) = (row for row in lane.rows() if row["id"] == printed.id)
    header = wire.read_envelope(row["envelope"]).header
    other = wire.seal(header, b"another payload", load_keys(lane.hub_home / "keys").public().sealing)
    with closing(sqlite3.connect(lane.home / "queue.db")) as queue, queue:
        queue.execute("UPDATE envelopes SET envelope = ? WHERE id = ?", (other, printed.id))
        queue.execute(
            "UPDATE submissions SET digest = ?, size = ?, state = 'queued' WHERE id = ?",
            (wire.digest(other), len(other), printed.id),
        )
    return other


@pytest.mark.parametrize("beside", [0, 2], ids=["put", "batch"])
def test_both_are_kept_and_nothing_else_is_held_up(lane: Lane, beside: int) -> None:
    (first,) = lane.submit()
    assert lane.sync("--once")["sent"] == 1
    (before,) = (bytes(row["envelope"]) for row in lane.rows())
    other = altered(lane, first)
    more = lane.submit(beside) if beside else []
    said = lane.sync("--once")
    assert (said["quarantined"], said["left"], said["sent"]) == (1, 0, beside)
    rows = {row["id"]: row for row in lane.rows()}
    assert (rows[first.id]["state"], rows[first.id]["reason"]) == ("quarantined", "conflict")
    assert bytes(rows[first.id]["envelope"]) == other, "the kiosk keeps its own"
    with closing(sqlite3.connect(lane.hub_home / "hub.db")) as there:
        (kept,) = there.execute("SELECT envelope FROM submission WHERE id = ?", (first.id,)).fetchone()
        beside_it = there.execute("SELECT envelope FROM conflict WHERE submission = ?", (first.id,)).fetchall()
    assert (bytes(kept), [bytes(row[0]) for row in beside_it]) == (before, [other]), "the hub keeps both"
    listed = json.loads(hub(lane.hub_home, "conflicts", "--json").stdout)
    assert [one["id"] for one in listed].count(first.id) == 1
    status = json.loads(lane.kiosk("status", "--json").stdout)
    assert status["quarantined"] == [{"tracking_code": first.tracking_code, "reason": "conflict"}]
    lane.sync("--once")
    assert sorted(lane.at_the_hub([first, *more])) == sorted(one.id for one in [first, *more])


def test_over_http_the_refusal_is_a_409_that_names_its_reason(lane: Lane) -> None:
    (first,) = lane.submit()
    lane.sync("--once")
    altered(lane, first)
    answers: list[tuple[int, str, str]] = []

    def listening(_request: Request, ask: Ask) -> Answer:
        answer = ask()
        answers.append((answer.status, answer.kind, json.loads(answer.body)["reason"]))
        return answer

    lane.proxy.lies.append(listening)
    lane.sync("--once")
    assert answers == [(409, "application/problem+json", "conflict")]
