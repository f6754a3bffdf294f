"""Which council pack this kiosk shows: the newest good one that its hub published, else the one in kiosk.toml.

`published_content = false` in kiosk.toml keeps to the folder named there, or to the demo council.
"""

from __future__ import annotations

import logging
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from kiosk.clock import SystemClock
from kiosk.config import Config
from kiosk.council_pack import CouncilPack, load_council, load_council_pack, load_for_welcome
from kiosk.errors import ConfigError
from kiosk.problems import Problem
from kiosk.protocols import Clock
from offline.content.memory import Memory, Refusal
from offline.content.versions import DamagedError, Version, Versions
from offline.opening import FILE as QUEUE
from offline.store import Store
from offline.wire.content import Manifest

if TYPE_CHECKING:
    from offline.content.errand import ContentErrand
    from offline.identity import Identity

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Standing:
    """How the content stands. `version` is 0 where the hub published nothing yet, or nothing good is here.

    `refused` is a code of `offline.content.memory.Refusal` about `refused_version`, empty where all is well.
    """

    version: int = 0
    expires_at: datetime | None = None
    expired: bool = False
    refused: str = ""
    refused_version: int = 0


class Contents:
    """The council packs of one KIOSK_HOME. Threads may share it.

    `welcome_first`: until `prove` no more of a pack is read than Welcome shows.
    """

    def __init__(
        self,
        home: Path,
        config: Config,
        store: Store,
        clock: Clock,
        *,
        read_only: bool = False,
        welcome_first: bool = False,
    ) -> None:
        self._home = home
        self._config = config
        self._store = store
        self._clock = clock
        self._read_only = read_only
        self._reading: Literal["welcome", "usual", "whole"] = "welcome" if welcome_first else "usual"
        self._loaded: list[tuple[int, weakref.ref[CouncilPack]]] = []
        # While a version is being loaded nobody may take it for one that is not in use, and remove it.
        self._loading = threading.Lock()
        self._listeners: list[Callable[[], None]] = []
        self._newest: Version | None = None
        self._shown: CouncilPack | None = None

    @property
    def pack(self) -> CouncilPack:
        """The pack that is shown now. Raises LookupError before `show`."""
        if self._shown is None:
            raise LookupError("no council pack is shown yet")
        return self._shown

    def show(self, pack: CouncilPack) -> None:
        """Show this pack from now on: one that `load` returned."""
        self._shown = pack

    def load(self) -> CouncilPack:
        """Return the newest pack that can be shown, proved again from the disk. Raises ConfigError, StorageError."""
        return self.published() or self._read(self._config.council_folder(self._home))

    def prove(self) -> None:
        """Read all of the pack that is shown, and from now on of every other, so that nobody meets a wrong journey.

        What the hub published gives way to another pack where it turns out wrong. Raises ConfigError, StorageError.
        """
        self._reading = "whole"
        try:
            self.pack.prove(whole=True)
        except ConfigError:
            self.show(self.load())

    def published(self) -> CouncilPack | None:
        """Return the newest good pack that the hub published, None where kiosk.toml's is shown. Raises StorageError."""
        identity = self._store.identity()
        if identity is None or not self._config.published_content:
            return None
        try:
            with self._loading:
                return self._published(identity)
        except OSError as error:
            _LOG.error("the published content cannot be read: %s", type(error).__name__)
            return None

    def standing(self) -> Standing:
        """Return how the content stands, for staff. `load` or `published` was called before."""
        identity = self._store.identity()
        if identity is None or not self._config.published_content:
            return Standing()
        memory, newest = self._store.content.read(identity.keys.content_id), self._newest
        if newest is None:
            missing = Refusal.DAMAGED.value if memory.installed and not memory.refused else memory.refused
            return Standing(refused=missing, refused_version=memory.refused_version or memory.installed)
        expires_at = newest.manifest.expires_at
        expired = self._clock.trusted() and expires_at <= self._clock.now()
        refused, about = memory.refused, memory.refused_version
        if not refused and newest.number < memory.installed:
            refused, about = Refusal.DAMAGED.value, memory.installed
        return Standing(newest.number, expires_at, expired, refused, about)

    def errand(self) -> ContentErrand | None:
        """Return what fetches newer content in a round with the hub; None where kiosk.toml wants none."""
        if not self._config.published_content:
            return None
        from offline.content.errand import ContentErrand

        return ContentErrand(self._store, self._home, check_published, self._clock, self._tell, self._in_use)

    def whenever_new(self, listener: Callable[[], None]) -> None:
        """Call `listener`, on the thread that syncs, whenever a newer version is in place."""
        self._listeners.append(listener)

    def _read(self, folder: Path) -> CouncilPack:
        if self._reading == "welcome":
            return load_for_welcome(folder)
        return load_council_pack(folder, whole=self._reading == "whole")

    def _published(self, identity: Identity) -> CouncilPack | None:
        """Return the newest version that is whole and loads; what is not is told and set aside."""
        versions = Versions(self._home, identity.keys.content)
        memory = self._store.content.read(identity.keys.content_id)
        for number in versions.numbers():
            try:
                version = versions.proved(number)
                pack = self._read(version.folder)
            except (DamagedError, ConfigError) as error:
                _LOG.error("content version %s cannot be shown: %s", number, type(error).__name__)
                memory = self._damaged(versions, number, memory)
                continue
            self._newest = version
            self._loaded.append((number, weakref.ref(pack)))
            self._remember(version, memory)
            return pack
        self._newest = None
        if memory.installed and not memory.refused and not self._read_only:
            self._store.content.refuse(memory, Refusal.DAMAGED, memory.installed)
        return None

    def _damaged(self, versions: Versions, number: int, memory: Memory) -> Memory:
        if self._read_only:
            return msgspec.structs.replace(memory, refused=Refusal.DAMAGED.value, refused_version=number)
        try:
            versions.set_aside(number)
        except OSError as error:
            _LOG.warning("a damaged version stays where it is: %s", type(error).__name__)
        if memory.installed == 0:  # it came from a hub that this kiosk has left
            return memory
        return self._store.content.refuse(memory, Refusal.DAMAGED, number)

    def _remember(self, version: Version, memory: Memory) -> None:
        """Tell where a version that was taken is gone, and where the queue's file is older than the content."""
        if self._read_only:
            return
        if version.number < memory.installed and not memory.refused:
            self._store.content.refuse(memory, Refusal.DAMAGED, memory.installed)
        elif version.number > memory.highest:
            known = msgspec.structs.replace(
                memory, highest=version.number, digest=version.digest, installed=version.number
            )
            self._store.content.write(known)

    def _tell(self, _number: int) -> None:
        for listener in self._listeners:
            listener()

    def _in_use(self) -> set[int]:
        """Return the versions that somebody still holds: the pages shown, or a visit that began with it."""
        with self._loading:
            self._loaded = [(number, pack) for number, pack in self._loaded if pack() is not None]
            return {number for number, _ in self._loaded}


def shown(home: Path, config: Config) -> tuple[CouncilPack, Standing]:
    """Return the pack that the kiosk in `home` shows, for commands that only read. Raises ConfigError, StorageError."""
    if not (home / QUEUE).exists():
        return load_council_pack(config.council_folder(home)), Standing()
    with _reading(home, config) as contents:
        return contents.load(), contents.standing()


def where_shown(home: Path, config: Config) -> tuple[Path, Standing]:
    """Return the folder of the pack that the kiosk in `home` shows, good or not. Raises StorageError."""
    configured = config.council_folder(home)
    if not (home / QUEUE).exists():
        return configured, Standing()
    with _reading(home, config) as contents:
        published = contents.published()
        return (published.folder if published else configured), contents.standing()


@contextmanager
def _reading(home: Path, config: Config) -> Iterator[Contents]:
    clock = SystemClock(always_trusted=config.always_trust_clock)
    with Store.open(home, read_only=True, clock=clock) as store:
        yield Contents(home, config, store, clock, read_only=True)


def check_published(folder: Path, manifest: Manifest) -> Sequence[Problem]:
    """Return what is wrong with a pack that came from the hub: all that `kiosk check` finds, and what will not load."""
    from kiosk.checking import check_pack
    from kiosk.icon_names import icon_names
    from kiosk.problems import problem_of

    problems = check_pack(folder, icons=icon_names(), depth="sound")
    if problems:
        return problems
    try:
        load_council_pack(folder, whole=True)
        council = load_council(folder)
    except ConfigError as error:
        return [problem_of(error)]
    if council.id != manifest.pack:
        what = f"this is the pack of {council.id!r}, and was published as {manifest.pack!r}."
        return [Problem(folder / "council.toml", 0, what, "Publish it again.")]
    return []
