from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from library import settle_in
from misbehaving_hub import MisbehavingHub, running_hub, status

from kiosk.app.looking_up import LookUp
from kiosk.parts import Parts
from kiosk.progress import Known
from offline.database import StorageError
from offline.enrolment import enrol
from offline.secrets import DeviceSecrets, Secrets
from offline.store import Store

CODE = "KK-CJ62-33HA-B"


@pytest.fixture
def hub() -> Iterator[MisbehavingHub]:
    with running_hub() as hub:
        yield hub


@pytest.fixture
def parts(kiosk_home: Path, hub: MisbehavingHub) -> Iterator[Parts]:
    settle_in(kiosk_home)
    with Parts.open(kiosk_home) as parts:
        enrol(parts.store, parts.secrets, parts.hub_settings(hub.url), hub.code)
        yield parts


def asked(hub: MisbehavingHub) -> int:
    return sum(path.startswith("/v1/tracking/") for _, path in hub.requests)


class SlowSecrets:
    """A keyring that gives its secrets only after something else has happened."""

    def __init__(self, real: Secrets) -> None:
        self._real = real
        self.meanwhile: Callable[[], None] = lambda: None
        self.reads = 0

    def read(self) -> DeviceSecrets | None:
        self.reads += 1
        self.meanwhile()
        return self._real.read()

    def write(self, secrets: DeviceSecrets) -> None:
        self._real.write(secrets)


def test_the_hub_is_asked_where_the_store_knows_nothing(parts: Parts, hub: MisbehavingHub) -> None:
    assert LookUp(parts, parts.store.identity(), CODE).run() == Known(CODE, asked_the_hub=True)
    assert asked(hub) == 1


def test_a_hub_that_cannot_say_is_not_taken_for_one_that_does_not_know(parts: Parts, hub: MisbehavingHub) -> None:
    hub.always = status(503)
    assert LookUp(parts, parts.store.identity(), CODE).run() == Known(CODE)


def test_before_enrolment_only_the_store_is_asked(parts: Parts, hub: MisbehavingHub) -> None:
    assert LookUp(parts, None, CODE).run() == Known(CODE)
    assert asked(hub) == 0


def test_a_disk_that_cannot_be_read_does_not_hide_what_the_hub_says(
    parts: Parts, hub: MisbehavingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(_store: Store, _code: str) -> None:
        raise StorageError("the disk is broken")

    monkeypatch.setattr(Store, "find", unreadable)
    assert LookUp(parts, parts.store.identity(), CODE).run().asked_the_hub


def test_one_who_left_before_it_began_asks_neither_keyring_nor_hub(parts: Parts, hub: MisbehavingHub) -> None:
    keyring = SlowSecrets(parts.secrets)
    look_up = LookUp(replace(parts, secrets=keyring), parts.store.identity(), CODE)
    look_up.break_off()
    assert look_up.run() == Known(CODE)
    assert (keyring.reads, asked(hub)) == (0, 0)


def test_one_who_left_while_the_keyring_was_slow_asks_no_hub(parts: Parts, hub: MisbehavingHub) -> None:
    keyring = SlowSecrets(parts.secrets)
    look_up = LookUp(replace(parts, secrets=keyring), parts.store.identity(), CODE)
    keyring.meanwhile = look_up.break_off
    assert look_up.run() == Known(CODE)
    assert (keyring.reads, asked(hub)) == (1, 0)


def test_breaking_off_one_leaves_the_next_alone(parts: Parts, hub: MisbehavingHub) -> None:
    left, waited_for = (LookUp(parts, parts.store.identity(), CODE) for _ in range(2))
    left.break_off()
    left.run()
    assert waited_for.run().asked_the_hub
    left.break_off()
