"""A kiosk fetches published content: whole, only what it lacks, and never in the way of what residents send."""

from __future__ import annotations

import tracemalloc
from pathlib import Path
from typing import Any

import msgspec
import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from looking_kiosk import LookingKiosk
from misbehaving_hub import MisbehavingHub
from nacl.signing import SigningKey
from syncing import Put

from offline.content import coming
from offline.content.errand import ContentErrand
from offline.store import Store
from offline.wire import digest


def test_before_anything_is_published_nothing_happens(kiosk: LookingKiosk, content: ContentAtHub) -> None:
    assert kiosk.look() is None
    assert kiosk.versions.numbers() == []
    assert kiosk.memory.refused == ""


def test_a_published_version_is_taken_whole(kiosk: LookingKiosk, content: ContentAtHub, first: Path) -> None:
    content.offer(first, 5)
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
    assert kiosk.taken == [5]
    assert (kiosk.memory.highest, kiosk.memory.installed, kiosk.memory.refused) == (5, 5, "")
    assert not (kiosk.home / "content" / ".coming").exists()


def test_what_is_known_is_asked_for_with_its_tag_and_only_new_files_are_fetched(
    showing: LookingKiosk, content: ContentAtHub, second: Path
) -> None:
    assert showing.look() is None
    assert showing.hub.seen_headers[-1]["If-None-Match"] == f'"{digest(content.offered)}"'
    assert content.asked() == []
    manifest = content.offer(second, 6)
    showing.look()
    assert content.asked() == [file.sha256 for file in manifest.files if file.path == "streets.csv"]
    assert showing.shows(6, second)
    assert showing.taken == [5, 6]


def test_a_file_kept_here_that_was_changed_is_fetched_and_not_copied(
    showing: LookingKiosk, content: ContentAtHub, second: Path
) -> None:
    (showing.home / "content" / "5" / "pack" / "council.toml").write_text("changed", encoding="utf-8")
    content.offer(second, 6)
    showing.look()
    assert showing.shows(6, second)


def test_a_proxy_that_takes_no_ranges_costs_nothing_but_size(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path
) -> None:
    content.takes_ranges = False
    content.offer(first, 5)
    kiosk.look()
    assert kiosk.shows(5, first)


def test_what_residents_send_comes_before_a_long_list(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "PIECE", 20_000)
    content.offer(first, 5)
    put()
    looks = 0
    while not kiosk.taken:
        assert kiosk.look() is None
        assert len(content.asked()) == 1  # a piece, and then the next round may send
        looks += 1
    assert looks > len(content.files)
    assert kiosk.shows(5, first)


def test_the_last_two_stay_and_those_in_use(
    showing: LookingKiosk, content: ContentAtHub, first: Path, second: Path
) -> None:
    showing.used = {5}
    for number, pack in ((6, second), (7, first), (8, second)):
        content.offer(pack, number)
        showing.look()
    assert showing.versions.numbers() == [8, 7, 5]
    showing.used = set()
    content.offer(first, 9)
    showing.look()
    assert showing.versions.numbers() == [9, 8]
    assert sorted(path.name for path in (showing.home / "content").iterdir()) == ["8", "9"]


def test_a_kiosk_that_joined_another_hub_begins_anew(
    showing: LookingKiosk, content: ContentAtHub, second: Path, joined: Store
) -> None:
    showing.hub.content_key = SigningKey.generate()
    identity = joined.identity()
    assert identity is not None
    joined.enrol(msgspec.structs.replace(identity, keys=showing.hub.keys), "epoch-2")
    content.offer(second, 1)
    assert showing.look() is None
    assert showing.shows(1, second)


@pytest.mark.parametrize("takes_ranges", [True, False])
def test_a_long_list_is_never_in_memory(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, *, takes_ranges: bool
) -> None:
    content.takes_ranges = takes_ranges
    (first / "articles").mkdir(exist_ok=True)
    (first / "articles" / "long.en.md").write_bytes(b"One line of a very long list of addresses.\n" * 1_000_000)
    content.offer(first, 5)
    tracemalloc.start()
    try:
        assert kiosk.look() is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kiosk.shows(5, first)
    assert peak < 10_000_000


def test_nothing_is_asked_before_enrolment(home: Path, clock: FakeClock, hub: MisbehavingHub) -> None:
    with Store.open(home, clock=clock) as store:
        errand = ContentErrand(store, home, lambda *_: [], clock, lambda _: None, set)
        assert errand.run(_never()) is None
    assert hub.requests == []


def _never() -> Any:
    return None
