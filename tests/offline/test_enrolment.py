from __future__ import annotations

from pathlib import Path

import pytest
from fakes import FakeClock, MemorySecrets
from misbehaving_hub import MisbehavingHub, forged, html, status
from nacl.signing import SigningKey
from sealed_submissions import prepare

from kiosk.errors import HubError, KioskError, SecretsError
from offline import wire
from offline.address import AddressError
from offline.enrolment import EnrolmentError, enrol
from offline.secrets import DeviceSecrets, FileSecrets
from offline.store import Store
from offline.transport import HubSettings


@pytest.fixture
def fresh(home: Path, clock: FakeClock):
    with Store.open(home, clock=clock) as opened:
        yield opened


def test_a_kiosk_joins_and_can_seal_from_then_on(fresh: Store, hub: MisbehavingHub, home: Path) -> None:
    secrets = FileSecrets(home)
    identity = enrol(fresh, secrets, HubSettings(hub.url + "/"), hub.code.lower().replace("-", " "))
    assert fresh.identity() == identity
    assert (identity.kiosk, identity.prefix, identity.hub_url) == ("library", "KK", hub.url)
    assert identity.keys == hub.keys
    kept = secrets.read()
    assert kept is not None
    assert kept.usable
    assert not kept.pending
    assert hub.devices == [bytes(SigningKey(kept.seed).verify_key)]
    assert fresh.outbox.line().epoch == "epoch-1"
    fresh.put(prepare(fresh))
    # The secrets are nowhere but in their own place.
    for path in (path for path in home.iterdir() if path.name != "secrets.json"):
        assert kept.token.encode() not in path.read_bytes()
        assert kept.seed not in path.read_bytes()


@pytest.mark.parametrize("stage", ["no answer", "secrets not written", "database not written"])
def test_an_interrupted_enrolment_is_repeated_with_the_same_code_and_key(
    fresh: Store, hub: MisbehavingHub, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    secrets = MemorySecrets()
    if stage == "no answer":
        hub.twists.append(status(500))
    elif stage == "secrets not written":
        write = secrets.write

        def once(new: DeviceSecrets) -> None:
            if new.token:
                monkeypatch.setattr(secrets, "write", write)
                raise SecretsError("locked just now")
            write(new)

        monkeypatch.setattr(secrets, "write", once)
    else:
        real = fresh.enrol

        def failing(*_values: object) -> None:
            monkeypatch.setattr(fresh, "enrol", real)
            raise KioskError("power cut")

        monkeypatch.setattr(fresh, "enrol", failing)
    with pytest.raises(KioskError):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert fresh.identity() is None
    enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert len(set(hub.devices)) == 1
    assert fresh.identity() is not None


def test_a_failed_enrolment_leaves_the_one_before_as_it_was(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    before = enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    kept = secrets.secrets
    assert kept is not None
    hub.twists.append(status(409))
    with pytest.raises(EnrolmentError, match="Ask for a new one"):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert fresh.identity() == before
    assert secrets.secrets is not None
    assert (secrets.secrets.seed, secrets.secrets.token) == (kept.seed, kept.token)


def test_it_refuses_while_something_waits(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    fresh.put(prepare(fresh))
    asked = len(hub.requests)
    with pytest.raises(EnrolmentError, match=r"1 submissions.*kiosk sync --once"):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert len(hub.requests) == asked


def test_plain_http_to_another_machine_is_refused_before_anything_is_sent(fresh: Store) -> None:
    secrets = MemorySecrets()
    with pytest.raises(AddressError, match="https"):
        enrol(fresh, secrets, HubSettings("http://hub.example.gov.uk"), MisbehavingHub().code)
    assert secrets.writes == []


@pytest.mark.parametrize("code", ["", "ABCD", "1111-2222-3333-4444-5555-6666-7777-8888", "é" * 32])
def test_a_code_that_is_none_is_refused_in_plain_words(fresh: Store, hub: MisbehavingHub, code: str) -> None:
    with pytest.raises(EnrolmentError, match="eight groups"):
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), code)
    assert hub.requests == []


def test_a_hub_whose_key_the_code_does_not_name_is_not_believed(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    code = wire.enrolment_code(hub.secret, bytes(SigningKey.generate().verify_key))
    with pytest.raises(EnrolmentError, match="somebody may be in between"):
        enrol(fresh, secrets, HubSettings(hub.url), code)
    hub.twists.append(forged)
    with pytest.raises(EnrolmentError, match="signature"):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert fresh.identity() is None


def test_a_sign_in_page_of_the_network_is_named(fresh: Store, hub: MisbehavingHub) -> None:
    hub.twists.append(html)
    with pytest.raises(HubError, match="sign-in page"):
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), hub.code)


def test_without_a_place_for_secrets_the_hub_is_not_even_asked(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    secrets.fault = SecretsError("no keyring")
    with pytest.raises(SecretsError):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert hub.requests == []
