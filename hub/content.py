"""What kiosks show: every version of the council pack ever issued, and its files, kept once each.

Files stand in pieces, so that neither publishing nor serving a long list of addresses holds it in memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.exc import IntegrityError

from hub.database import Database
from hub.tables import content_chunk, content_file, content_version
from kiosk.errors import KioskError
from offline.wire import digest
from offline.wire.content import ContentFile, Manifest

PIECE = 1024 * 1024


class ContentError(KioskError):
    """Content that cannot be published; the text says why and what would be right."""


@dataclass(frozen=True)
class Issued:
    """One version as staff see it in a list. `size` is that of all its files, in bytes."""

    version: int
    pack: str
    made_at: datetime
    expires_at: datetime
    files: int
    size: int
    who: str


class Content:
    """Keeps what was published. Never takes a version back: forms that were begun with one may still come."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def issued(self) -> list[Issued]:
        """Return every version, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(select(content_version).order_by(content_version.c.version.desc())).all()
        return [_issued(row) for row in rows]

    def manifest(self) -> tuple[str, bytes] | None:
        """Return the newest signed manifest with its digest, or None before the first publication."""
        newest = select(content_version.c.digest, content_version.c.manifest).order_by(content_version.c.version.desc())
        with self._database.reading() as connection:
            row = connection.execute(newest.limit(1)).first()
        return None if row is None else (row.digest, row.manifest)

    def size(self, sha256: str) -> int | None:
        """Return a published file's size in bytes, or None where there is no such file."""
        with self._database.reading() as connection:
            found = connection.scalar(select(content_file.c.size).where(content_file.c.digest == sha256))
        return None if found is None else int(found)

    def read(self, sha256: str, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes of a file from `start` up to `end`, a piece a transaction: readers may be slow."""
        while start < end:
            place = start - start % PIECE
            with self._database.reading() as connection:
                piece = _piece(connection, sha256, place)
            wanted = piece[start - place : end - place]
            if not wanted:  # fewer bytes than the file's size says: whoever reads sees that it is cut
                return
            yield wanted
            start += len(wanted)

    def keep(self, path: Path, file: ContentFile) -> bool:
        """Keep a file's bytes; False where they were here already. Raises ContentError where the file has changed."""
        with self._database.writing() as connection:
            if _intact(connection, file):
                return False
            connection.execute(delete(content_chunk).where(content_chunk.c.digest == file.sha256))
            connection.execute(delete(content_file).where(content_file.c.digest == file.sha256))
            connection.execute(content_file.insert().values(digest=file.sha256, size=file.size))
            found, start = hashlib.sha256(), 0
            with path.open("rb") as source:
                while piece := source.read(PIECE):
                    found.update(piece)
                    connection.execute(content_chunk.insert().values(digest=file.sha256, start=start, data=piece))
                    start += len(piece)
            if found.hexdigest() != file.sha256:
                raise ContentError(f"{path}: changed while it was being published. Nothing was published; try again.")
        return True

    def issue(self, manifest: Manifest, signed: bytes, who: str) -> Issued:
        """Make this the version that kiosks fetch. Its files are kept already. Raises ContentError."""
        values: dict[str, Any] = {
            "version": manifest.version,
            "pack": manifest.pack,
            "made_at": manifest.made_at,
            "expires_at": manifest.expires_at,
            "files": len(manifest.files),
            "size": sum(file.size for file in manifest.files),
            "who": who[:80],
        }
        try:
            with self._database.writing() as connection:
                connection.execute(content_version.insert().values(digest=digest(signed), manifest=signed, **values))
        except IntegrityError as error:
            raise ContentError(f"version {manifest.version} was issued in this very moment. Publish again.") from error
        return Issued(**values)


def _piece(connection: Connection, sha256: str, start: int) -> bytes:
    query = select(content_chunk.c.data).where(content_chunk.c.digest == sha256, content_chunk.c.start == start)
    return bytes(connection.scalar(query) or b"")


def _intact(connection: Connection, file: ContentFile) -> bool:
    """Say whether the file is here whole: publishing again mends what somebody or a disk changed."""
    found = hashlib.sha256()
    for start in range(0, file.size, PIECE):
        found.update(_piece(connection, file.sha256, start))
    known = connection.scalar(select(content_file.c.size).where(content_file.c.digest == file.sha256))
    return known == file.size and found.hexdigest() == file.sha256


def _issued(row: Row[Any]) -> Issued:
    return Issued(row.version, row.pack, row.made_at, row.expires_at, row.files, row.size, row.who)
