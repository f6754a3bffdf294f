"""Saved visits on their way: told to the hub, asked for, believed only where it signed what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply, status
from sealed_submissions import SEED, prepare
from syncing import Syncing

from kiosk.comeback_code import proof_of
from kiosk.errors import HubError
from kiosk.submission import EndedDraft
from offline.draft_errand import CarryDrafts, ask_for
from offline.drafts import KeptDraft
from offline.hub_client import HubClient
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.transport import HubSettings
from offline.wire import digest
from offline.wire.drafts import Draft, DraftEnd, DraftReply

TOKEN = b"t" * 32
LOCATOR = "ab" * 32
SEALED = b"sealed" * 50
Changed = Callable[[DraftReply], DraftReply]


class DraftShelf:
    """What a hub does with drafts, honestly; `changed` bends its answers."""

    def __init__(self, hub: MisbehavingHub) -> None:
        self.hub = hub
        self.kept: dict[str, Draft] = {}
        self.sent: set[str] = set()
        self.changed: Changed = lambda reply: reply
        hub.more["/v1/drafts/"] = self.serve

    def serve(self, method: str, target: str, body: bytes) -> Reply:
        locator = re.fullmatch(r"/v1/drafts/([0-9a-f]{64})(/end)?", target)[1]  # type: ignore[index]
        if method == "PUT":
            self.kept[locator] = msgspec.json.decode(body, type=Draft)
        elif method == "POST":
            assert proof_of(msgspec.json.decode(body, type=DraftEnd).token) == proof_of(TOKEN)
            self.sent.add(locator)
            self.kept.pop(locator, None)
        draft = self.kept.get(locator)
        reply = DraftReply(self.hub.epoch, locator, "sent" if locator in self.sent else "unknown")
        if draft:
            content = draft.sealed if method == "GET" else b""
            reply = DraftReply(self.hub.epoch, locator, "kept", draft.revision, digest(draft.sealed), content)
        return self.hub.signed(self.changed(reply))


@pytest.fixture
def shelf(hub: MisbehavingHub) -> DraftShelf:
    return DraftShelf(hub)


@pytest.fixture
def kept(joined: Store, clock: FakeClock) -> KeptDraft:
    draft = KeptDraft(LOCATOR, "kept", 1, SEALED, proof_of(TOKEN), clock.now() + timedelta(days=28))
    joined.drafts.keep(draft)
    return draft


def client(hub: MisbehavingHub, store: Store) -> HubClient:
    identity = store.identity()
    assert identity is not None
    return HubClient(HubSettings(hub.url, read_timeout=2), identity, DeviceSecrets(SEED, "token-1"))


def carry(syncing: Syncing, store: Store) -> None:
    syncing(CarryDrafts(store.drafts)).once(ignore_backoff=True)


def test_a_saved_visit_reaches_the_hub_once(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft, hub: MisbehavingHub
) -> None:
    carry(syncing, joined)
    carry(syncing, joined)
    assert shelf.kept[LOCATOR] == Draft(1, SEALED, proof_of(TOKEN), kept.ends_at)
    assert len([request for request in hub.requests if request[0] == "PUT"]) == 1
    assert joined.drafts.due() == []


def test_what_was_sent_is_forgotten_at_the_hub(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft
) -> None:
    carry(syncing, joined)
    joined.put(prepare(joined, ends=EndedDraft(LOCATOR, kept.proof, TOKEN)))
    carry(syncing, joined)
    assert (shelf.kept, shelf.sent) == ({}, {LOCATOR})
    assert joined.drafts.due() == []


def test_a_hub_that_is_away_gets_it_later(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft, hub: MisbehavingHub
) -> None:
    hub.always = status(503)
    carry(syncing, joined)
    assert len(joined.drafts.due()) == 1
    hub.always = None
    carry(syncing, joined)
    assert LOCATOR in shelf.kept


@pytest.mark.parametrize("number", [400, 409, 413, 422])
def test_one_that_the_hub_refuses_stops_no_other(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft, hub: MisbehavingHub, number: int
) -> None:
    joined.drafts.keep(KeptDraft("cd" * 32, "kept", 1, b"other", kept.proof, kept.ends_at))
    honest = shelf.serve

    def refusing(method: str, target: str, body: bytes) -> Reply:
        return Reply(number, b"{}", PROBLEM) if LOCATOR in target else honest(method, target, body)

    hub.more["/v1/drafts/"] = refusing
    carry(syncing, joined)
    assert list(shelf.kept) == ["cd" * 32]
    assert joined.drafts.due() == []
    assert joined.drafts.find(LOCATOR) is not None, "it still opens here"


def test_an_answer_about_another_draft_counts_for_nothing(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft
) -> None:
    shelf.changed = lambda reply: msgspec.structs.replace(reply, locator="cd" * 32)
    carry(syncing, joined)
    assert len(joined.drafts.due()) == 1


@pytest.mark.parametrize(
    "changed",
    [
        lambda reply: msgspec.structs.replace(reply, state="unknown"),
        lambda reply: msgspec.structs.replace(reply, revision=0),
    ],
)
def test_an_answer_that_cannot_be_counts_for_nothing(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft, changed: Changed
) -> None:
    shelf.changed = changed
    carry(syncing, joined)
    assert joined.drafts.due() == [kept]


@pytest.mark.parametrize(
    ("changed", "left"),
    [
        (lambda reply: msgspec.structs.replace(reply, revision=2), None),  # went on at another kiosk
        (lambda reply: msgspec.structs.replace(reply, digest="0" * 64), None),
        (lambda reply: msgspec.structs.replace(reply, state="sent", revision=0), "sent"),
        (lambda reply: msgspec.structs.replace(reply, state="expired", revision=0), "expired"),
    ],
)
def test_where_the_hub_knows_better_the_old_copy_goes(
    shelf: DraftShelf, syncing: Syncing, joined: Store, kept: KeptDraft, changed: Changed, left: str | None
) -> None:
    shelf.changed = changed
    carry(syncing, joined)
    found = joined.drafts.find(LOCATOR)
    assert (found.state if found else None) == left
    assert joined.drafts.due() == []


def test_another_kiosk_asks_for_it_by_its_locator(shelf: DraftShelf, joined: Store, hub: MisbehavingHub) -> None:
    shelf.kept[LOCATOR] = Draft(3, SEALED, proof_of(TOKEN))
    reply = ask_for(LOCATOR, client(hub, joined))
    assert (reply.state, reply.revision, reply.sealed) == ("kept", 3, SEALED)
    assert ask_for("cd" * 32, client(hub, joined)).state == "unknown"


@pytest.mark.parametrize(
    "changed",
    [
        lambda reply: msgspec.structs.replace(reply, locator="cd" * 32),
        lambda reply: msgspec.structs.replace(reply, sealed=b"other"),
        lambda reply: msgspec.structs.replace(reply, digest=""),
    ],
)
def test_a_wrong_answer_is_not_believed(
    shelf: DraftShelf, joined: Store, hub: MisbehavingHub, changed: Changed
) -> None:
    shelf.kept[LOCATOR] = Draft(3, SEALED, proof_of(TOKEN))
    shelf.changed = changed
    with pytest.raises(HubError):
        ask_for(LOCATOR, client(hub, joined))


@pytest.mark.parametrize("number", [401, 404, 429, 500])
def test_a_hub_that_cannot_say_is_no_hub_that_has_nothing(
    shelf: DraftShelf, joined: Store, hub: MisbehavingHub, number: int
) -> None:
    hub.always = status(number)
    with pytest.raises(HubError):
        ask_for(LOCATOR, client(hub, joined))
