"""A council pack to publish, and the key that signs it."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nacl.signing import SigningKey
from part_of_the_council import part_of_the_council

from hub.content import Content
from hub.keys import write_private
from hub.publishing import Published, Publisher, files_of
from offline.wire.content import ContentFile, Manifest

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OLD_TITLE, NEW_TITLE = "Report a missed bin", "Tell us about a missed bin"


def pack_in(folder: Path, *, marks: str = "") -> Path:
    """Write a pack of one journey into a folder, and return that; `marks` tell it from another."""
    part_of_the_council(folder, ["missed-bin"])
    if marks:
        with (folder / "streets.csv").open("a", encoding="utf-8") as streets:
            streets.write(f"99999999,{marks},Fairholme,North,,\n")
    return folder


def retitled(folder: Path) -> Path:
    """Give the missed bin another title, in English and Welsh."""
    journey, welsh = folder / "journeys" / "missed-bin.toml", folder / "locale" / "cy" / "journeys" / "missed-bin.po"
    for file in (journey, welsh):
        text = file.read_text(encoding="utf-8")
        assert f'"{OLD_TITLE}"' in text
        file.write_text(text.replace(f'"{OLD_TITLE}"', f'"{NEW_TITLE}"'), encoding="utf-8")
    return folder


def key_file(folder: Path, key: SigningKey) -> Path:
    """Write the content key as `hub init` does."""
    file = folder / "content.key"
    write_private(file, base64.b64encode(bytes(key)) + b"\n")
    return file


def publish(
    content: Content, key: SigningKey, folder: Path, *, now: datetime = NOW, days: int = 180, version: int | None = None
) -> Published:
    return Publisher(content, key, now, "tests").publish(folder, timedelta(days=days), version)


def manifest_of(folder: Path, version: int = 1, *, now: datetime = NOW, days: int = 180, pack: str = "") -> Manifest:
    files: list[ContentFile] = list(files_of(folder))
    return Manifest(pack or "fairholme", version, now, now + timedelta(days=days), files)
