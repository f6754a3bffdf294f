"""Files that came with a submission are opened whole and as they were sealed, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from attached_files import FILE_CANARY, file_of, sealed
from sending_kiosk import SendingKiosk
from sent_files import TWO, Sent, arrive, missing, states, with_files
from sqlalchemy import delete, select, update

from hub.opening import OpeningError
from hub.parts import Parts
from hub.tables import attachment_chunk, audit
from kiosk.attachments import CHUNK, Attachment
from offline.wire.attachments import seal_file


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
    sent = with_files(client, sending, [file])
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
    sent = with_files(client, sending, sealed(100), attachments=[])
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
