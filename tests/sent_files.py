"""A submission with files at a hub, chunk by chunk, and what the hub then holds of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx
from attached_files import in_clear
from sending_kiosk import SendingKiosk
from sqlalchemy import func, select

from hub.parts import Parts
from kiosk.attachments import CHUNK, Attachment
from kiosk.submission import Header
from offline import wire
from offline.wire.attachments import CHUNK_TYPE, ChunkKept

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


def with_files(client: httpx.Client, kiosk: SendingKiosk, files: list[Attachment], **payload: Any) -> Sent:
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


def arrive(sent: Sent) -> None:
    sent.put()
    for file, number in sent.all_chunks():
        sent.chunk(file, number)
