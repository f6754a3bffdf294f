"""Files that come with a submission: chunk by chunk, and promised only once all are here."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from attached_files import in_clear, sealed
from hub_command import hub, value
from sending_kiosk import SendingKiosk, enrol
from sent_files import Sent, count, missing, states

from hub.home import Home
from hub.parts import Parts
from hub.tables import arriving, attachment_chunk
from kiosk.attachments import CHUNK, MOST, SEAL
from offline import wire
from offline.wire.attachments import ChunkKept


def test_an_envelope_alone_is_incomplete_and_promises_nothing(parts: Parts, sent: Sent) -> None:
    result = sent.put()
    assert (result.state, result.digest, result.received_at) == ("incomplete", wire.digest(sent.envelope), None)
    assert missing(result) == [(sent.files[0].sealed.id, [0, 1, 2]), (sent.files[1].sealed.id, [0])]
    assert sent.put() == result
    assert parts.casework.submissions() == []
    assert sent.client.get(f"/v1/tracking/{sent.header.tracking_code}").status_code == 404
    status = sent.client.get("/v1/status", headers=sent.kiosk.proof())
    assert wire.open_reply(status.content, wire.StatusPage, sent.kiosk.keys.receipt).items == []


def test_with_the_last_chunk_it_is_received_once(parts: Parts, sent: Sent) -> None:
    sent.put()
    for file, number in sent.all_chunks():
        assert parts.casework.submissions() == []
        kept = sent.kept(sent.chunk(file, number))
        digest = sent.files[file].sealed.chunks[number]
        assert (kept.id, kept.number, kept.digest, kept.state) == (sent.header.id, number, digest, "kept")
    assert states(parts) == [("received", "")]
    first = sent.put()
    assert (first.state, first.missing) == ("received", [])
    assert sent.put() == first
    assert count(parts, arriving) == 0


def test_what_is_missing_is_asked_for_and_nothing_else(sent: Sent) -> None:
    sent.put()
    sent.chunk(0, 1)
    assert missing(sent.put()) == [(sent.files[0].sealed.id, [0, 2]), (sent.files[1].sealed.id, [0])]
    sent.chunk(1, 0)
    assert missing(sent.put()) == [(sent.files[0].sealed.id, [0, 2])]


def test_the_same_chunk_many_times_at_once_is_kept_once(parts: Parts, sent: Sent) -> None:
    sent.put()
    for file, number in sent.all_chunks()[1:]:
        sent.chunk(file, number)
    answers: list[Any] = []
    threads = [threading.Thread(target=lambda: answers.append(sent.chunk(0, 0))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [sent.kept(answer).state for answer in answers] == ["kept"] * 6
    assert count(parts, attachment_chunk) == len(sent.all_chunks())
    assert states(parts) == [("received", "")]


def test_bytes_that_the_device_did_not_sign_for_are_never_kept(parts: Parts, sent: Sent) -> None:
    sent.put()
    chunk = sent.files[0].chunks[0]
    flipped = bytes([chunk[0] ^ 1]) + chunk[1:]
    for data in (flipped, chunk[:-1], b"", sent.files[0].chunks[1]):
        answer = sent.chunk(0, 0, data)
        assert (answer.status_code, answer.json()["reason"]) == (422, "chunk")
    assert count(parts, attachment_chunk) == 0


@pytest.mark.parametrize(
    ("changes", "status", "reason"),
    [
        ({"place": 3}, 400, "malformed"),
        ({"place": 32}, 400, "malformed"),
        ({"place": "-1"}, 400, "malformed"),
        ({"place": "²"}, 400, "malformed"),
        ({"attachment": "another"}, 400, "malformed"),
        ({"data": b"x" * (CHUNK + SEAL + 1)}, 413, "too-large"),
        ({"kind": "application/octet-stream"}, 415, "content-type"),
    ],
)
def test_what_is_no_chunk_of_it_is_refused(
    parts: Parts, sent: Sent, changes: dict[str, Any], status: int, reason: str
) -> None:
    sent.put()
    answer = sent.chunk(0, 0, **changes)
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)
    assert count(parts, attachment_chunk) == 0


def test_a_chunk_before_its_envelope_and_one_from_another_kiosk_are_unknown(parts: Parts, sent: Sent) -> None:
    assert sent.kept(sent.chunk(0, 0)).state == "unknown"
    sent.put()
    other = enrol(sent.client, parts.kiosks.invite("van"))
    answer = sent.chunk(0, 0, kiosk=other)
    assert wire.open_reply(answer.content, ChunkKept, other.keys.receipt).state == "unknown"
    assert count(parts, attachment_chunk) == 0
    nobody = replace(other, token="wrong")
    assert sent.chunk(0, 0, kiosk=nobody).status_code == 401
    parts.kiosks.revoke(sent.kiosk.name)
    assert sent.chunk(0, 0).status_code == 403


def test_in_a_batch_it_is_told_apart(sent: Sent) -> None:
    plain = sent.kiosk.envelope()
    results = sent.kiosk.results(sent.kiosk.post(sent.client, sent.kiosk.batch(plain, sent.envelope))).results
    assert [result.state for result in results] == ["received", "incomplete"]


def test_other_bytes_under_an_id_or_code_that_is_on_its_way_are_a_conflict(parts: Parts, sent: Sent) -> None:
    sent.put()
    twin = sent.kiosk.envelope(sent.header)
    same_code = sent.kiosk.envelope(sent.kiosk.header(tracking_code=sent.header.tracking_code))
    for envelope in (twin, same_code):
        answer = sent.kiosk.put(sent.client, envelope)
        assert (answer.status_code, answer.json()["reason"]) == (409, "conflict")
    assert len(parts.casework.conflicts()) == 2
    assert sent.put().state == "incomplete"


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "NOT-A-UUID"},
        {"chunks": []},
        {"chunks": ["0" * 63]},
        {"chunks": ["G" * 64]},
        {"chunks": ["0" * 64] * 2},
        {"chunks": ["0" * 64] * 33},
        {"size": 0},
        {"size": SEAL},
        {"size": -5},
        {"size": CHUNK + SEAL + 1},
        {"size": 2**70},
    ],
)
def test_a_header_that_names_files_that_cannot_be_is_malformed(
    client: httpx.Client, sending: SendingKiosk, changes: dict[str, Any]
) -> None:
    (good,) = sealed(1000)
    header = sending.header(attachments=[msgspec.structs.replace(good.sealed, **changes)])
    answer = sending.put(client, sending.envelope(header))
    assert (answer.status_code, answer.json()["reason"]) == (400, "malformed")


def test_too_many_files_or_one_twice_are_malformed(client: httpx.Client, sending: SendingKiosk) -> None:
    files = sealed(*[100] * (MOST + 1))
    (one,) = sealed(100)
    for named in (files, [one, one], sealed(*[8 * 1024 * 1024] * 3)):
        answer = sending.put(client, sending.envelope(sending.header(**in_clear(named))))
        assert (answer.status_code, answer.json()["reason"]) == (400, "malformed")


def test_an_envelope_without_files_is_as_it_always_was(sending: SendingKiosk) -> None:
    """A hub or a kiosk that knows nothing of attachments reads it, and so do its answers."""
    envelope = sending.envelope()
    assert b"attachments" not in envelope
    assert b"missing" not in msgspec.json.encode(wire.Result("id", "digest", "received"))


def test_staff_see_what_is_on_its_way(home: Home, sent: Sent) -> None:
    assert value(hub(home.path, "arriving", "--json")) == []
    sent.put()
    sent.chunk(0, 1)
    (told,) = value(hub(home.path, "arriving", "--json"))
    assert (told["tracking_code"], told["kiosk"]) == (sent.header.tracking_code, sent.kiosk.name)
    assert (told["here"], told["chunks"]) == (1, 4)
    assert "1 of 4" in hub(home.path, "arriving").stdout


def test_the_words_of_a_kiosk_that_never_comes_back_are_taken_in_without_its_files(
    home: Home, parts: Parts, sent: Sent, tmp_path: Path
) -> None:
    sent.put()
    told = value(hub(home.path, "arriving", "accept", sent.header.tracking_code, "--json"))
    assert told == {"tracking_code": sent.header.tracking_code, "state": "complete"}
    shown = hub(home.path, "show", sent.header.tracking_code, "--attachments", str(tmp_path / "out"))
    assert shown.returncode == 1
    assert "cannot be opened" in shown.stderr
    opened = value(hub(home.path, "show", sent.header.tracking_code, "--json"))
    assert opened["answers"]
    again = hub(home.path, "arriving", "accept", sent.header.tracking_code)
    assert (again.returncode, "is on its way" in again.stderr) == (1, True)
    # It comes back after all: the hub still lacks the files, and takes them.
    assert len(sent.put().missing) == 2
    for file, number in sent.all_chunks():
        sent.chunk(file, number)
    assert sent.put().state == "complete"
    payload = parts.opener.show(sent.header.id, "ann")
    assert len(list(parts.opener.files(payload, "ann"))) == 2
