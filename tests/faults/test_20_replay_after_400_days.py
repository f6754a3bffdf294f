"""Fault 20: what was acknowledged 400 days ago comes again, and the first receipt is given and believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import pytest
from canaries import assert_no_canary
from fakes import FakeClock, MemorySecrets
from sealed_submissions import CANARY, prepare
from sending_kiosk import SendingKiosk, SetClock
from sending_kiosk import enrol as join
from served import served

from hub.api.app import create_app
from hub.database import begin_new_epoch
from hub.home import Home
from hub.keys import load_keys, new_secrets, write_keys
from hub.pages.languages import PageLanguages
from hub.parts import Parts, open_parts
from hub.rotation import Kind, take_into_use
from hub.rotation import prepare as prepare_rotation
from hub.settings import write_settings
from kiosk.protocols import State
from kiosk.submission import AnsweredQuestion, Payload, Prepared, encode_payload
from offline.enrolment import enrol
from offline.hub_client import HubClient
from offline.key_news import KeyNews
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings

DAYS = 400


@dataclass
class Years:
    """A hub and a kiosk that have known each other for long; both clocks are the tests'."""

    parts: Parts
    client: httpx.Client
    clock: SetClock
    store: Store
    sync: Sync
    kiosk_clock: FakeClock

    def put(self) -> Prepared:
        """Store one more submission, as Send does."""
        prepared = prepare(self.store)
        header = msgspec.structs.replace(prepared.header, sent_at=self.clock.at)
        answers = [AnsweredQuestion("name", "Your name?", CANARY, CANARY)]
        payload = Payload(header, "Report a missed bin", answers, "CM004", 524, 17)
        prepared = msgspec.structs.replace(prepared, header=header, payload=encode_payload(payload))
        self.store.put(prepared)
        return prepared

    def opened(self) -> list[str]:
        """Let the hub open what it has; returns how each stands then."""
        self.parts.opener.verify_waiting()
        return [one.state for one in self.parts.casework.submissions()]

    def pass_by(self) -> None:
        self.clock.pass_by(days=DAYS)
        self.kiosk_clock.turn(DAYS * 86_400)

    def change_keys(self, *kinds: Kind) -> None:
        folder = self.parts.home.keys
        for kind in kinds:
            take_into_use(folder, prepare_rotation(load_keys(folder), kind, self.clock.at))


@pytest.fixture
def years(tmp_path: Path, kiosk_home: Path) -> Iterator[Years]:
    home, clock = Home(tmp_path / "hub"), SetClock()
    home.path.mkdir(mode=0o700)
    write_keys(home.keys, new_secrets(clock.at))
    write_settings(home.settings_file, "Fairholme Council", "https://track.example")
    parts = open_parts(home, now=clock)
    kiosk_clock = FakeClock(clock.at)
    secrets = MemorySecrets()
    with served(create_app(parts, PageLanguages([])), lifespan=False) as client:
        settings = HubSettings(str(client.base_url))
        with Store.open(kiosk_home, clock=kiosk_clock) as store:
            enrol(store, secrets, settings, parts.kiosks.invite("library"))
            sync = Sync(
                store,
                secrets,
                lambda who, known: HubClient(settings, who, known, kiosk_clock.now, store.learn_keys),
                kiosk_clock,
                errands=[KeyNews(store)],
            )
            yield Years(parts, client, clock, store, sync, kiosk_clock)
            sync.close()
    parts.database.close()
    for folder in (kiosk_home, home.path):
        assert_no_canary(folder, [CANARY])


def test_a_kiosk_that_comes_again_after_400_days_and_five_keys_gets_the_first_receipt(years: Years) -> None:
    prepared = years.put()
    assert years.sync.once().sent == 1
    (before,) = years.parts.casework.submissions()
    sealed_before = _envelope(years.store)
    years.pass_by()
    years.change_keys("receipt", "sealing", "receipt", "receipt", "receipt", "receipt")
    with years.parts.database.writing() as connection:
        begin_new_epoch(connection)  # as after a restored backup: the kiosk sends again what it holds
    report = years.sync.once(ignore_backoff=True)
    assert (report.sent, report.paused, report.trouble) == (1, "", "")
    assert years.parts.casework.submissions() == [before], "one row, received when it was"
    (row,) = years.store._database.all("SELECT received_at FROM submissions")
    assert row["received_at"] == before.received_at.isoformat()
    found = years.store.find(prepared.header.tracking_code)
    assert found is not None
    assert found.state == State.RECEIVED
    assert _envelope(years.store) == sealed_before, "byte for byte as it was sealed"
    assert years.opened() == ["complete"], "the retired key opens it"
    identity = years.store.identity()
    assert identity is not None
    assert identity.keys == years.parts.keys.public(), "the kiosk knows the newest keys now"


def test_the_same_bytes_over_http_get_the_same_answer_and_200(years: Years) -> None:
    sending: SendingKiosk = join(years.client, years.parts.kiosks.invite("van"))
    envelope = sending.envelope()
    first = sending.put(years.client, envelope)
    told = sending.results(first)
    years.pass_by()
    years.change_keys("receipt", "sealing")
    again = sending.put(years.client, envelope)
    assert (first.status_code, again.status_code) == (201, 200)
    sending.keys = years.parts.keys.public()
    assert sending.results(again) == told
    assert len(years.parts.casework.submissions()) == 1


def test_an_envelope_sealed_400_days_ago_and_never_sent_is_taken_in_and_opened(years: Years) -> None:
    years.put()
    years.change_keys("sealing", "sealing", "receipt")
    years.pass_by()
    assert years.sync.once().sent == 1
    assert years.opened() == ["complete"]


def _envelope(store: Store) -> bytes:
    (row,) = store._database.all("SELECT envelope FROM envelopes")
    return bytes(row["envelope"])
