"""A kiosk that joined a hub on loopback, and submissions to put into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from changing_keys import ChangingKeys
from fakes import FakeClock, MemorySecrets
from misbehaving_hub import MisbehavingHub, running_hub
from sealed_submissions import SEED, enrolled, prepare
from syncing import Put, Syncing

from offline.backoff import Backoff
from offline.errands import Errand
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.key_news import KeyNews
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def hub() -> Iterator[MisbehavingHub]:
    with running_hub() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path, clock: FakeClock) -> Iterator[Store]:
    """A kiosk that joined a hub which nobody runs."""
    with Store.open(home, clock=clock) as opened:
        enrolled(opened, MisbehavingHub())
        yield opened


@pytest.fixture
def joined(home: Path, clock: FakeClock, hub: MisbehavingHub) -> Iterator[Store]:
    """A kiosk that joined the running hub."""
    with Store.open(home, clock=clock) as opened:
        enrolled(opened, hub)
        yield opened


@pytest.fixture
def put(joined: Store) -> Put:
    def one() -> str:
        prepared = prepare(joined)
        joined.put(prepared)
        return prepared.header.tracking_code

    return one


@pytest.fixture
def secrets() -> MemorySecrets:
    return MemorySecrets(DeviceSecrets(SEED, "token-1"))


@pytest.fixture
def patience(hub: MisbehavingHub) -> HubSettings:
    """Little: a hub falls silent in many tests."""
    return HubSettings(hub.url, connect_timeout=1, read_timeout=0.5, deadline=1.2, max_answer=1_000_000)


@pytest.fixture
def syncing(joined: Store, patience: HubSettings, secrets: MemorySecrets, clock: FakeClock) -> Iterator[Syncing]:
    made: list[Sync] = []

    def build(*errands: Errand) -> Sync:
        def connect(who: Identity, what: DeviceSecrets) -> HubClient:
            return HubClient(patience, who, what, clock.now)

        made.append(Sync(joined, secrets, connect, clock, Backoff(lambda: 0.5), errands))
        return made[-1]

    yield build
    for one in made:
        one.close()


@pytest.fixture
def sync(syncing: Syncing) -> Sync:
    return syncing()


@pytest.fixture
def keys(hub: MisbehavingHub) -> ChangingKeys:
    return ChangingKeys(hub)


@pytest.fixture
def learning(joined: Store, syncing: Syncing, hub: MisbehavingHub, clock: FakeClock) -> Iterator[Sync]:
    """A sync whose client keeps new keys in the queue, as the kiosk's own does."""
    made = syncing(KeyNews(joined))
    settings = HubSettings(hub.url, connect_timeout=1, read_timeout=0.5, deadline=1.2)

    def connect(who: Identity, what: DeviceSecrets) -> HubClient:
        return HubClient(settings, who, what, clock.now, joined.learn_keys)

    made._connect = connect
    yield made
    made.close()
