"""Asks the hub for newer content, believes nothing before it is proved, and puts in place only what is whole."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Sequence
from datetime import timedelta
from pathlib import Path

import msgspec

from kiosk.protocols import Clock
from offline import events
from offline.content.coming import Coming, RefusedError
from offline.content.memory import Memory, Refusal
from offline.content.versions import DamagedError, Versions
from offline.hub_client import HubClient
from offline.outcomes import Setback
from offline.store import Store
from offline.transport import Answer
from offline.wire import WireError, digest
from offline.wire.content import MANIFEST_PATH, MANIFEST_TYPE, Manifest, open_manifest

Check = Callable[[Path, Manifest], Sequence[object]]
"""Returns what is wrong with a pack, as `kiosk check` does; printed one by one into the log."""

KEPT = 2
_SPARE = 64 * 1024 * 1024
"""Bytes that stay free on the disk beside the content: what residents send comes first."""

_WAIT = timedelta(minutes=15)
"""Until files that were not right are fetched again."""

_MOST_TOLD = 20
_LOG = logging.getLogger(__name__)


class ContentErrand:
    """`taken` is called with a version's number, on the thread that syncs, once it is in place.

    `in_use` tells the versions that must not be removed although they are old: a visit may still be on one.
    """

    def __init__(
        self,
        store: Store,
        home: Path,
        check: Check,
        clock: Clock,
        taken: Callable[[int], None],
        in_use: Callable[[], Collection[int]],
    ) -> None:
        self._store = store
        self._home = home
        self._check = check
        self._clock = clock
        self._taken = taken
        self._in_use = in_use
        self._not_before = (0, clock.now())  # a version, and when its files are tried again

    def run(self, client: HubClient) -> Setback | None:
        """Look for a newer version, and fetch it. What is refused is told to staff; the last good one goes on."""
        identity = self._store.identity()
        if identity is None:
            return None
        versions = Versions(self._home, identity.keys.content)
        memory = self._store.content.read(identity.keys.content_id)
        answer = self._ask(client, memory, versions)
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 304:
            self._no_news(memory, versions)
        elif answer.status == 200:
            return self._offered(client, answer.body, memory, versions, identity.keys.content)
        elif memory.highest:  # 404: the hub lost all that it ever published
            self._store.content.refuse(memory, Refusal.ROLLED_BACK, 0)
        return None

    def _ask(self, client: HubClient, memory: Memory, versions: Versions) -> Answer | Setback:
        there = memory.installed == 0 or memory.installed in versions.numbers()
        known = {"If-None-Match": f'"{memory.settled}"'} if memory.settled and there else {}
        return client.fetch(MANIFEST_PATH, MANIFEST_TYPE, known)

    def _offered(
        self, client: HubClient, signed: bytes, memory: Memory, versions: Versions, public: bytes
    ) -> Setback | None:
        try:
            manifest = open_manifest(signed, public)
        except WireError:
            self._store.content.refuse(memory, Refusal.UNTRUSTED, 0)
            return None
        refusal = self._why_not(manifest, digest(signed), memory)
        if refusal is not None:
            self._store.content.refuse(memory, refusal, manifest.version)
            return None
        # Remembered before anything is fetched: from here on nothing older is taken, whatever happens.
        if manifest.version > memory.highest:
            memory = msgspec.structs.replace(memory, highest=manifest.version, digest=digest(signed))
            self._store.content.write(memory)
        if manifest.version in versions.numbers():
            self._settled(memory, manifest, signed)
            return None
        version, again_at = self._not_before
        refused = memory.settled == digest(signed) and memory.installed != manifest.version
        if refused or (version == manifest.version and self._clock.now() < again_at):
            return None
        return self._take(client, Coming(versions, manifest, signed), manifest, memory, versions)

    def _why_not(self, manifest: Manifest, signed: str, memory: Memory) -> Refusal | None:
        if manifest.version < memory.highest:
            return Refusal.ROLLED_BACK
        if manifest.version == memory.highest and signed != memory.digest:
            return Refusal.CHANGED
        # A clock that nobody trusts refuses nothing: it would keep a kiosk without time on old content for ever, and
        # an older version than one seen is refused whatever the time.
        if self._clock.trusted() and manifest.expires_at <= self._clock.now():
            return None if manifest.version == memory.installed else Refusal.EXPIRED
        return None

    def _take(
        self, client: HubClient, coming: Coming, manifest: Manifest, memory: Memory, versions: Versions
    ) -> Setback | None:
        try:
            self._need_room(manifest)
            got = coming.fill(client, self._something_waits)
            if got is not True:
                return got or None
            self._need_right(coming.pack, manifest)
            coming.finish()
        except RefusedError as error:
            self._refused(error.reason, coming, manifest, memory)
            return None
        except (OSError, DamagedError) as error:
            _LOG.warning("content version %s could not be kept: %s", manifest.version, type(error).__name__)
            self._refused(Refusal.NO_ROOM, coming, manifest, memory)
            return None
        self._settled(memory, manifest, coming.signed)
        self._taken(manifest.version)
        self._tidy(versions, manifest.version)
        return None

    def _need_room(self, manifest: Manifest) -> None:
        if shutil.disk_usage(self._home).free < sum(file.size for file in manifest.files) + _SPARE:
            raise RefusedError(Refusal.NO_ROOM)

    def _need_right(self, pack: Path, manifest: Manifest) -> None:
        problems = self._check(pack, manifest)
        for problem in problems[:_MOST_TOLD]:
            _LOG.warning("content refused: %s", str(problem).replace(f"{pack}/", ""))
        if problems:
            raise RefusedError(Refusal.NOT_CHECKED)

    def _refused(self, reason: Refusal, coming: Coming, manifest: Manifest, memory: Memory) -> None:
        if reason in (Refusal.NOT_CHECKED, Refusal.NO_ROOM):
            coming.discard()
        self._not_before = (manifest.version, self._clock.now() + _WAIT)
        if reason == Refusal.NOT_CHECKED:  # the same list would only be refused again
            installed = 0 if memory.installed == manifest.version else memory.installed
            memory = msgspec.structs.replace(memory, settled=memory.digest, installed=installed)
        self._store.content.refuse(memory, reason, manifest.version)

    def _settled(self, memory: Memory, manifest: Manifest, signed: bytes) -> None:
        number = manifest.version
        known = msgspec.structs.replace(memory, settled=digest(signed), installed=number, refused="", refused_version=0)
        fresh = memory.installed != number or bool(memory.refused)
        self._store.content.write(known, events.Kind.CONTENT if fresh else None, str(number))

    def _no_news(self, memory: Memory, versions: Versions) -> None:
        """The hub offers what is here. On expiry it is shown on, and staff are told, once."""
        if memory.refused and memory.installed == memory.highest:
            memory = msgspec.structs.replace(memory, refused="", refused_version=0)
            self._store.content.write(memory)
        if memory.installed in (0, memory.expiry_told) or not self._clock.trusted():
            return
        expires_at = versions.expiry(memory.installed)
        if expires_at is not None and expires_at <= self._clock.now():
            known = msgspec.structs.replace(memory, expiry_told=memory.installed)
            self._store.content.write(known, events.Kind.CONTENT_ALERT, f"{memory.installed} {Refusal.EXPIRED}")

    def _something_waits(self) -> bool:
        due = self._store.outbox.next_due_at()
        return due is not None and due <= self._clock.now().timestamp()

    def _tidy(self, versions: Versions, newest: int) -> None:
        wanted = {number for number in versions.numbers() if number <= newest}
        kept = set(sorted(wanted, reverse=True)[:KEPT]) | set(self._in_use())
        try:
            versions.keep_only(kept)
        except OSError as error:
            _LOG.warning("old content was not removed: %s", type(error).__name__)
