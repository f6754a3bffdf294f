"""A kiosk that looks for published content when a test tells it to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from published_content import manifest_of
from sealed_submissions import SEED
from syncing import events

from offline.content.errand import ContentErrand
from offline.content.memory import Memory
from offline.content.versions import Versions
from offline.hub_client import HubClient
from offline.outcomes import Setback
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.transport import HubSettings
from offline.wire.content import Manifest


class LookingKiosk:
    """A kiosk that looks for content when it is told to. `wrong` is what its check finds."""

    def __init__(self, home: Path, store: Store, hub: MisbehavingHub, clock: FakeClock) -> None:
        self.home, self.store, self.hub, self.clock = home, store, hub, clock
        self.taken: list[int] = []
        self.wrong: list[object] = []
        self.used: set[int] = set()
        self.deadline = 3.0
        self.restart()

    def restart(self) -> None:
        def check(_folder: Path, _manifest: Manifest) -> Sequence[object]:
            return self.wrong

        self.errand = ContentErrand(self.store, self.home, check, self.clock, self.taken.append, lambda: self.used)

    def look(self) -> Setback | None:
        identity = self.store.identity()
        assert identity is not None
        settings = HubSettings(
            self.hub.url, connect_timeout=1, read_timeout=0.5, deadline=self.deadline, max_answer=1_000_000
        )
        client = HubClient(settings, identity, DeviceSecrets(SEED, "token-1"), self.clock.now)
        try:
            return self.errand.run(client)
        finally:
            client.close()

    @property
    def versions(self) -> Versions:
        return Versions(self.home, bytes(self.hub.content_key.verify_key))

    @property
    def memory(self) -> Memory:
        return self.store.content.read(self.hub.keys.content_id)

    @property
    def refused(self) -> tuple[str, int]:
        return self.memory.refused, self.memory.refused_version

    def alerts(self) -> list[str]:
        return events(self.store, "content-alert")

    def shows(self, number: int, folder: Path) -> bool:
        """Say whether a version is here, and is this pack, byte for byte."""
        version = self.versions.proved(number)
        mine = {file.path: (version.folder / file.path).read_bytes() for file in version.manifest.files}
        return mine == {file.path: (folder / file.path).read_bytes() for file in manifest_of(folder).files}
