"""`hub publish`: a pack is checked, signed with a key that the hub does not hold, and issued under a growing number."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hub_command import hub, value
from nacl.signing import SigningKey
from published_content import key_file, pack_in, publish
from sqlalchemy import update

from hub.content import PIECE, Content, ContentError
from hub.parts import Parts
from hub.publishing import BadPackError, files_of
from hub.tables import content_chunk
from offline.wire.content import open_manifest


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "pack")


@pytest.fixture
def content(parts: Parts) -> Content:
    return parts.content


KEY = SigningKey(bytes(range(32)))


def bytes_of(content: Content, sha256: str) -> bytes:
    return b"".join(content.read(sha256, 0, content.size(sha256) or 0))


def test_a_pack_is_published_and_listed(folder: Path, pack: Path, tmp_path: Path) -> None:
    key = tmp_path / "stick" / "content.key"
    key.parent.mkdir()
    (folder / "content.key").rename(key)  # as `hub init` asks for
    first = value(hub(folder, "publish", str(pack), "--key", str(key), "--json"))
    again = value(hub(folder, "publish", str(pack), "--key", str(key), "--days", "7", "--json"))
    files = list(files_of(pack))
    kept = len({file.sha256 for file in files})
    assert (first["version"], first["pack"], first["files"], first["new_files"]) == (1, "fairholme", len(files), kept)
    assert (again["version"], again["new_files"]) == (2, 0)
    listed = value(hub(folder, "content", "--json"))
    assert [one["version"] for one in listed] == [2, 1]
    assert listed[0]["made_at"][:10] < listed[0]["expires_at"][:10] < listed[1]["expires_at"][:10]
    told = hub(folder, "content").stdout
    assert "GOOD UNTIL" in told
    said = hub(folder, "publish", str(pack), "--key", str(key)).stdout
    assert f"version 3 of fairholme: {len(files)} files, 0 of them new." in said


def _spoil_toml(pack: Path) -> str:
    journey = pack / "journeys" / "missed-bin.toml"
    journey.write_text(journey.read_text(encoding="utf-8").replace("topic = ", "topick = ", 1), encoding="utf-8")
    return "missed-bin.toml:"


def _spoil_address(pack: Path) -> str:
    addresses = pack / "addresses.csv"
    addresses.write_text(addresses.read_text(encoding="utf-8") + "1,2,3\n", encoding="utf-8")
    return "addresses.csv:"


def _spoil_icon(pack: Path) -> str:
    council = pack / "council.toml"
    council.write_text(council.read_text(encoding="utf-8").replace('"recycle"', '"recicle"', 1), encoding="utf-8")
    return "council.toml:"


def _add(name: str) -> Callable[[Path], str]:
    def add(pack: Path) -> str:
        (pack / name).parent.mkdir(exist_ok=True)
        (pack / name).write_text("x", encoding="utf-8")
        return name

    return add


def _link(pack: Path) -> str:
    (pack / "articles" / "secrets.en.md").symlink_to("/etc/hostname")
    return "secrets.en.md"


def _link_to_a_folder(pack: Path) -> str:
    (pack / "more").symlink_to("/etc")
    return "more"


@pytest.mark.parametrize(
    "spoil",
    [
        _spoil_toml,
        _spoil_address,
        _spoil_icon,
        _add("run.sh"),
        _add("journeys/nul.toml"),
        _add("articles/ŵ.md"),
        _add("notes to self.txt"),
        _link,
        _link_to_a_folder,
    ],
)
def test_a_bad_pack_is_refused_naming_the_file(folder: Path, pack: Path, spoil: Callable[[Path], str]) -> None:
    (pack / "articles").mkdir(exist_ok=True)
    named = spoil(pack)
    done = hub(folder, "publish", str(pack), "--key", str(folder / "content.key"))
    assert done.returncode in (1, 2)
    assert named in done.stderr
    assert json.loads(hub(folder, "content", "--json").stdout) == []


def test_what_begins_with_a_dot_is_left_out(pack: Path) -> None:
    (pack / ".git").mkdir()
    (pack / ".git" / "config").write_text("x", encoding="utf-8")
    (pack / ".DS_Store").write_bytes(b"\0")
    assert all(not file.path.startswith(".") for file in files_of(pack))


def test_only_this_hubs_content_key_signs(folder: Path, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = key_file(tmp_path / "other", SigningKey.generate())
    for key, told in (
        (other, "another hub"),
        (folder / "hub.toml", "not a content key"),
        (tmp_path / "gone", "cannot be read"),
    ):
        done = hub(folder, "publish", str(pack), "--key", str(key))
        assert done.returncode == 2
        assert told in done.stderr
    assert hub(folder, "publish", str(pack / "no"), "--key", str(folder / "content.key")).returncode == 2
    assert hub(folder, "publish", str(pack), "--key", str(folder / "content.key"), "--days", "0").returncode == 2


def test_numbers_only_grow(content: Content, pack: Path) -> None:
    assert publish(content, KEY, pack).issued.version == 1
    assert publish(content, KEY, pack, version=40).issued.version == 40
    assert publish(content, KEY, pack).issued.version == 41
    for number in (1, 41, 0, 2**31):
        with pytest.raises(ContentError, match="cannot be issued"):
            publish(content, KEY, pack, version=number)
    assert [one.version for one in content.issued()] == [41, 40, 1]


def test_a_file_is_kept_once_and_read_in_pieces(content: Content, pack: Path) -> None:
    long, before = b"uprn,number\n" * (PIECE // 4), len({file.sha256 for file in files_of(pack)})
    (pack / "long.csv").write_bytes(long)
    (pack / "copy.csv").write_bytes(long)
    assert publish(content, KEY, pack).new_files == before + 1
    sha256 = next(file.sha256 for file in files_of(pack) if file.path == "long.csv")
    assert bytes_of(content, sha256) == long
    for start, end in ((0, 1), (PIECE - 1, PIECE + 1), (PIECE, 2 * PIECE), (len(long) - 5, len(long)), (5, 5)):
        assert b"".join(content.read(sha256, start, end)) == long[start:end]
    assert max(len(piece) for piece in content.read(sha256, 3, len(long))) <= PIECE
    assert content.size("0" * 64) is None


def test_publishing_again_mends_a_file_that_was_changed_at_the_hub(parts: Parts, pack: Path) -> None:
    publish(parts.content, KEY, pack)
    with parts.database.writing() as connection:
        connection.execute(update(content_chunk).values(data=b"changed"))
    assert publish(parts.content, KEY, pack).new_files == len({file.sha256 for file in files_of(pack)})
    for file in files_of(pack):
        assert bytes_of(parts.content, file.sha256) == (pack / file.path).read_bytes()


def test_a_file_that_changes_meanwhile_is_not_published(
    content: Content, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check_and_change(folder: Path, icons: object) -> list[object]:
        (folder / "council.toml").write_text("evil = true", encoding="utf-8")
        return []

    monkeypatch.setattr("hub.publishing.load_council", lambda _folder: type("Council", (), {"id": "fairholme"}))
    monkeypatch.setattr("hub.publishing.check_pack", check_and_change)
    with pytest.raises(ContentError, match="changed while"):
        publish(content, KEY, pack)
    assert content.issued() == []


def test_a_refused_pack_leaves_the_version_before(content: Content, pack: Path) -> None:
    publish(content, KEY, pack)
    _spoil_toml(pack)
    with pytest.raises(BadPackError, match=r"^1 problem: nothing was published"):
        publish(content, KEY, pack)
    known = content.manifest()
    assert known is not None
    assert open_manifest(known[1], bytes(KEY.verify_key)).version == 1
