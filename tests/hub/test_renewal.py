"""A kiosk that lost its own key joins its hub again under its name, and what waited there arrives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from fakes import FakeClock, MemorySecrets
from hub_command import hub
from sealed_submissions import prepare
from sending_kiosk import SetClock
from trail import trail

from hub.database import begin_new_epoch
from hub.home import Home
from hub.keys import load_keys
from hub.kiosks import KioskNameError
from hub.parts import Parts
from hub.rotation import Kind, take_into_use
from hub.rotation import prepare as prepare_keys
from kiosk.protocols import State
from offline.enrolment import EnrolmentError, enrol
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@dataclass
class Lost:
    """A kiosk named `library` whose own key is gone, with one submission that waits."""

    home: Path
    store: Store
    settings: HubSettings
    waiting: str
    secrets: MemorySecrets = field(default_factory=MemorySecrets)

    def join(self, code: str) -> Identity:
        return enrol(self.store, self.secrets, self.settings, code)

    def sync(self) -> None:
        def connect(identity: Identity, known: object) -> HubClient:
            return HubClient(self.settings, identity, known)  # type: ignore[arg-type]

        sync = Sync(self.store, self.secrets, connect, FakeClock(NOW))
        sync.once()
        sync.close()

    def state(self, code: str) -> State:
        found = self.store.find(code)
        assert found is not None
        return found.state


def stored(store: Store) -> str:
    prepared = prepare(store)
    store.put(prepared)
    return prepared.header.tracking_code


@pytest.fixture
def lost(tmp_path: Path, parts: Parts, client: httpx.Client) -> Iterator[Lost]:
    settings = HubSettings(str(client.base_url))
    with Store.open(tmp_path / "kiosk", clock=FakeClock(NOW)) as store:
        enrol(store, MemorySecrets(), settings, parts.kiosks.invite("library"))
        yield Lost(tmp_path / "kiosk", store, settings, stored(store))


def test_what_waited_arrives_under_the_new_key(lost: Lost, parts: Parts) -> None:
    before = lost.store.identity()
    assert before is not None
    identity = lost.join(parts.kiosks.renew("library"))
    assert (identity.kiosk, identity.prefix) == (before.kiosk, before.prefix)
    later = stored(lost.store)
    lost.sync()
    assert (lost.state(lost.waiting), lost.state(later)) == (State.RECEIVED, State.RECEIVED)
    assert {one.tracking_code for one in parts.casework.submissions()} == {lost.waiting, later}


def test_the_code_is_good_once_and_only_for_seven_days(lost: Lost, parts: Parts, clock: SetClock) -> None:
    code = parts.kiosks.renew("library")
    lost.join(code)
    lost.secrets = MemorySecrets()
    with pytest.raises(EnrolmentError, match="good only once"):
        lost.join(code)
    late = parts.kiosks.renew("library")
    clock.at += timedelta(days=8)
    with pytest.raises(EnrolmentError, match="older than seven days"):
        lost.join(late)


def test_the_lost_key_counts_until_the_new_one_has_joined_and_not_after(
    tmp_path: Path, parts: Parts, client: httpx.Client
) -> None:
    settings, kept = HubSettings(str(client.base_url)), MemorySecrets()
    with Store.open(tmp_path / "kiosk", clock=FakeClock(NOW)) as store:
        enrol(store, kept, settings, parts.kiosks.invite("library"))
        old = Lost(tmp_path / "kiosk", store, settings, stored(store), kept)
        code = parts.kiosks.renew("library")
        old.sync()
        assert old.state(old.waiting) is State.RECEIVED
        Lost(old.home, store, settings, old.waiting).join(code)
        again = stored(store)
        old.sync()
        assert old.state(again) is State.QUEUED
        assert store.outbox.line().paused == "not-authorised"


def test_a_code_for_another_name_leaves_everything_as_it_is(lost: Lost, parts: Parts) -> None:
    with pytest.raises(EnrolmentError, match="hub kiosks renew library"):
        lost.join(parts.kiosks.invite("east-library"))
    identity = lost.store.identity()
    assert identity is not None
    assert identity.kiosk == "library"
    assert lost.state(lost.waiting) is State.QUEUED
    lost.join(parts.kiosks.renew("library"))
    lost.sync()
    assert lost.state(lost.waiting) is State.RECEIVED


def test_a_hub_that_took_new_keys_into_use_meanwhile_is_the_same_hub(lost: Lost, parts: Parts, home: Home) -> None:
    kinds: tuple[Kind, ...] = ("receipt", "sealing", "receipt")
    for kind in kinds:
        take_into_use(home.keys, prepare_keys(load_keys(home.keys), kind, NOW))
    lost.join(parts.kiosks.renew("library"))
    lost.sync()
    assert lost.state(lost.waiting) is State.RECEIVED


def test_a_hub_restored_meanwhile_still_gets_what_it_lost(lost: Lost, parts: Parts) -> None:
    lost.join(parts.kiosks.renew("library"))
    lost.sync()
    with parts.database.writing() as connection:
        begin_new_epoch(connection)
    lost.secrets = MemorySecrets()
    lost.join(parts.kiosks.renew("library"))
    lost.sync()
    assert "epoch" in {event.kind for event in trail(lost.home)}


@pytest.mark.parametrize("name", ["nobody", "invited", "revoked"])
def test_only_a_kiosk_that_joined_and_was_not_revoked_is_renewed(parts: Parts, lost: Lost, name: str) -> None:
    parts.kiosks.invite("invited")
    if name == "revoked":
        parts.kiosks.revoke("library")
    with pytest.raises(KioskNameError):
        parts.kiosks.renew("library" if name == "revoked" else name)


def test_the_command_prints_the_code(home: Home, lost: Lost) -> None:
    done = hub(home.path, "kiosks", "renew", "library")
    assert (done.returncode, done.stderr) == (0, "")
    assert "what waits there is kept and sent" in done.stdout
    assert hub(home.path, "kiosks", "renew", "nobody", "--json").returncode == 1
