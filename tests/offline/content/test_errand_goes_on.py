"""A line, the power or a disk that fails while content is fetched: nothing half there, and the next look goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from content_at_a_hub import ContentAtHub
from looking_kiosk import LookingKiosk
from misbehaving_hub import Twist, cut, html, status

from offline.content import coming
from offline.outcomes import Paused, Setback, Trouble, TryLater
from offline.wire import digest


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
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, twist: Twist, outcome: Setback, honest_answers: int
) -> None:
    content.offer(first, 5)
    kiosk.hub.twists += [lambda _hub, reply: reply] * honest_answers + [twist]
    assert kiosk.look() == outcome
    assert kiosk.versions.numbers() == []
    assert kiosk.look() is None
    assert kiosk.shows(5, first)


def test_a_long_file_is_resumed_where_it_was_cut(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
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
    kiosk: LookingKiosk, content: ContentAtHub, first: Path
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
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, tmp_path: Path
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


def test_without_room_nothing_is_begun(
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
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
    kiosk: LookingKiosk, content: ContentAtHub, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    content.offer(first, 5)
    monkeypatch.setattr(coming, "_add", full)
    kiosk.look()
    assert kiosk.refused == ("no-room", 5)
    assert list((kiosk.home / "content").iterdir()) == []
