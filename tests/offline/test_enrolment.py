from __future__ import annotations

import json
import socket
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from fakes import FakeClock, MemorySecrets
from misbehaving_hub import MisbehavingHub, Reply, Twist, forged, html, status, untwisted
from nacl.signing import SigningKey
from sealed_submissions import prepare

from kiosk.errors import KioskError, SecretsError
from offline import wire
from offline.address import AddressError
from offline.enrolment import EnrolmentError, enrol
from offline.secrets import DeviceSecrets, FileSecrets
from offline.store import Store
from offline.transport import HubSettings
from offline.wire.keys import KeyChain, Link, read_link, signed_link


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
        hub.twists += [untwisted, status(500)]
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

        def failing(*_values: object, **_options: object) -> None:
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
    hub.twists += [untwisted, problem(409, "used")]
    with pytest.raises(EnrolmentError, match="Ask for a new one"):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert fresh.identity() == before
    assert secrets.secrets is not None
    assert (secrets.secrets.seed, secrets.secrets.token) == (kept.seed, kept.token)


def test_it_leaves_no_hub_while_something_waits_for_it(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    fresh.put(prepare(fresh))
    asked = len(hub.requests)
    other = MisbehavingHub()
    with pytest.raises(EnrolmentError, match=r"1 submissions.*kiosk sync --once.*kiosk export DIR.*hub kiosks renew"):
        enrol(fresh, secrets, HubSettings(hub.url), other.code)
    assert hub.requests[asked:] == [("GET", f"/v1/keys/chain?after={hub.keys.receipt_id}")]


@pytest.mark.parametrize("forger", ["another key", "no key"])
def test_a_chain_that_the_known_key_did_not_sign_makes_no_hub_the_same(
    fresh: Store, hub: MisbehavingHub, forger: str
) -> None:
    secrets, other = MemorySecrets(), MisbehavingHub()
    enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    fresh.put(prepare(fresh))
    asked = len(hub.requests)
    link = signed_link(SigningKey.generate(), 2, other.keys.receipt, datetime(2026, 3, 2, tzinfo=UTC))
    following = msgspec.structs.replace(read_link(link), former_id=hub.keys.receipt_id)
    forged_link = Link(msgspec.json.encode(following), link.signature if forger == "another key" else b"")
    chain = Reply(200, msgspec.json.encode(KeyChain([forged_link])), "application/json")
    hub.more["/v1/keys/chain"] = lambda *_: chain
    with pytest.raises(EnrolmentError, match="1 submissions have not reached the present hub"):
        enrol(fresh, secrets, HubSettings(hub.url), other.code)
    assert len(hub.requests) == asked + 1


def test_a_hub_that_cannot_tell_its_keys_now_is_asked_again_later(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    fresh.put(prepare(fresh))
    hub.always = status(503)
    with pytest.raises(EnrolmentError, match="could not join the hub"):
        enrol(fresh, secrets, HubSettings(hub.url), MisbehavingHub().code)


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


def problem(code: int, reason: str) -> Twist:
    return lambda _hub, _reply: Reply(code, json.dumps({"reason": reason}).encode(), "application/problem+json")


@pytest.mark.parametrize("place", [16, 20, 31])
def test_a_slip_in_the_last_four_groups_does_not_use_the_code_up(fresh: Store, hub: MisbehavingHub, place: int) -> None:
    signs = hub.code.replace("-", "")
    slip = signs[:place] + ("A" if signs[place] != "A" else "B") + signs[place + 1 :]
    secrets = MemorySecrets()
    with pytest.raises(EnrolmentError, match="last four groups of the code do not fit this hub") as caught:
        enrol(fresh, secrets, HubSettings(hub.url), slip)
    assert caught.value.trouble == ""
    assert hub.requests == [("GET", "/v1/keys")]
    assert enrol(fresh, secrets, HubSettings(hub.url), hub.code) == fresh.identity()


def test_a_hub_whose_key_the_code_does_not_name_never_hears_the_secret(fresh: Store, hub: MisbehavingHub) -> None:
    code = wire.enrolment_code(hub.secret, bytes(SigningKey.generate().verify_key))
    with pytest.raises(EnrolmentError, match="somebody is in between"):
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), code)
    assert hub.devices == []


def another_key(_hub: MisbehavingHub, reply: Reply) -> Reply:
    stranger = MisbehavingHub()
    body = msgspec.json.decode(msgspec.json.decode(reply.body, type=wire.Reply).body, type=wire.Enrolled)
    return stranger.signed(msgspec.structs.replace(body, keys=stranger.keys))


@pytest.mark.parametrize("twist", [forged, another_key])
def test_an_answer_that_the_code_s_key_did_not_sign_is_not_believed(
    fresh: Store, hub: MisbehavingHub, twist: Twist
) -> None:
    hub.twists += [untwisted, twist]
    with pytest.raises(EnrolmentError) as caught:
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), hub.code)
    assert caught.value.trouble == "untrusted-answer"
    assert fresh.identity() is None


@pytest.mark.parametrize(
    ("code", "reason", "says"),
    [
        (404, "unknown", "does not know this code: check its first four groups"),
        (409, "used", "this code has been used, and it is good only once"),
        (410, "expired", "older than seven days"),
        (403, "revoked", "was revoked. Ask for a code with another name"),
    ],
)
def test_why_the_hub_takes_no_code_is_told(
    fresh: Store, hub: MisbehavingHub, code: int, reason: str, says: str
) -> None:
    hub.twists += [untwisted, problem(code, reason)]
    with pytest.raises(EnrolmentError, match=says) as caught:
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), hub.code)
    assert caught.value.trouble == ""
    assert "`hub kiosks add NAME`" in str(caught.value)


def not_keys(_hub: MisbehavingHub, _reply: Reply) -> Reply:
    return Reply(200, b'{"status":"ok"}', "application/json")


@pytest.mark.parametrize("before", [[], [untwisted]], ids=["keys", "enrolments"])
@pytest.mark.parametrize(
    ("twist", "trouble"),
    [
        (html, "captive-portal"),
        (status(301, "text/html"), "redirected"),
        (status(403, "text/html"), "blocked"),
        (status(404, "text/html"), "not-a-hub"),
        (status(404), "not-a-hub"),
        (status(405, "text/html"), "not-a-hub"),
        (status(407, "text/html"), "proxy"),
        (status(413, "text/html"), "not-a-hub"),
        (status(429), "hub-busy"),
        (status(500), "hub-error"),
        (status(500, "text/html"), "not-a-hub"),
        (status(501, "text/html"), "not-a-hub"),
        (status(502, "text/html"), "hub-busy"),
        (status(503), "hub-busy"),
        (status(511, "text/html"), "captive-portal"),
    ],
)
def test_what_answers_instead_of_a_hub_is_told_by_a_code(
    fresh: Store, hub: MisbehavingHub, before: list[Twist], twist: Twist, trouble: str
) -> None:
    hub.twists += [*before, twist]
    with pytest.raises(EnrolmentError, match=rf"\({trouble}\)") as caught:
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), hub.code)
    assert caught.value.trouble == trouble
    assert fresh.identity() is None


def test_json_that_holds_no_keys_is_no_hub(fresh: Store, hub: MisbehavingHub) -> None:
    hub.twists.append(not_keys)
    with pytest.raises(EnrolmentError) as caught:
        enrol(fresh, MemorySecrets(), HubSettings(hub.url), hub.code)
    assert caught.value.trouble == "not-a-hub"


def test_an_address_where_nobody_answers_is_told_by_a_code(fresh: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(EnrolmentError) as caught:
        enrol(fresh, MemorySecrets(), HubSettings(f"http://127.0.0.1:{port}"), MisbehavingHub().code)
    assert caught.value.trouble == "no-connection"


def test_without_a_place_for_secrets_the_hub_is_not_even_asked(fresh: Store, hub: MisbehavingHub) -> None:
    secrets = MemorySecrets()
    secrets.fault = SecretsError("no keyring")
    with pytest.raises(SecretsError):
        enrol(fresh, secrets, HubSettings(hub.url), hub.code)
    assert hub.requests == []
