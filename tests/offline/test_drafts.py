"""Saved visits in the queue's file: durable, renewed, ended, forgotten in time and never before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from sealed_submissions import enrolled, prepare

from kiosk.comeback_code import proof_of
from kiosk.errors import NotStoredError
from kiosk.protocols import NotStored
from kiosk.submission import EndedDraft
from offline.database import Database
from offline.drafts import KeptDraft
from offline.reserve import Reserve
from offline.store import Store
from offline.wire.drafts import SEALED_LIMIT

TOKEN = b"t" * 32
LOCATOR = "ab" * 32
DAYS = 86_400.0


def draft(clock: FakeClock, **changes: object) -> KeptDraft:
    usual = KeptDraft(LOCATOR, "kept", 1, b"sealed" * 50, proof_of(TOKEN), clock.now() + timedelta(days=28))
    return replace(usual, **changes)  # type: ignore[arg-type]


def send(store: Store) -> None:
    """Send the visit that was saved."""
    store.put(prepare(store, ends=EndedDraft(LOCATOR, proof_of(TOKEN), TOKEN)))


def in_the_file(store: Store, home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.iterdir() if path.name.startswith("queue.db"))


def test_what_is_kept_is_found_again_also_after_a_restart(store: Store, home: Path, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.close()
    with Store.open(home, clock=clock) as again:
        assert again.drafts.find(LOCATOR) == draft(clock)
        assert again.drafts.find("cd" * 32) is None


def test_saving_again_takes_the_place_of_the_first_and_is_told_again(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.drafts.hub_has(draft(clock), "epoch-1")
    assert store.drafts.due() == []
    clock.turn(DAYS)
    renewed = draft(clock, revision=2, sealed=b"later")
    store.drafts.keep(renewed)
    assert store.drafts.find(LOCATOR) == renewed
    assert store.drafts.due() == [renewed]


def test_word_of_an_older_revision_does_not_count_for_a_newer_one(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.drafts.keep(draft(clock, revision=2, sealed=b"later"))
    store.drafts.hub_has(draft(clock), "epoch-1")
    store.drafts.hub_knows_better(draft(clock), "sent", "epoch-1")
    store.drafts.hub_knows_better(draft(clock), "kept", "epoch-1")
    assert store.drafts.due() == [draft(clock, revision=2, sealed=b"later")]


def test_refusing_an_older_revision_refuses_no_newer_one(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.drafts.keep(draft(clock, revision=2, sealed=b"later"))
    store.drafts.hub_refuses(draft(clock), "too-large")
    assert store.drafts.due() == [draft(clock, revision=2, sealed=b"later")]


@pytest.mark.parametrize("said", ["refused", "kept", "expired"])
def test_what_was_sent_while_the_hub_was_asked_is_still_told(store: Store, clock: FakeClock, said: str) -> None:
    asked = draft(clock)
    store.drafts.keep(asked)
    send(store)
    if said == "refused":
        store.drafts.hub_refuses(asked, "too-large")
    else:
        store.drafts.hub_knows_better(asked, "kept" if said == "kept" else "expired", "epoch-1")
    (due,) = store.drafts.due()
    assert (due.state, due.token) == ("sent", TOKEN)


def test_a_hub_that_was_restored_is_told_again(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.drafts.hub_has(draft(clock), "epoch-1")
    store.outbox.adopt_epoch("epoch-2", "library")
    assert [one.locator for one in store.drafts.due()] == [LOCATOR]


def test_what_was_sent_is_gone_from_the_file_and_remembered_as_sent(store: Store, home: Path, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock, sealed=b"Canary-of-a-sealed-draft"))
    assert b"Canary-of-a-sealed-draft" in in_the_file(store, home)
    send(store)
    assert b"Canary-of-a-sealed-draft" not in in_the_file(store, home)
    found = store.drafts.find(LOCATOR)
    assert found is not None
    assert (found.state, found.sealed, found.token) == ("sent", b"", TOKEN)
    assert store.drafts.due() == [found]


def test_what_came_from_another_kiosk_is_ended_here_too(store: Store, clock: FakeClock) -> None:
    send(store)
    send(store)
    (found,) = store.drafts.due()
    assert (found.state, found.token) == ("sent", TOKEN)


def test_it_ends_with_what_was_sent_or_not_at_all(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    connection = store._database._connection
    assert connection is not None
    connection.execute("CREATE TEMP TRIGGER worn BEFORE UPDATE ON drafts BEGIN SELECT RAISE(ABORT, 'worn out'); END")
    with pytest.raises(NotStoredError):
        send(store)
    assert sum(store.counts().values()) == 0
    found = store.drafts.find(LOCATOR)
    assert found is not None
    assert found.state == "kept"
    connection.execute("DROP TRIGGER worn")
    send(store)
    assert sum(store.counts().values()) == 1


@pytest.mark.parametrize(("days", "state"), [(27.9, "kept"), (28.1, "expired"), (55, "expired")])
def test_what_ran_out_is_forgotten_and_still_known_as_such(
    store: Store, home: Path, clock: FakeClock, days: float, state: str
) -> None:
    store.drafts.keep(draft(clock, sealed=b"Canary-of-a-sealed-draft"))
    clock.turn(days * DAYS)
    found = store.drafts.find(LOCATOR)
    assert found is not None
    assert found.state == state
    assert (b"Canary-of-a-sealed-draft" in in_the_file(store, home)) == (state == "kept")
    assert len(store.drafts.due()) == (state == "kept")


def test_a_month_after_its_end_nothing_is_left(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    clock.turn(57 * DAYS)
    assert store.drafts.find(LOCATOR) is None


def test_a_clock_that_runs_wild_takes_nothing_away(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    clock.is_trusted = False
    clock.turn(3650 * DAYS)
    found = store.drafts.find(LOCATOR)
    assert found is not None
    assert found.state == "kept"


def test_what_was_saved_by_a_wrong_clock_is_kept_from_the_first_right_moment(store: Store, clock: FakeClock) -> None:
    clock.is_trusted = False
    store.drafts.keep(draft(clock, ends_at=None))
    assert store.drafts.tidy() == 0
    clock.turn(3650 * DAYS)
    clock.is_trusted = True
    assert store.drafts.tidy() == 0
    clock.turn(28.9 * DAYS)
    assert store.drafts.tidy() == 0
    clock.turn(0.2 * DAYS)
    assert store.drafts.tidy() == 1


def test_one_that_the_hub_refuses_is_not_sent_again_and_opens_here(store: Store, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    store.drafts.hub_refuses(draft(clock), "too-large")
    assert store.drafts.due() == []
    assert store.drafts.find(LOCATOR) is not None


def test_nothing_but_ids_and_kinds_in_the_events(store: Store, home: Path, clock: FakeClock) -> None:
    store.drafts.keep(draft(clock))
    send(store)
    database = store._database
    events = [tuple(row) for row in database.all("SELECT kind, id, detail FROM events WHERE kind LIKE 'draft%'")]
    assert events == [("draft-saved", "", ""), ("draft-sent", "", "")]


def full(home: Path, clock: FakeClock, reserve: Reserve) -> Store:
    database = Database.open(home)
    store = Store(database, reserve, clock)
    enrolled(store, MisbehavingHub())
    return store


def test_on_a_full_disk_the_reserve_is_given_up(home: Path, clock: FakeClock) -> None:
    home.mkdir()

    class RoomInTheFile(Reserve):
        def release(self) -> bool:
            store._database.all("PRAGMA max_page_count = 100000")
            return super().release()

    with full(home, clock, RoomInTheFile(home, 64 * 1024)) as store:
        assert store.room_for_a_journey()
        (pages,) = store._database.all("PRAGMA page_count")[0]
        store._database.all(f"PRAGMA max_page_count = {pages}")
        store.drafts.keep(draft(clock, sealed=b"x" * 100_000))
        assert store.drafts.find(LOCATOR) is not None


def test_on_a_disk_that_stays_full_nothing_is_promised(home: Path, clock: FakeClock) -> None:
    home.mkdir()
    with full(home, clock, Reserve(home, 64 * 1024)) as store:
        (pages,) = store._database.all("PRAGMA page_count")[0]
        store._database.all(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(NotStoredError) as refused:
            store.drafts.keep(draft(clock, sealed=b"x" * 100_000))
        assert refused.value.reason == NotStored.DISK_FULL
        assert store.drafts.find(LOCATOR) is None


def test_more_than_the_hub_takes_is_not_stored(store: Store, clock: FakeClock) -> None:
    with pytest.raises(NotStoredError):
        store.drafts.keep(draft(clock, sealed=b"x" * (SEALED_LIMIT + 1)))
