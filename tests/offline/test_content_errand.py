"""A kiosk fetches content: what it takes, what it refuses, and how it goes on where it was cut (fault 24)."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from misbehaving_hub import MisbehavingHub, Twist, cut, html, status
from nacl.signing import SigningKey
from published_content import manifest_of, pack_in
from sealed_submissions import SEED
from syncing import Put

from offline.content import coming
from offline.content.errand import ContentErrand
from offline.content.memory import Memory
from offline.content.versions import Versions
from offline.hub_client import HubClient
from offline.outcomes import Paused, Setback, Trouble, TryLater
from offline.secrets import DeviceSecrets
from offline.store import Store
from offline.transport import HubSettings
from offline.wire import digest
from offline.wire.content import ContentFile, Manifest


class Kiosk:
    """A kiosk that looks for content when it is told to. `wrong` is what its check finds."""

    def __init__(self, home: Path, store: Store, hub: MisbehavingHub, clock: FakeClock) -> None:
        self.home, self.store, self.hub, self.clock = home, store, hub, clock
        self.taken: list[int] = []
        self.wrong: list[object] = []
        self.used: set[int] = set()
        self.restart()

    def restart(self) -> None:
        def check(_folder: Path, _manifest: Manifest) -> Sequence[object]:
            return self.wrong

        self.errand = ContentErrand(self.store, self.home, check, self.clock, self.taken.append, lambda: self.used)

    def look(self) -> Setback | None:
        identity = self.store.identity()
        assert identity is not None
        settings = HubSettings(self.hub.url, connect_timeout=1, read_timeout=0.5, deadline=3, max_answer=1_000_000)
        client = HubClient(settings, identity, DeviceSecrets(SEED, "token-1"), self.clock.now)
        try:
            return self.errand.run(client)
        finally:
            client.close()

    @property
    def versions(self) -> Versions:
        return Versions(self.home, bytes(self.hub.content_key.verify_key))

    @property
    def memory(self) -> Memory:
        return self.store.content.read(self.hub.keys.content_id)

    @property
    def refused(self) -> tuple[str, int]:
        return self.memory.refused, self.memory.refused_version

    def alerts(self) -> list[str]:
        rows = self.store._database.all("SELECT detail FROM events WHERE kind = 'content-alert' ORDER BY seq")
        return [row["detail"] for row in rows]

    def shows(self, number: int, folder: Path) -> bool:
        """Say whether a version is here, and is this pack, byte for byte."""
        version = self.versions.proved(number)
        mine = {file.path: (version.folder / file.path).read_bytes() for file in version.manifest.files}
        return mine == {file.path: (folder / file.path).read_bytes() for file in manifest_of(folder).files}


@pytest.fixture
def content(hub: MisbehavingHub) -> ContentAtHub:
    return ContentAtHub(hub)


@pytest.fixture
def kiosk(home: Path, joined: Store, hub: MisbehavingHub, clock: FakeClock) -> Kiosk:
    return Kiosk(home, joined, hub, clock)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "first")


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "second", marks="New Street")


@pytest.fixture
def showing(kiosk: Kiosk, content: ContentAtHub, first: Path) -> Kiosk:
    """A kiosk that has version 5."""
    content.offer(first, 5)
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
    content.asked()
    return kiosk


def test_before_anything_is_published_nothing_happens(kiosk: Kiosk, content: ContentAtHub) -> None:
    assert kiosk.look() is None
    assert kiosk.versions.numbers() == []
    assert kiosk.memory.refused == ""


def test_a_published_version_is_taken_whole(kiosk: Kiosk, content: ContentAtHub, first: Path) -> None:
    content.offer(first, 5)
    assert kiosk.look() is None
    assert kiosk.shows(5, first)
    assert kiosk.taken == [5]
    assert (kiosk.memory.highest, kiosk.memory.installed, kiosk.memory.refused) == (5, 5, "")
    assert not (kiosk.home / "content" / ".coming").exists()


def test_what_is_known_is_asked_for_with_its_tag_and_only_new_files_are_fetched(
    showing: Kiosk, content: ContentAtHub, second: Path
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
    showing: Kiosk, content: ContentAtHub, second: Path
) -> None:
    (showing.home / "content" / "5" / "pack" / "council.toml").write_text("changed", encoding="utf-8")
    content.offer(second, 6)
    showing.look()
    assert showing.shows(6, second)


def _older(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 4)


def _other_under_the_same_number(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 5)


def _expired(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 6, expires_at=FakeClock().now() - timedelta(seconds=1))


def _another_key(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 6, key=SigningKey.generate())


def _the_receipt_key(content: ContentAtHub, second: Path, hub: MisbehavingHub) -> None:
    content.offer(second, 6, key=hub.receipt_key)


def _a_changed_list(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 6)
    content.offered = content.offered.replace(b'"body":"', b'"body":"A', 1)


def _unsigned(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offered = msgspec.json.encode(manifest_of(second, 6))


def _a_path_out(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    manifest = content.offer(second, 6)
    files = [*manifest.files, ContentFile("../../kiosk.toml", 1, "a" * 64)]
    content.offer_unchecked(msgspec.json.encode(msgspec.structs.replace(manifest, files=files)))


def _a_changed_file(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    for file in content.offer(second, 6).files:
        if file.path == "streets.csv":
            content.files[file.sha256] = content.files[file.sha256].replace(b"New Street", b"Old Street")


def _a_longer_file(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    for file in content.offer(second, 6).files:
        content.files[file.sha256] += b"more"
    content.takes_ranges = False


def _a_shorter_file(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    for file in content.offer(second, 6).files:
        content.files[file.sha256] = content.files[file.sha256][:-1]


def _a_missing_file(content: ContentAtHub, second: Path, _hub: MisbehavingHub) -> None:
    content.offer(second, 6)
    content.files.clear()


@pytest.mark.parametrize(
    ("offer", "reason", "version"),
    [
        (_older, "rolled-back", 4),
        (_other_under_the_same_number, "changed", 5),
        (_expired, "expired", 6),
        (_another_key, "untrusted", 0),
        (_the_receipt_key, "untrusted", 0),
        (_a_changed_list, "untrusted", 0),
        (_unsigned, "untrusted", 0),
        (_a_path_out, "untrusted", 0),
        (_a_changed_file, "file-changed", 6),
        (_a_longer_file, "file-changed", 6),
        (_a_shorter_file, "file-changed", 6),
        (_a_missing_file, "file-missing", 6),
    ],
)
def test_what_is_not_right_is_refused_and_told_once_and_the_last_good_one_stays(
    showing: Kiosk,
    content: ContentAtHub,
    first: Path,
    second: Path,
    offer: Callable[[ContentAtHub, Path, MisbehavingHub], None],
    reason: str,
    version: int,
) -> None:
    offer(content, second, showing.hub)
    for _ in range(3):
        assert showing.look() is None  # other errands go on
        showing.clock.turn(3600)
    assert showing.refused == (reason, version)
    assert showing.alerts() == [f"{version} {reason}"]
    assert showing.versions.numbers() == [5]
    assert showing.shows(5, first)
    assert showing.taken == [5]
    content.takes_ranges = True
    content.files.clear()
    content.offer(second, 7)
    showing.look()
    assert showing.shows(7, second)
    assert showing.refused == ("", 0)


def test_nothing_of_a_list_that_is_not_believed_is_written(kiosk: Kiosk, content: ContentAtHub, second: Path) -> None:
    before = set(kiosk.home.rglob("*"))
    _another_key(content, second, kiosk.hub)
    kiosk.look()
    _a_path_out(content, second, kiosk.hub)
    kiosk.look()
    assert set(kiosk.home.rglob("*")) == before
    assert content.asked() == []


def test_the_highest_version_seen_is_remembered_even_where_its_files_never_came(
    showing: Kiosk, content: ContentAtHub, first: Path, second: Path
) -> None:
    content.offer(second, 9)
    content.files.clear()
    showing.look()
    showing.restart()
    content.offer(first, 8)
    showing.look()
    assert showing.refused == ("rolled-back", 8)
    assert showing.versions.numbers() == [5]


def test_files_that_are_not_right_are_not_fetched_again_and_again(
    showing: Kiosk, content: ContentAtHub, second: Path
) -> None:
    _a_changed_file(content, second, showing.hub)
    showing.look()
    assert len(content.asked()) == 1
    for _ in range(5):
        showing.clock.turn(60)
        showing.look()
    assert content.asked() == []
    showing.clock.turn(900)
    showing.look()
    assert len(content.asked()) == 1


def test_without_a_trusted_clock_expiry_refuses_nothing_but_an_older_version_is_refused_still(
    showing: Kiosk, content: ContentAtHub, first: Path, second: Path
) -> None:
    showing.clock.is_trusted = False
    _expired(content, second, showing.hub)
    showing.look()
    assert showing.shows(6, second)
    _older(content, first, showing.hub)
    showing.look()
    assert showing.refused == ("rolled-back", 4)


def test_on_expiry_the_last_good_one_stays_and_staff_are_told_once(
    showing: Kiosk, content: ContentAtHub, first: Path
) -> None:
    showing.clock.turn(181 * 24 * 3600)
    for _ in range(3):
        showing.look()
    assert showing.alerts() == ["5 expired"]
    assert showing.shows(5, first)
    content.offer(first, 6, expires_at=showing.clock.now() + timedelta(days=1))
    showing.look()
    assert showing.shows(6, first)


def test_a_pack_with_mistakes_is_never_put_in_place_and_not_fetched_again(
    showing: Kiosk, content: ContentAtHub, first: Path, second: Path, caplog: pytest.LogCaptureFixture
) -> None:
    showing.wrong = [f"{showing.home}/content/.coming/pack/journeys/x.toml:3: no such page"]
    content.offer(second, 6)
    showing.look()
    assert showing.refused == ("check-failed", 6)
    assert "journeys/x.toml:3: no such page" in caplog.text
    assert not (showing.home / "content" / ".coming").exists()
    content.asked()
    showing.clock.turn(3600)
    showing.look()
    assert content.asked() == []
    assert showing.refused == ("check-failed", 6)
    showing.wrong = []
    content.offer(second, 7)
    showing.look()
    assert (showing.shows(7, second), showing.refused) == (True, ("", 0))


@pytest.mark.parametrize(
    ("twist", "outcome"),
    [
        (html, Paused(Trouble.CAPTIVE_PORTAL)),
        (status(302, "text/html", Location="http://127.0.0.1:9/"), Paused(Trouble.REDIRECTED)),
        (status(304), Paused(Trouble.REDIRECTED)),  # nobody asked whether there is news
        (status(503), TryLater(Trouble.HUB_BUSY)),
        (status(403), Paused(Trouble.NOT_AUTHORISED)),
        (status(404, "text/html"), Paused(Trouble.NOT_A_HUB)),
        (cut, TryLater(Trouble.CUT_OFF)),
        (lambda _hub, reply: replace(reply, body=b"x" * 2_000_000), Paused(Trouble.NOT_A_HUB)),
    ],
)
@pytest.mark.parametrize("honest_answers", [0, 1, 2])
def test_a_bad_line_is_a_setback_and_the_next_look_goes_on(
    kiosk: Kiosk, content: ContentAtHub, first: Path, twist: Twist, outcome: Setback, honest_answers: int
) -> None:
    content.offer(first, 5)
    kiosk.hub.twists += [lambda _hub, reply: reply] * honest_answers + [twist]
    assert kiosk.look() == outcome
    assert kiosk.versions.numbers() == []
    assert kiosk.look() is None
    assert kiosk.shows(5, first)


def test_a_long_file_is_resumed_where_it_was_cut(
    kiosk: Kiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "PIECE", 50_000)
    content.offer(first, 5)
    size = (first / "addresses.csv").stat().st_size
    pieces = -(-size // 50_000)
    kiosk.hub.twists += [lambda _hub, reply: reply] * 3 + [cut]  # the list, and two pieces
    assert kiosk.look() == TryLater(Trouble.CUT_OFF)
    kiosk.restart()
    assert kiosk.look() is None
    addresses = digest((first / "addresses.csv").read_bytes())
    assert content.asked().count(addresses) == pieces + 1
    assert kiosk.shows(5, first)


def test_a_part_that_a_power_cut_spoilt_is_thrown_away_and_fetched_anew(
    kiosk: Kiosk, content: ContentAtHub, first: Path
) -> None:
    manifest = content.offer(first, 5)
    parts = kiosk.home / "content" / ".coming" / "parts"
    parts.mkdir(parents=True)
    (parts / manifest.files[0].sha256).write_bytes(b"\0" * 5000)
    (parts / manifest.files[1].sha256).write_bytes(b"\0" * (manifest.files[1].size + 1))
    (parts / ("f" * 64)).write_bytes(b"of another version")
    kiosk.look()
    assert kiosk.refused == ("file-changed", 5)
    kiosk.clock.turn(3600)
    kiosk.look()
    assert kiosk.shows(5, first)
    assert kiosk.refused == ("", 0)


def test_what_somebody_put_into_the_folder_on_its_way_is_not_taken(
    kiosk: Kiosk, content: ContentAtHub, first: Path, tmp_path: Path
) -> None:
    content.offer(first, 5)
    pack = kiosk.home / "content" / ".coming" / "pack"
    pack.mkdir(parents=True)
    outside = tmp_path / "outside"
    outside.mkdir()
    (pack / "journeys").symlink_to(outside)
    (pack / "council.toml").symlink_to(outside / "council.toml")
    (pack / "one-more.toml").write_text("x", encoding="utf-8")
    kiosk.look()
    assert kiosk.shows(5, first)
    assert list(outside.iterdir()) == []


def test_a_proxy_that_takes_no_ranges_costs_nothing_but_size(kiosk: Kiosk, content: ContentAtHub, first: Path) -> None:
    content.takes_ranges = False
    content.offer(first, 5)
    kiosk.look()
    assert kiosk.shows(5, first)


def test_what_residents_send_comes_before_a_long_list(
    kiosk: Kiosk, content: ContentAtHub, first: Path, put: Put, monkeypatch: pytest.MonkeyPatch
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


def test_the_last_two_stay_and_those_in_use(showing: Kiosk, content: ContentAtHub, first: Path, second: Path) -> None:
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


def test_without_room_nothing_is_begun(
    kiosk: Kiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content.offer(first, 5)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: type("Usage", (), {"free": 60 * 1024 * 1024}))
    kiosk.look()
    assert kiosk.refused == ("no-room", 5)
    assert content.asked() == []
    monkeypatch.undo()
    kiosk.clock.turn(3600)
    kiosk.look()
    assert kiosk.shows(5, first)


def test_a_disk_that_fails_gives_the_room_back(
    kiosk: Kiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    content.offer(first, 5)
    monkeypatch.setattr(coming, "_add", full)
    kiosk.look()
    assert kiosk.refused == ("no-room", 5)
    assert list((kiosk.home / "content").iterdir()) == []


def test_a_kiosk_that_joined_another_hub_begins_anew(
    showing: Kiosk, content: ContentAtHub, second: Path, joined: Store
) -> None:
    showing.hub.content_key = SigningKey.generate()
    identity = joined.identity()
    assert identity is not None
    joined.enrol(msgspec.structs.replace(identity, keys=showing.hub.keys), "epoch-2")
    content.offer(second, 1)
    assert showing.look() is None
    assert showing.shows(1, second)


def test_a_hub_that_lost_all_it_published_is_told(showing: Kiosk, content: ContentAtHub, first: Path) -> None:
    content.offered = b""
    assert showing.look() is None
    assert showing.refused == ("rolled-back", 0)
    assert showing.shows(5, first)


def test_a_long_list_is_never_in_memory(kiosk: Kiosk, content: ContentAtHub, first: Path) -> None:
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
