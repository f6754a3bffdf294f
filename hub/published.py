"""What the hub's pages tell: the newest published pack's articles, lists and search, the same as kiosks show (R6)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from sqlalchemy.exc import SQLAlchemyError

from hub.content import Content
from hub.database import DatabaseError
from kiosk.council_pack import load_council_pack
from kiosk.errors import ConfigError
from kiosk.gazetteer import ADDRESS_COLUMNS, STREET_COLUMNS
from kiosk.search.knowledge import Knowledge, load_knowledge
from offline.wire.content import ContentFile, Manifest, SignedManifest

_LOG = logging.getLogger(__name__)
# The pages look up no address, and these lists are by far the longest files of a pack.
_LEFT_OUT = {"addresses.csv": ADDRESS_COLUMNS, "streets.csv": STREET_COLUMNS}


class PublishedKnowledge:
    """Reads a version when somebody asks for it first, and then holds it in memory. Threads may share it."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._lock = threading.Lock()
        self._digest = ""
        self._knowledge: Knowledge | None = None
        self._folder: TemporaryDirectory[str] | None = None

    @contextmanager
    def newest(self) -> Iterator[Knowledge | None]:
        """Give what the newest version knows, to one caller at a time; None before the first publication.

        A version that cannot be read is told in the log, and the one before it goes on being shown.
        """
        issued = self._content.manifest()
        with self._lock:
            if issued is not None and issued[0] != self._digest:
                self._digest = issued[0]
                self._take(issued[1])
            yield self._knowledge

    def anything(self) -> bool:
        """Say whether there is something to read; False too where the database does not answer."""
        try:
            return self._content.manifest() is not None
        except (SQLAlchemyError, DatabaseError):
            return False

    def close(self) -> None:
        """Give memory and disk back."""
        with self._lock:
            self._forget()

    def _take(self, signed: bytes) -> None:
        # This hub signed it; kiosks are those who must not believe it without the key.
        manifest = msgspec.json.decode(msgspec.json.decode(signed, type=SignedManifest).body, type=Manifest)
        folder = TemporaryDirectory(prefix="civic-kiosk-hub-")
        try:
            for file in manifest.files:
                self._write(Path(folder.name) / file.path, file)
            knowledge = load_knowledge(load_council_pack(Path(folder.name)))
        except ConfigError as error:
            _LOG.error("version %s is not shown on the pages: %s", manifest.version, error)
            folder.cleanup()
            return
        self._forget()
        self._folder, self._knowledge = folder, knowledge

    def _write(self, path: Path, file: ContentFile) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if file.path in _LEFT_OUT:
            path.write_text(",".join(_LEFT_OUT[file.path]) + "\n", encoding="utf-8")
            return
        with path.open("wb") as target:
            for piece in self._content.read(file.sha256, 0, file.size):
                target.write(piece)

    def _forget(self) -> None:
        if self._knowledge is not None:
            self._knowledge.finder.close()
        if self._folder is not None:
            self._folder.cleanup()
        self._knowledge = self._folder = None
