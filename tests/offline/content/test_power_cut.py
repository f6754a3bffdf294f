"""The power goes at any step of putting content in place: what is there is whole, and the next look goes on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from published_content import pack_in
from sealed_submissions import SEED

from offline.content import coming
from offline.content.errand import ContentErrand
from offline.content.versions import Versions
from offline.hub_client import HubClient
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.transport import HubSettings


class PowerCut(BaseException):
    """Everything ends here: no clause of ours that tidies up may run."""


class Power:
    """Lasts for so many steps. A step is anything that changes the disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left = 0
        self.used = 0
        for owner, name in (
            (coming, "_write"),
            (coming, "_add"),
            (coming, "_sync"),
            (coming, "sync_folder"),
            (Path, "rename"),
            (Path, "unlink"),
            (Path, "mkdir"),
            (shutil, "rmtree"),
            (shutil, "copyfile"),
        ):
            monkeypatch.setattr(owner, name, self._limited(getattr(owner, name)))

    def _limited(self, step: Callable[..., Any]) -> Callable[..., Any]:
        def limited(*words: Any, **named: Any) -> Any:
            self.used += 1
            if self.left == 0:
                raise PowerCut
            self.left -= 1
            return step(*words, **named)

        return limited


def whole(home: Path, hub: MisbehavingHub) -> list[int]:
    """Return the versions that are in place; each must be whole."""
    versions = Versions(home, bytes(hub.content_key.verify_key))
    return [versions.proved(number).number for number in versions.numbers()]


def test_a_power_cut_at_any_step_leaves_whole_versions_only_and_the_next_look_goes_on(
    home: Path, joined: Store, hub: MisbehavingHub, clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, content = joined.identity(), ContentAtHub(hub)
    assert identity is not None
    client = HubClient(HubSettings(hub.url), identity, DeviceSecrets(SEED, "token-1"), clock.now)
    power = Power(monkeypatch)

    def look(steps: int) -> bool:
        """Look for content with power for so many steps; say whether it lasted."""
        errand = ContentErrand(joined, home, lambda *_: [], clock, lambda _: None, set)
        power.left = steps
        try:
            errand.run(client)
        except PowerCut:
            return False
        finally:
            power.left = -1
        return True

    packs = []
    for name in ("one", "two"):
        power.left = -1
        packs.append(pack_in(tmp_path / name, marks=name))
    version, steps, cuts = 0, 0, 0
    lasted = False
    while not lasted:
        version += 1
        content.offer(packs[version % 2], version)
        lasted = look(steps)
        cuts += not lasted
        there = whole(home, hub)
        assert version in there or version == 1 or version - 1 in there, "the last good one is there"
        assert look(-1)
        assert whole(home, hub)[0] == version
        steps += 1
    assert cuts > 20
    client.close()
