"""Content behind a proxy that strips ranges from requests: whole files, piece by piece, within their signed size."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from content_at_a_hub import ContentAtHub
from looking_kiosk import LookingKiosk
from misbehaving_hub import MisbehavingHub, Reply, cut, html
from syncing import Put

from offline import transport
from offline.content import coming
from offline.outcomes import Paused, Trouble, TryLater
from offline.wire import digest


@pytest.fixture
def long(first: Path, content: ContentAtHub, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A list of 300 000 bytes, behind a proxy that takes no ranges, in pieces of 20 000 or somewhat more."""
    monkeypatch.setattr(transport, "PIECE", 20_000)
    content.takes_ranges = False
    (first / "words.md").write_bytes(bytes(range(256)) * 1171 + b"\n" * 224)
    return first / "words.md"


def parts_of(kiosk: LookingKiosk) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in (kiosk.home / "content" / ".coming" / "parts").iterdir()}


def test_a_whole_file_that_was_cut_is_gone_on_with_and_not_written_again(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, written = digest(long.read_bytes()), []
    add = coming._add

    def noted(part: Path, data: bytes) -> None:
        written.append((part.name, len(data)))
        add(part, data)

    def cut_the_long_one(_hub: MisbehavingHub, reply: Reply) -> Reply:
        return cut(_hub, reply) if digest(reply.body) == name else reply

    monkeypatch.setattr(coming, "_add", noted)
    content.offer(first, 5)
    kiosk.hub.always = cut_the_long_one
    for _ in range(2):
        assert kiosk.look() == TryLater(Trouble.CUT_OFF)
        kiosk.restart()
    assert 100_000 < parts_of(kiosk)[name] <= 150_000
    kiosk.hub.always = None
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
    assert sum(size for part, size in written if part == name) == long.stat().st_size


def test_a_whole_file_that_is_longer_than_the_list_says_is_never_kept(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, long: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = 0
    add = coming._add

    def measured(part: Path, data: bytes) -> None:
        nonlocal largest
        add(part, data)
        largest = max(largest, part.stat().st_size)

    monkeypatch.setattr(coming, "_add", measured)
    content.offer(first, 5)
    content.files[digest(long.read_bytes())] += b"x" * 500_000
    assert kiosk.look() is None
    assert kiosk.refused == ("file-changed", 5)
    assert largest <= long.stat().st_size
    assert digest(long.read_bytes()) not in parts_of(kiosk)


def test_a_whole_file_with_one_byte_changed_or_its_end_missing_is_refused(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, long: Path
) -> None:
    content.offer(first, 5)
    honest, name = long.read_bytes(), digest(long.read_bytes())
    for spoilt in (honest[:-1] + b"x", honest[:-1]):
        content.files[name] = spoilt
        kiosk.look()
        assert kiosk.refused == ("file-changed", 5)
        kiosk.clock.turn(3600)
    content.files[name] = honest
    kiosk.look()
    assert kiosk.shows(5, first)


@pytest.mark.usefixtures("long")
def test_a_log_in_page_in_place_of_a_file_is_not_written(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path
) -> None:
    content.offer(first, 5)
    kiosk.hub.twists += [lambda _hub, reply: reply, html]
    assert kiosk.look() == Paused(Trouble.CAPTIVE_PORTAL)
    assert set(parts_of(kiosk).values()) == {0}


def test_what_residents_send_comes_before_a_whole_file_too(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, long: Path, put: Put
) -> None:
    content.offer(first, 5)
    put()
    sizes = []
    while not kiosk.taken:
        assert kiosk.look() is None
        assert len(content.asked()) == 1
        sizes.append(0 if kiosk.taken else parts_of(kiosk).get(digest(long.read_bytes()), 0))
    # A piece is closed by the read that takes it past 20 000, and a read is 64 KiB at most: four pieces or more in all.
    assert len({size for size in sizes if size}) >= 3, "each look gets further, and then the next round may send"
    assert kiosk.shows(5, first)


@pytest.mark.usefixtures("long")
def test_each_piece_has_the_time_of_a_request(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list on a slow line: 20 pieces, and more than the deadline of one request for all of them."""
    content.offer(first, 5)
    add = coming._add

    def slowly(part: Path, data: bytes) -> None:
        time.sleep(0.2)
        add(part, data)

    monkeypatch.setattr(coming, "_add", slowly)
    kiosk.deadline = 1.0
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
