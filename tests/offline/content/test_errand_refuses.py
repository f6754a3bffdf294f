"""What is not right is refused and told once, and the last good version stays (fault 24)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from content_at_a_hub import ContentAtHub
from fakes import FakeClock
from looking_kiosk import LookingKiosk
from misbehaving_hub import MisbehavingHub
from nacl.signing import SigningKey
from published_content import manifest_of

from offline.wire.content import ContentFile


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
    showing: LookingKiosk,
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


def test_nothing_of_a_list_that_is_not_believed_is_written(
    kiosk: LookingKiosk, content: ContentAtHub, second: Path
) -> None:
    before = set(kiosk.home.rglob("*"))
    _another_key(content, second, kiosk.hub)
    kiosk.look()
    _a_path_out(content, second, kiosk.hub)
    kiosk.look()
    assert set(kiosk.home.rglob("*")) == before
    assert content.asked() == []


def test_the_highest_version_seen_is_remembered_even_where_its_files_never_came(
    showing: LookingKiosk, content: ContentAtHub, first: Path, second: Path
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
    showing: LookingKiosk, content: ContentAtHub, second: Path
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
    showing: LookingKiosk, content: ContentAtHub, first: Path, second: Path
) -> None:
    showing.clock.is_trusted = False
    _expired(content, second, showing.hub)
    showing.look()
    assert showing.shows(6, second)
    _older(content, first, showing.hub)
    showing.look()
    assert showing.refused == ("rolled-back", 4)


def test_on_expiry_the_last_good_one_stays_and_staff_are_told_once(
    showing: LookingKiosk, content: ContentAtHub, first: Path
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
    showing: LookingKiosk, content: ContentAtHub, first: Path, second: Path, caplog: pytest.LogCaptureFixture
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


def test_a_hub_that_lost_all_it_published_is_told(showing: LookingKiosk, content: ContentAtHub, first: Path) -> None:
    content.offered = b""
    assert showing.look() is None
    assert showing.refused == ("rolled-back", 0)
    assert showing.shows(5, first)
