"""Attached files at the hub: envelopes whose files are on their way, and the sealed chunks of all files.

Nothing is kept that the device did not sign for: a chunk must have the digest that the envelope's header names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, delete, literal, select

from hub.envelope_check import RefusedError
from hub.tables import arriving, attachment_chunk, submission
from kiosk.attachments import EnclosedFile, SealedFile
from kiosk.submission import Header, Payload
from offline.wire import Envelope, SignedEnvelope, WireError, digest, read_envelope
from offline.wire.attachments import Missing, open_file

WITHOUT_FILES = "without-files"
"""The reason of a submission that staff took in while its files were still on their way."""


class OnItsWay(msgspec.Struct, frozen=True):
    """A submission some of whose files are not here: `here` of its `chunks` are. Nothing was promised about it."""

    tracking_code: str
    id: str
    kiosk: str
    began_at: datetime
    here: int
    chunks: int


def on_their_way(connection: Connection) -> list[OnItsWay]:
    """Return what is on its way, oldest first."""
    return [
        _on_its_way(connection, row) for row in connection.execute(select(arriving).order_by(arriving.c.began_at)).all()
    ]


def expect(connection: Connection, envelope: Envelope, item: SignedEnvelope, now: datetime) -> None:
    """Keep an envelope until its files are here. Raises IntegrityError where its id or code is expected already."""
    header = envelope.header
    connection.execute(
        arriving.insert().values(
            id=header.id,
            tracking_code=header.tracking_code,
            kiosk=header.kiosk,
            digest=digest(item.envelope),
            envelope=item.envelope,
            signature=item.signature,
            began_at=now,
        )
    )


def arrived(connection: Connection, identity: str) -> None:
    """Forget that a submission was on its way: it is here, in the same transaction."""
    connection.execute(delete(arriving).where(arriving.c.id == identity))


def envelope_of(connection: Connection, kiosk: str, identity: str) -> Row[str, bytes, bytes] | None:
    """Return state (`incomplete` while on its way), envelope and signature of what this kiosk sent, or None.

    Locks what is on its way, so that two workers never both find the last chunk in place.
    """
    on_its_way = select(literal("incomplete").label("state"), arriving.c.envelope, arriving.c.signature).where(
        arriving.c.id == identity, arriving.c.kiosk == kiosk
    )
    here = select(submission.c.state, submission.c.envelope, submission.c.signature).where(
        submission.c.id == identity, submission.c.kiosk == kiosk
    )
    found = connection.execute(on_its_way.with_for_update()).one_or_none()
    return found or connection.execute(here).one_or_none()


def missing(connection: Connection, header: Header) -> list[Missing]:
    """Return the chunks that the header names and the hub lacks."""
    if not header.attachments:
        return []
    here = {
        (row.attachment, row.number)
        for row in connection.execute(
            select(attachment_chunk.c.attachment, attachment_chunk.c.number).where(
                attachment_chunk.c.submission == header.id
            )
        )
    }
    lacking = (
        Missing(file.id, [number for number in range(len(file.chunks)) if (file.id, number) not in here])
        for file in header.attachments
    )
    return [part for part in lacking if part.numbers]


def keep(connection: Connection, header: Header, attachment: str, number: int, chunk: bytes) -> bool:
    """Keep one chunk and say whether it is new. Raises RefusedError where the header names no such chunk."""
    file = next((one for one in header.attachments if one.id == attachment), None)
    if file is None or number >= len(file.chunks):
        raise RefusedError("malformed", "The envelope names no such attachment or chunk.", header.id)
    if digest(chunk) != file.chunks[number]:
        raise RefusedError("chunk", "The chunk is not the one that the envelope names.", header.id)
    key = {"submission": header.id, "attachment": attachment, "number": number}
    if connection.execute(select(attachment_chunk.c.number).filter_by(**key)).first() is not None:
        return False
    connection.execute(attachment_chunk.insert().values(chunk=chunk, **key))
    return True


def opened(connection: Connection, payload: Payload) -> Iterator[tuple[EnclosedFile, bytes]]:
    """Yield each file of an opened submission, and its plain bytes. Raises WireError unless it is what was sealed."""
    header = payload.header
    if [file.id for file in payload.attachments] != [file.id for file in header.attachments]:
        raise WireError("the seal holds other attachments than the envelope names")
    for enclosed, sealed in zip(payload.attachments, header.attachments, strict=True):
        yield enclosed, open_file(enclosed, sealed, _chunks(connection, header.id, sealed))


def _on_its_way(connection: Connection, row: Row[Any]) -> OnItsWay:
    header = read_envelope(row.envelope).header
    chunks = sum(len(file.chunks) for file in header.attachments)
    lacking = sum(len(part.numbers) for part in missing(connection, header))
    return OnItsWay(row.tracking_code, row.id, row.kiosk, row.began_at, chunks - lacking, chunks)


def _chunks(connection: Connection, identity: str, file: SealedFile) -> Iterator[bytes]:
    yield from connection.scalars(
        select(attachment_chunk.c.chunk)
        .where(attachment_chunk.c.submission == identity, attachment_chunk.c.attachment == file.id)
        .order_by(attachment_chunk.c.number)
    )
