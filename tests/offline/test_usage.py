"""The totals of use on the kiosk: added up by day, and taken to the hub so that nothing counts twice."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply
from syncing import Syncing

from kiosk.usage import BEGAN, OPENED, Count, Family, Outcome
from offline.store import Store
from offline.transport import HubSettings
from offline.usage import KEPT, UsageErrand
from offline.wire.usage import UsageDay, UsageTaken

DAY = date(2026, 3, 2)
STARTED = Count(Family.JOURNEY, BEGAN, "missed-bin", channel="self", language="cy")
SENT = Count(Family.JOURNEY, Outcome.SENT, "missed-bin", channel="self", language="cy")
LARGE = Count(Family.SETTING, "text-size-4")


def totals(day: UsageDay) -> dict[str, int]:
    return {total.name: total.total for total in day.totals}


@pytest.fixture
def patience(hub: MisbehavingHub) -> HubSettings:
    """Much: no hub is silent here, so only a slow machine could run out of it."""
    return HubSettings(hub.url)


@pytest.fixture
def taken(hub: MisbehavingHub) -> list[UsageDay]:
    """The days that the hub took, in order."""
    days: list[UsageDay] = []

    def take(_method: str, _target: str, body: bytes) -> Reply:
        days.append(msgspec.json.decode(body, type=UsageDay))
        return hub.signed(UsageTaken("library", days[-1].day, days[-1].revision, hub.epoch))

    hub.more["/v1/usage/"] = take
    return days


def test_what_is_counted_adds_up_by_day(store: Store) -> None:
    store.usage.add(DAY, Counter({STARTED: 1, LARGE: 1}))
    store.usage.add(DAY, Counter({STARTED: 2, SENT: 1}))
    store.usage.add(DAY + timedelta(days=1), Counter({SENT: 1}))
    first, second = store.usage.unsent("epoch-1")
    assert (first.day, first.revision, totals(first)) == (DAY, 2, {BEGAN: 3, "sent": 1, "text-size-4": 1})
    assert (second.revision, totals(second)) == (1, {"sent": 1})


def test_nothing_counted_changes_nothing(store: Store) -> None:
    store.usage.add(DAY, Counter())
    assert store.usage.unsent("epoch-1") == []


def test_a_changed_day_goes_to_the_hub_whole_and_once(joined: Store, syncing: Syncing, taken: list[UsageDay]) -> None:
    sync = syncing(UsageErrand(joined))
    joined.usage.add(DAY, Counter({STARTED: 1}))
    sync.once()
    sync.once()
    assert [totals(day) for day in taken] == [{BEGAN: 1}]
    joined.usage.add(DAY, Counter({STARTED: 1, SENT: 1}))
    sync.once()
    assert totals(taken[-1]) == {BEGAN: 2, "sent": 1}
    assert len(taken) == 2


def test_a_day_whose_answer_was_lost_goes_again(
    joined: Store, syncing: Syncing, taken: list[UsageDay], hub: MisbehavingHub
) -> None:
    sync = syncing(UsageErrand(joined))
    joined.usage.add(DAY, Counter({STARTED: 1}))
    take = hub.more["/v1/usage/"]

    def take_and_say_nothing(method: str, target: str, body: bytes) -> Reply:
        take(method, target, body)
        return Reply(500, b"{}", PROBLEM)

    hub.more["/v1/usage/"] = take_and_say_nothing
    sync.once()
    hub.more["/v1/usage/"] = take
    assert joined.usage.unsent("epoch-1") != []
    sync.once()
    assert joined.usage.unsent("epoch-1") == []
    assert [day.revision for day in taken] == [1, 1]


def test_a_hub_restored_from_a_backup_gets_the_days_again(
    joined: Store, syncing: Syncing, taken: list[UsageDay], hub: MisbehavingHub
) -> None:
    sync = syncing(UsageErrand(joined))
    joined.usage.add(DAY, Counter({STARTED: 1}))
    sync.once()
    hub.epoch = "epoch-2"
    sync.once()
    assert len(taken) == 2


def test_an_answer_about_another_day_is_not_believed(joined: Store, syncing: Syncing, hub: MisbehavingHub) -> None:
    wrong = UsageTaken("library", DAY + timedelta(days=1), 9, hub.epoch)
    hub.more["/v1/usage/"] = lambda _method, _target, _body: hub.signed(wrong)
    joined.usage.add(DAY, Counter({STARTED: 1}))
    syncing(UsageErrand(joined)).once()
    assert joined.usage.unsent("epoch-1") != []


def test_old_days_are_deleted_only_once_the_hub_has_them(
    joined: Store, syncing: Syncing, taken: list[UsageDay]
) -> None:
    old = DAY - KEPT - timedelta(days=1)
    joined.usage.add(old, Counter({STARTED: 1}))
    joined.usage.forget_old(DAY)
    assert [day.day for day in joined.usage.unsent("epoch-1")] == [old]
    joined.usage.add(DAY, Counter({STARTED: 1}))
    syncing(UsageErrand(joined)).once()
    assert [day.day for day in joined.usage.unsent("another epoch")] == [DAY]


def test_a_day_that_the_hub_never_takes_stops_no_other(
    joined: Store, syncing: Syncing, taken: list[UsageDay], hub: MisbehavingHub
) -> None:
    take = hub.more["/v1/usage/"]

    def refuse_the_first(method: str, target: str, body: bytes) -> Reply:
        if target.endswith(DAY.isoformat()):
            return Reply(400, b'{"reason": "malformed"}', PROBLEM)
        return take(method, target, body)

    hub.more["/v1/usage/"] = refuse_the_first
    joined.usage.add(DAY, Counter({STARTED: 1}))
    joined.usage.add(DAY + timedelta(days=1), Counter({SENT: 1}))
    errand = UsageErrand(joined)
    syncing(errand).once()
    assert [totals(day) for day in taken] == [{"sent": 1}]


@pytest.mark.parametrize(
    "damage",
    ["UPDATE usage SET name = 'a b'", "UPDATE usage SET total = 10000000", "UPDATE usage SET family = '?'"],
)
def test_a_total_that_a_disk_damaged_stops_no_other(
    joined: Store, syncing: Syncing, taken: list[UsageDay], damage: str
) -> None:
    joined.usage.add(DAY, Counter({STARTED: 1, SENT: 1}))
    with joined._database.transaction() as connection:
        connection.execute(f"{damage} WHERE name = 'sent'")
    syncing(UsageErrand(joined)).once()
    assert [totals(day) for day in taken] == [{BEGAN: 1}]


def test_a_day_that_a_disk_damaged_stops_no_other(joined: Store, syncing: Syncing, taken: list[UsageDay]) -> None:
    joined.usage.add(DAY, Counter({STARTED: 1}))
    joined.usage.add(DAY + timedelta(days=1), Counter({SENT: 1}))
    with joined._database.transaction() as connection:
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table in ("usage", "usage_days"):
            connection.execute(f"UPDATE {table} SET day = '2026-0?-02' WHERE day = ?", (DAY.isoformat(),))
    syncing(UsageErrand(joined)).once()
    assert [totals(day) for day in taken] == [{"sent": 1}]


def test_what_searches_led_to_most_since_a_day_comes_first(store: Store) -> None:
    bins, tip, form = (Count(Family.SEARCH, OPENED, page=name) for name in ("bin-days", "the-tip", "gone"))
    missed = Count(Family.SEARCH, OPENED, journey="missed-bin")
    store.usage.add(DAY, Counter({bins: 1, missed: 3, Count(Family.SEARCH, "bin"): 9}))
    store.usage.add(DAY + timedelta(days=1), Counter({bins: 1, tip: 1}))
    store.usage.add(DAY - timedelta(days=1), Counter({form: 20}))
    assert store.usage.opened_most(DAY, 10) == ["missed-bin", "bin-days", "the-tip"]
    assert store.usage.opened_most(DAY, 1) == ["missed-bin"]
