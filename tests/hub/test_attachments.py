"""Files that come with a submission: chunk by chunk, promised only once all are here, opened whole or not at all."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from attached_files import FILE_CANARY, file_of, in_clear, sealed
from hub_command import hub, value
from sending_kiosk import SendingKiosk, enrol
from sqlalchemy import delete, func, select, update

from hub.home import Home
from hub.opening import OpeningError
from hub.parts import Parts
from hub.tables import arriving, attachment_chunk, audit
from kiosk.attachments import CHUNK, MOST, SEAL, Attachment
from kiosk.submission import Header
from offline import wire
from offline.wire.attachments import CHUNK_TYPE, ChunkKept, seal_file

TWO = (CHUNK * 2 + 5, 1000)


@dataclass
class Sent:
    """A submission with files, and what a kiosk does with it."""

    client: httpx.Client
    kiosk: SendingKiosk
    header: Header
    envelope: bytes
    files: list[Attachment]

    def put(self) -> wire.Result:
        (result,) = self.kiosk.results(self.kiosk.put(self.client, self.envelope)).results
        return result

    def chunk(self, file: int, number: int, data: bytes | None = None, **changes: Any) -> Any:
        found = self.files[file]
        body = found.chunks[number] if data is None else data
        kiosk = changes.pop("kiosk", self.kiosk)
        address = f"/v1/submissions/{self.header.id}/attachments/{changes.pop('attachment', found.sealed.id)}/"
        headers = {"Content-Type": changes.pop("kind", CHUNK_TYPE), **kiosk.proof()}
        return self.client.put(address + str(changes.pop("place", number)), content=body, headers=headers)

    def kept(self, answer: httpx.Response) -> ChunkKept:
        assert answer.status_code == 200, answer.text
        return wire.open_reply(answer.content, ChunkKept, self.kiosk.keys.receipt)

    def all_chunks(self) -> list[tuple[int, int]]:
        return [(file, number) for file, one in enumerate(self.files) for number in range(len(one.chunks))]


@pytest.fixture
def sent(client: httpx.Client, sending: SendingKiosk) -> Sent:
    return made(client, sending, sealed(*TWO))


def made(client: httpx.Client, kiosk: SendingKiosk, files: list[Attachment], **payload: Any) -> Sent:
    header = kiosk.header(**in_clear(files))
    inside = {"attachments": [file.enclosed for file in files]} | payload
    return Sent(client, kiosk, header, kiosk.envelope(header, **inside), files)


def missing(result: wire.Result) -> list[tuple[str, list[int]]]:
    return [(part.attachment, part.numbers) for part in result.missing]


def count(parts: Parts, table: Any) -> int:
    with parts.database.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def states(parts: Parts) -> list[tuple[str, str]]:
    return [(one.state, one.reason) for one in parts.casework.submissions()]


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


def arrive(sent: Sent) -> None:
    sent.put()
    for file, number in sent.all_chunks():
        sent.chunk(file, number)


def test_opened_files_are_what_was_attached_and_their_opening_is_audited(parts: Parts, sent: Sent) -> None:
    arrive(sent)
    parts.opener.verify_waiting()
    assert states(parts) == [("complete", "")]
    payload = parts.opener.show(sent.header.id, "ann")
    found = list(parts.opener.files(payload, "ann"))
    assert [data for _, data in found] == [file_of(size, seed=seed) for seed, size in enumerate(TWO)]
    assert [(one.name, one.media_type) for one, _ in found] == [
        (f"{FILE_CANARY}-{seed}.jpg", "image/jpeg") for seed in range(2)
    ]
    with parts.database.reading() as connection:
        acts = list(connection.execute(select(audit.c.who, audit.c.act).order_by(audit.c.number)))
    assert [tuple(act) for act in acts] == [("hub", "verified"), ("ann", "shown"), ("ann", "files")]


def replaced(file: Attachment, **changes: Any) -> Attachment:
    return replace(file, enclosed=msgspec.structs.replace(file.enclosed, **changes))


def mixed(one: Attachment, other: Attachment) -> Attachment:
    """The first file with the chunks and digests of the second: what a swap on the kiosk would be."""
    sealed_file = msgspec.structs.replace(one.sealed, chunks=other.sealed.chunks, size=other.sealed.size)
    return replace(one, sealed=sealed_file, chunks=other.chunks)


def reordered(file: Attachment) -> Attachment:
    turned = msgspec.structs.replace(file.sealed, chunks=[file.sealed.chunks[1], file.sealed.chunks[0]])
    return replace(file, sealed=turned, chunks=(file.chunks[1], file.chunks[0]))


def shortened(file: Attachment) -> Attachment:
    size = file.sealed.size - len(file.chunks[-1])
    short = msgspec.structs.replace(file.sealed, chunks=file.sealed.chunks[:-1], size=size)
    return replace(file, sealed=short, chunks=file.chunks[:-1])


FULL = seal_file("a.jpg", file_of(2 * CHUNK))


@pytest.mark.parametrize(
    "file",
    [
        replaced(FULL, digest="0" * 64),
        replaced(FULL, size=7),
        replaced(FULL, key=b"k" * 32),
        replaced(FULL, key=b"short"),
        replaced(FULL, media_type="image/png"),
        replaced(FULL, id="another"),
        mixed(FULL, seal_file("b.jpg", file_of(2 * CHUNK, seed=9))),
        reordered(FULL),
        shortened(FULL),
    ],
    ids=["digest", "size", "key", "short-key", "type", "id", "swapped", "reordered", "shortened"],
)
def test_what_is_not_the_file_that_was_sealed_is_never_complete(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, file: Attachment, caplog: pytest.LogCaptureFixture
) -> None:
    sent = made(client, sending, [file])
    arrive(sent)
    parts.opener.verify_waiting()
    assert states(parts) == [("refused", "attachment")]
    assert "a.jpg" not in caplog.text
    payload = parts.opener.show(sent.header.id, "ann")
    with pytest.raises(OpeningError, match="attach"):
        list(parts.opener.files(payload, "ann"))


def test_files_that_the_seal_does_not_know_are_refused(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    sent = made(client, sending, sealed(100), attachments=[])
    arrive(sent)
    parts.opener.verify_waiting()
    assert states(parts) == [("refused", "attachment")]


def test_chunks_that_a_backup_lacked_are_asked_for_and_verified_again(parts: Parts, sent: Sent) -> None:
    arrive(sent)
    with parts.database.writing() as connection:
        connection.execute(delete(attachment_chunk).where(attachment_chunk.c.number == 1))
    parts.opener.verify_waiting()
    assert states(parts) == [("refused", "attachment")]
    assert missing(sent.put()) == [(sent.files[0].sealed.id, [1])]
    sent.chunk(0, 1)
    assert sent.put().state == "received"
    parts.opener.verify_waiting()
    assert states(parts) == [("complete", "")]


def test_a_chunk_altered_in_the_database_is_never_shown(parts: Parts, sent: Sent) -> None:
    arrive(sent)
    with parts.database.writing() as connection:
        altered = update(attachment_chunk).where(attachment_chunk.c.number == 2)
        connection.execute(altered.values(chunk=b"x" * 21))
    parts.opener.verify_waiting()
    assert states(parts) == [("refused", "attachment")]


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
