"""The council pack that the screens show, and the next one, which takes its place when nobody stands here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from kiosk.app.background import Background
from kiosk.contents import Contents
from kiosk.council_pack import CouncilPack
from kiosk.errors import ConfigError
from kiosk.language import Language

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Edition:
    """A pack with its languages: one is never shown with the other's."""

    pack: CouncilPack
    languages: Sequence[Language] = field(default_factory=list)


class ShowsPack(Protocol):
    """Holds the pack that is shown now."""

    @property
    def pack(self) -> CouncilPack:
        """The pack that is shown now."""


class Packs(QObject):
    """Holds `pack`, whole versions one after another. A visit keeps the one it began with: `visit.pack`."""

    ready = Signal()
    """A newer pack waits for `swap`."""

    changed = Signal(object)
    """Another pack is shown from now on: its Edition."""

    def __init__(self, contents: Contents, background: Background) -> None:
        super().__init__()
        self._contents = contents
        self._background = background
        self._next: Edition | None = None

    @property
    def pack(self) -> CouncilPack:
        """The pack that is shown now."""
        return self._contents.pack

    def read_languages(self) -> Edition:
        """Return the pack with its languages; one whose catalogue cannot be read is not offered. Reads the disk."""
        return _edition(self.pack)

    def look(self) -> None:
        """Newer content is on the disk: read it in the background, all of it, before it can be shown."""
        self._background.run(lambda: _edition(self._contents.load()), self._ready, self._unreadable, for_visit=False)

    def swap(self) -> None:
        """Put the newer pack in place, where there is one. Only for moments at which nobody holds a visit."""
        if self._next is not None:
            edition, self._next = self._next, None
            self._contents.show(edition.pack)
            self.changed.emit(edition)

    def _ready(self, edition: Edition) -> None:
        self._next = None if edition.pack.folder == self.pack.folder else edition
        self.ready.emit()

    def _unreadable(self, error: Exception) -> None:
        _LOG.error("newer content cannot be shown: %s", type(error).__name__)


def _edition(pack: CouncilPack) -> Edition:
    languages = []
    for code in pack.council.offered:
        try:
            languages.append(pack.language(code))
        except ConfigError as error:
            _LOG.error("a language is not offered: %s", error)
    return Edition(pack, languages)
