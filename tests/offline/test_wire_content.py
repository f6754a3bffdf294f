"""The signed list of a pack's files: what is believed, and which names and sizes are never taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from nacl.signing import SigningKey

from offline.wire import Reply, WireError, signed_reply
from offline.wire.content import (
    LARGEST_FILE,
    LARGEST_MANIFEST,
    MOST_FILES,
    ContentFile,
    Manifest,
    SignedManifest,
    open_manifest,
    signed_manifest,
    why_not_a_path,
)

KEY = SigningKey(bytes(range(32)))
PUBLIC = bytes(KEY.verify_key)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHA = "a" * 64


def manifest(*paths: str, **changes: Any) -> Manifest:
    files = [ContentFile(path, 1, SHA) for path in paths or ("council.toml",)]
    usual = Manifest("fairholme", 1, NOW, NOW + timedelta(days=1), files)
    return msgspec.structs.replace(usual, **changes)


def forced(body: Any) -> bytes:
    """Sign what `signed_manifest` would refuse."""
    from offline.wire import content, key_id

    data = msgspec.json.encode(body)
    return msgspec.json.encode(SignedManifest(data, key_id(PUBLIC), KEY.sign(content._PURPOSE + data).signature))


def test_what_was_signed_is_read_as_it_was() -> None:
    made = manifest("council.toml", "journeys/missed-bin.toml", "locale/cy.po", "articles/bins.en.md")
    assert open_manifest(signed_manifest(made, KEY), PUBLIC) == made


@pytest.mark.parametrize("place", range(0, 300, 7))
def test_a_changed_byte_is_never_believed(place: int) -> None:
    data = bytearray(signed_manifest(manifest(), KEY))
    data[place % len(data)] ^= 1
    with pytest.raises(WireError):
        open_manifest(bytes(data), PUBLIC)


def test_another_key_is_not_believed_whatever_id_it_claims() -> None:
    signed = msgspec.json.decode(signed_manifest(manifest(), SigningKey.generate()), type=SignedManifest)
    with pytest.raises(WireError, match="another key"):
        open_manifest(msgspec.json.encode(signed), PUBLIC)
    claimed = msgspec.json.decode(signed_manifest(manifest(), KEY), type=SignedManifest).key_id
    with pytest.raises(WireError, match="signature"):
        open_manifest(msgspec.json.encode(msgspec.structs.replace(signed, key_id=claimed)), PUBLIC)


def test_a_signature_made_for_another_purpose_is_not_believed() -> None:
    reply = msgspec.json.decode(signed_reply(manifest(), KEY), type=Reply)
    with pytest.raises(WireError, match="signature"):
        open_manifest(msgspec.json.encode(SignedManifest(reply.body, reply.key_id, reply.signature)), PUBLIC)


@pytest.mark.parametrize(
    "path",
    [
        "council.toml",
        "journeys/missed-bin.toml",
        "articles/bins.cy.md",
        "locale/cy.po",
        "locale/messages.pot",
        "locale/same-in-welsh.txt",
        "pictures/bins/blue_bin-2.svg",
        "_draft.md",
    ],
)
def test_names_that_a_pack_has(path: str) -> None:
    assert why_not_a_path(path) == ""


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../kiosk.toml",
        "journeys/../../kiosk.toml",
        "/etc/passwd.toml",
        "//host/share.toml",
        "C:/council.toml",
        "C:council.toml",
        "journeys\\bin.toml",
        "journeys//bin.toml",
        "journeys/",
        "./council.toml",
        ".hidden.toml",
        "journeys/.hidden.toml",
        "council.toml\0.md",
        "council.toml\n",
        "a/b/c/d/e.toml",
        "nul.toml",
        "journeys/COM1.toml",
        "name .toml",
        "ŵ.toml",
        "council.toml.",
        "x" * 90 + ".toml",
        "run.sh",
        "evil.py",
        "council.toml.exe",
        "library.so",
        "queue.db",
        "council",
        "COUNCIL.TOML",
    ],
)
def test_names_that_are_never_taken(path: str) -> None:
    assert why_not_a_path(path) != ""
    with pytest.raises(WireError, match="name cannot be used"):
        open_manifest(forced(manifest(path)), PUBLIC)
    with pytest.raises(WireError):
        signed_manifest(manifest(path), KEY)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (manifest("a.toml", "a.toml"), "same name"),
        (manifest("a.toml", "A.toml"), "same name"),
        (manifest("a.md/b.toml", "a.md"), "a file and a folder"),
        (manifest("a.md", "A.md/b/c.toml"), "a file and a folder"),
        (manifest(files=[]), "1 to"),
        (manifest(files=[ContentFile(f"f{n}.md", 0, SHA) for n in range(MOST_FILES + 1)]), "1 to|too long"),
        (manifest(files=[ContentFile(f"f{n}.md", LARGEST_FILE, SHA) for n in range(3)]), "at most"),
        (manifest(files=[ContentFile("a.md", LARGEST_FILE + 1, SHA)]), "shape"),
        (manifest(files=[ContentFile("a.md", -1, SHA)]), "shape"),
        (manifest(files=[ContentFile("a.md", 1, "A" * 64)]), "shape"),
        (manifest(files=[ContentFile("a.md", 1, SHA + "\n")]), "shape"),
        (manifest(files=[ContentFile("a.md", 1, "../" + "a" * 61)]), "shape"),
        (manifest(version=0), "shape"),
        (manifest(version=2**31), "shape"),
        (manifest(pack="../x"), "name"),
        (manifest(made_at=NOW.replace(tzinfo=None)), "zone"),
        ({"pack": "x", "version": 1}, "shape"),
        ([], "shape"),
    ],
)
def test_lists_that_are_never_taken(made: Any, told: str) -> None:
    with pytest.raises(WireError, match=told):
        open_manifest(forced(made), PUBLIC)


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000, b"<html>", b" " * (LARGEST_MANIFEST + 1)])
def test_bytes_that_are_no_list(data: bytes) -> None:
    with pytest.raises(WireError):
        open_manifest(data, PUBLIC)
