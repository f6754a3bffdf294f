"""A round of sync fetches the news: how cases go on, and that the hub was restored."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from fakes import FakeClock
from misbehaving_hub import NOW, MisbehavingHub, with_results
from syncing import Put, found, ids_delivered

from kiosk.protocols import State, Stored
from offline import wire
from offline.store import Store
from offline.sync import Sync


def case(stored: Stored, **changes: object) -> wire.CaseStatus:
    whole = {"id": stored.id, "tracking_code": stored.tracking_code, "state": "complete", "status": "received"}
    return msgspec.convert({**whole, "at": NOW, **changes}, wire.CaseStatus)


def test_news_is_taken_over_page_by_page_and_the_cursor_kept(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    codes = [put() for _ in range(5)]
    sync.once()
    hub.statuses = [case(found(joined, code)) for code in codes]
    told: list[str] = []
    assert sync.once(changed=told.extend).updated == 5
    assert sorted(told) == sorted(codes)
    assert joined.outbox.line().cursor == "5"
    assert [found(joined, code).state for code in codes] == [State.COMPLETE] * 5
    later = NOW + timedelta(days=1)
    news = case(found(joined, codes[0]), status="closed", at=later, note="Collected on Tuesday.", due="2026-03-05")
    hub.statuses.append(news)
    assert sync.once().updated == 1
    stored = found(joined, codes[0])
    assert (stored.status, stored.status_at, stored.note) == ("closed", later, "Collected on Tuesday.")
    assert stored.due is not None
    assert stored.due.isoformat() == "2026-03-05"
    assert stored.history == ((NOW, "received"), (later, "closed"))
    assert sync.once().updated == 0


def test_news_of_strangers_and_old_news_change_nothing(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    code = put()
    sync.once()
    stored = found(joined, code)
    hub.statuses = [
        case(stored, status="closed"),
        case(stored, status="in_progress", at=NOW - timedelta(days=1)),
        case(stored, id="a-stranger"),
        case(stored, tracking_code="KK-2222-2222-2", status="refused"),
    ]
    sync.once()
    assert found(joined, code).status == "closed"


def test_news_never_marks_as_received_what_no_receipt_acknowledged(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, clock: FakeClock
) -> None:
    code = put()
    hub.statuses = [case(found(joined, code), status="in_progress")]
    hub.twists.append(with_results(lambda old: msgspec.structs.replace(old, digest="0" * 64)))
    sync.once()
    assert (found(joined, code).state, found(joined, code).status) == (State.WAITING, "in_progress")


def test_one_that_the_hub_cannot_open_is_quarantined_by_its_news(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put
) -> None:
    code = put()
    sync.once()
    hub.statuses = [case(found(joined, code), state="refused", status="refused", due="never")]
    sync.once()
    assert (found(joined, code).state, found(joined, code).reason) == (State.QUARANTINED, "refused-by-hub")


@pytest.mark.parametrize("busy", [False, True])
def test_a_hub_restored_from_a_backup_gets_again_all_that_is_not_purged(
    joined: Store, sync: Sync, hub: MisbehavingHub, put: Put, busy: bool
) -> None:
    codes = [put() for _ in range(3)]
    sync.once()
    hub.statuses = [case(found(joined, codes[0]))]
    sync.once()
    assert found(joined, codes[0]).state == State.COMPLETE
    first = dict(hub.stored)
    hub.stored.clear()
    hub.statuses.clear()
    hub.epoch = "epoch-2"
    if busy:
        codes.append(put())
    sync.once()
    assert {identity: hub.stored[identity] for identity in first} == first, "byte for byte the same"
    assert [found(joined, code).state for code in codes] == [State.RECEIVED] * len(codes)
    assert joined.outbox.line().epoch == "epoch-2"
    if busy:
        assert ids_delivered(hub).count(found(joined, codes[-1]).id) == 1, "it arrived after the restore"
    before = len(hub.deliveries)
    sync.once()
    assert len(hub.deliveries) == before
