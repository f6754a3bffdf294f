"""The kiosk's side against the real hub, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.protocols import State, Stored
from kiosk.receipt import Line, Receipt, encode
from kiosk.submission import AnsweredQuestion, Header, Payload, Prepared, encode_payload
from offline.enrolment import EnrolmentError, enrol
from offline.hub_client import HubClient
from offline.secrets import FileSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings

ROOT = Path(__file__).parents[2]


@dataclass
class RealHub:
    """A hub in its own folder. `start` and `stop` may be called again and again; its port stays."""

    home: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "hub", *words]

    def run(self, *words: str) -> str:
        environment = os.environ | {"HUB_HOME": str(self.home)}
        done = subprocess.run(
            self.command(*words), cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout

    def start(self) -> None:
        environment = os.environ | {"HUB_HOME": str(self.home)}
        self.process = subprocess.Popen(
            self.command("serve", "--port", str(self.port)),
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        self.port = int(line.rsplit(":", 1)[1])

    def stop(self, *, kill: bool = False) -> None:
        if self.process is None:
            return
        if kill:
            self.process.kill()
        else:
            self.process.terminate()
        self.process.communicate(timeout=20)
        self.process = None


@pytest.fixture
def real_hub(tmp_path: Path) -> Iterator[RealHub]:
    hub = RealHub(tmp_path / "hub")
    hub.run("init")
    hub.start()
    try:
        yield hub
    finally:
        hub.stop()


def submission(store: Store) -> Prepared:
    identity = store.identity()
    assert identity is not None
    code = store.new_code()
    header = Header(
        *(str(uuid.uuid4()), code, identity.kiosk, "missed-bin", 1, "self", "en", SystemClock().now(), True)
    )
    answers = [AnsweredQuestion("which-bins", "Which bins?", ["food"], "Food waste")]
    payload = Payload(header, "Report a missed bin", answers, "CM004", 524, 17, working_days=2)
    return Prepared(header, encode_payload(payload), encode(Receipt([Line(code, "code")])))


def state_of(store: Store, code: str) -> Stored:
    stored = store.find(code)
    assert stored is not None
    return stored


def test_a_kiosk_joins_sends_is_acknowledged_and_hears_news(home: Path, real_hub: RealHub) -> None:
    code = json.loads(real_hub.run("kiosks", "add", "Central Library", "--json"))["code"]
    clock = SystemClock(always_trusted=True)
    secrets = FileSecrets(home)
    with Store.open(home, clock=clock) as store:
        identity = enrol(store, secrets, HubSettings(real_hub.url), code)
        with pytest.raises(EnrolmentError, match="this code has been used"):
            enrol(store, secrets, HubSettings(real_hub.url), code)
        sync = Sync(store, secrets, lambda who, what: HubClient(HubSettings(who.hub_url), who, what), clock)
        sent = [submission(store) for _ in range(3)]
        for prepared in sent:
            store.put(prepared)
        codes = [prepared.header.tracking_code for prepared in sent]
        assert sync.once().sent == 3
        _until_complete(store, sync, codes)
        _hub_dies_and_comes_back(store, sync, real_hub)
        client = HubClient(HubSettings(real_hub.url), identity, secrets.read())
        told = client.track(codes[0])
        assert told is not None
        assert (told.tracking_code, told.status) == (codes[0], "received")
        assert client.track(store.new_code()) is None
        real_hub.run("status", codes[0], "closed", "--note", "Collected.", "--public")
        sync.once(ignore_backoff=True)
        assert (state_of(store, codes[0]).status, state_of(store, codes[0]).note) == ("closed", "Collected.")
        real_hub.run("kiosks", "revoke", "Central Library")
        store.put(submission(store))
        assert sync.once(ignore_backoff=True).paused == "revoked"
        with pytest.raises(EnrolmentError, match="was revoked"):
            enrol(store, secrets, HubSettings(real_hub.url), code)
        assert store.outbox.unsent() == 1
        client.close()
        sync.close()


def _until_complete(store: Store, sync: Sync, codes: list[str]) -> None:
    end = time.monotonic() + 20
    while any(state_of(store, code).state != State.COMPLETE for code in codes):
        assert time.monotonic() < end, "the hub did not open what it received"
        time.sleep(0.1)
        sync.once(ignore_backoff=True)


def _hub_dies_and_comes_back(store: Store, sync: Sync, hub: RealHub) -> None:
    hub.stop(kill=True)
    prepared = submission(store)
    store.put(prepared)
    assert sync.once().trouble == "no-connection"
    assert state_of(store, prepared.header.tracking_code).state == State.WAITING
    hub.start()
    assert sync.once(ignore_backoff=True).sent == 1
    assert len(json.loads(hub.run("submissions", "--json"))) == 4
