"""A kiosk that has another name at its hub since: what it sent before is not lost when the hub is restored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import msgspec
import pytest
from attached_files import sealed
from carried_in import stored, take
from fakes import FakeClock, MemorySecrets
from hub_command import hub
from misbehaving_hub import MisbehavingHub
from nacl.signing import SigningKey
from sealed_submissions import CANARY, prepare
from trail import trail

from hub.carried_receipts import ReceiptWriter
from hub.database import begin_new_epoch
from hub.hand_carry import TakenIn
from hub.home import Home
from hub.parts import Parts
from hub.tables import arriving, attachment_chunk, history, submission
from hub.tables import kiosk as kiosk_table
from kiosk.attachments import CHUNK
from kiosk.errors import KioskError
from kiosk.protocols import State
from kiosk.submission import AnsweredQuestion, Payload, encode_payload
from offline.enrolment import EnrolmentError, enrol
from offline.hand_carry import Export
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.sync import Sync
from offline.transport import HubSettings

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@dataclass
class Renamed:
    """A kiosk that joins a running hub under one name after the other."""

    home: Path
    store: Store
    settings: HubSettings
    parts: Parts
    secrets: MemorySecrets = field(default_factory=MemorySecrets)

    def join(self, name: str) -> None:
        enrol(self.store, self.secrets, self.settings, self.parts.kiosks.invite(name))

    def put(self, *, files: bool = False) -> str:
        attached = sealed(CHUNK + 3, 900) if files else ()
        prepared = prepare(self.store, attachments=attached, kiosk=self.known().kiosk)
        answers = [AnsweredQuestion("name", "Your name?", CANARY, CANARY)]
        enclosed = [file.enclosed for file in attached]
        payload = Payload(prepared.header, "Methu bin", answers, "CM004", 524, 17, attachments=enclosed)
        self.store.put(msgspec.structs.replace(prepared, payload=encode_payload(payload)))
        return prepared.header.tracking_code

    def known(self) -> Identity:
        identity = self.store.identity()
        assert identity is not None
        return identity

    def sync(self) -> None:
        def connect(identity: Identity, known: DeviceSecrets) -> HubClient:
            return HubClient(self.settings, identity, known)

        sync = Sync(self.store, self.secrets, connect, FakeClock(NOW))
        sync.once(ignore_backoff=True)
        sync.once(ignore_backoff=True)
        sync.close()

    def restore_the_hub(self) -> None:
        """Bring the hub back from a backup that has its kiosks, and none of what they sent."""
        with self.parts.database.writing() as connection:
            for table in (history, attachment_chunk, arriving, submission):
                connection.execute(table.delete())
            begin_new_epoch(connection)

    def state(self, code: str) -> tuple[State, str]:
        found = self.store.find(code)
        assert found is not None
        return found.state, found.reason

    def export(self, usb: Path) -> None:
        known, secrets = self.known(), self.secrets.read()
        assert secrets is not None
        Export(self.store.hand_carry, known.prefix, known.kiosk, SigningKey(secrets.seed)).write(usb, NOW)

    def carry(self, usb: Path, accepted: tuple[str, ...] = ()) -> TakenIn:
        """Take a stick to the hub and back."""
        self.export(usb)
        done = take(self.parts, usb, accepted)
        self.parts.opener.verify_waiting()
        writer = ReceiptWriter(self.parts.database, self.parts.ring, self.parts.now)
        for (name, folder), results in done.results.items():
            writer.write(folder, name, results)
        if done.results:
            taken = self.store.carried_receipts(self.known()).take(usb)
            assert (taken.alerts, taken.rejected) == (0, [])
        return done

    def at_the_hub(self) -> list[str]:
        return sorted(one.tracking_code for one in self.parts.casework.submissions())


@pytest.fixture
def renamed(tmp_path: Path, parts: Parts, client: httpx.Client) -> Iterator[Renamed]:
    with Store.open(tmp_path / "kiosk", clock=FakeClock(NOW)) as store:
        kiosk = Renamed(tmp_path / "kiosk", store, HubSettings(str(client.base_url)), parts)
        kiosk.join("library")
        yield kiosk


def test_after_a_restore_the_forms_of_a_former_name_are_carried_there_and_all_is_there_once(
    renamed: Renamed, usb: Path
) -> None:
    before = [renamed.put(), renamed.put(files=True)]
    renamed.sync()
    renamed.join("annexe")
    later = renamed.put()
    renamed.sync()
    assert renamed.at_the_hub() == sorted([*before, later])
    renamed.restore_the_hub()
    renamed.sync()
    assert renamed.at_the_hub() == [later], "the hub takes from the present name alone"
    assert {renamed.state(code) for code in before} == {(State.QUARANTINED, "former-name")}
    assert renamed.store.outbox.quarantined() == [(code, "former-name") for code in before]
    done = renamed.carry(usb)
    assert (done.new, done.refused, done.problems) == (2, [], [])
    assert renamed.at_the_hub() == sorted([*before, later])
    assert {renamed.state(code) for code in before} == {(State.COMPLETE, "")}
    assert renamed.store.outbox.quarantined() == []


def test_twice_renamed_each_name_is_signed_for_by_its_own_key(renamed: Renamed, usb: Path) -> None:
    codes = []
    for name in ("annexe", "van", "depot"):
        codes.append(renamed.put())
        renamed.sync()
        renamed.join(name)
    renamed.restore_the_hub()
    renamed.sync()
    done = renamed.carry(usb)
    assert (done.new, done.refused) == (3, [])
    assert renamed.at_the_hub() == sorted(codes)


def test_a_restore_between_the_last_round_and_the_new_name_is_noticed(renamed: Renamed, usb: Path) -> None:
    code = renamed.put()
    renamed.sync()
    renamed.restore_the_hub()
    renamed.join("annexe")
    renamed.sync()
    assert renamed.state(code) == (State.QUARANTINED, "former-name")
    assert renamed.carry(usb).new == 1


def test_a_former_name_that_was_revoked_waits_for_review_at_the_hub(renamed: Renamed, usb: Path) -> None:
    code = renamed.put()
    renamed.sync()
    renamed.join("annexe")
    renamed.parts.kiosks.revoke("library")
    renamed.restore_the_hub()
    renamed.sync()
    assert (renamed.carry(usb).held, renamed.at_the_hub()) == (1, [])
    assert renamed.carry(usb, accepted=("library",)).new == 1
    assert renamed.at_the_hub() == [code]


def test_an_enrolment_that_broke_off_after_its_new_key_was_kept_has_signed_with_the_former_one(
    renamed: Renamed, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = renamed.put()
    renamed.sync()
    invitation = renamed.parts.kiosks.invite("annexe")

    def cut(*_: object, **_more: object) -> None:
        raise KioskError("the power went")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "enrol", cut)
        with pytest.raises(KioskError, match="power"):
            enrol(renamed.store, renamed.secrets, renamed.settings, invitation)
    enrol(renamed.store, renamed.secrets, renamed.settings, invitation)
    renamed.restore_the_hub()
    renamed.sync()
    assert renamed.carry(usb).new == 1
    assert renamed.at_the_hub() == [code]


def test_a_former_name_whose_key_was_lost_is_told_and_goes_once_that_name_is_renewed(renamed: Renamed) -> None:
    code = renamed.put()
    renamed.sync()
    renamed.secrets = MemorySecrets()
    renamed.join("annexe")
    renamed.restore_the_hub()
    renamed.sync()
    assert renamed.state(code) == (State.QUARANTINED, "former-name-unsigned")
    enrol(renamed.store, renamed.secrets, renamed.settings, renamed.parts.kiosks.renew("library"))
    renamed.sync()
    assert renamed.at_the_hub() == [code]
    assert renamed.state(code)[0] in (State.RECEIVED, State.COMPLETE)


def test_what_a_disk_changed_is_not_signed(renamed: Renamed) -> None:
    code = renamed.put()
    renamed.sync()
    with renamed.store._database.transaction() as connection:
        connection.execute("UPDATE envelopes SET envelope = CAST(envelope || 'x' AS BLOB)")
    renamed.join("annexe")
    renamed.restore_the_hub()
    renamed.sync()
    assert renamed.state(code) == (State.QUARANTINED, "former-name-unsigned")


@pytest.mark.parametrize("key_lost", [False, True])
def test_no_hub_is_left_that_may_lack_forms_of_a_former_name(renamed: Renamed, usb: Path, key_lost: bool) -> None:
    renamed.put()
    renamed.sync()
    if key_lost:
        renamed.secrets = MemorySecrets()
    renamed.join("annexe")
    renamed.restore_the_hub()
    renamed.sync()
    another = MisbehavingHub().code
    with pytest.raises(EnrolmentError, match="1 submissions under a former name of this kiosk are to be brought"):
        enrol(renamed.store, renamed.secrets, renamed.settings, another)
    if not key_lost:
        assert renamed.carry(usb).new == 1
        with pytest.raises(EnrolmentError, match="do not fit this hub"):
            enrol(renamed.store, renamed.secrets, renamed.settings, another)


def test_what_went_to_another_hub_is_left_alone(renamed: Renamed) -> None:
    code = renamed.put()
    renamed.sync()
    renamed.join("annexe")
    before = renamed.state(code)
    known = renamed.known()
    renamed.store.enrol(known, "epoch-of-another-hub")
    renamed.store.outbox.adopt_epoch("epoch-after-its-restore", known.kiosk)
    assert renamed.state(code) == before


def test_a_kiosk_that_the_backup_does_not_know_joins_under_its_name_and_prefix_and_all_arrives(
    renamed: Renamed,
) -> None:
    sent = renamed.put()
    renamed.sync()
    waiting = renamed.put()
    known = renamed.known()
    renamed.restore_the_hub()
    with renamed.parts.database.writing() as connection:
        connection.execute(kiosk_table.delete())
    renamed.sync()
    assert renamed.store.outbox.line().paused == "not-authorised"
    invitation = renamed.parts.kiosks.invite("library", known.prefix)
    assert enrol(renamed.store, renamed.secrets, renamed.settings, invitation).prefix == known.prefix
    renamed.sync()
    assert renamed.at_the_hub() == sorted([sent, waiting])


def test_the_trail_names_what_was_set_aside(renamed: Renamed) -> None:
    renamed.put()
    renamed.sync()
    renamed.join("annexe")
    renamed.restore_the_hub()
    renamed.sync()
    assert "former-name" in {event.detail for event in trail(renamed.home) if event.kind == "quarantined"}
    assert stored(renamed.parts) == []


def test_the_command_takes_the_prefix_as_people_type_it(home: Home, parts: Parts) -> None:
    assert hub(home.path, "kiosks", "add", "van", "--prefix", "kt").returncode == 0
    assert [(one.name, one.prefix) for one in parts.kiosks.listed()] == [("van", "KT")]
    refused = hub(home.path, "kiosks", "add", "bus", "--prefix", "K")
    assert (refused.returncode, "like KT" in refused.stderr) == (2, True)
