"""How kiosks fetch content: the list with its ETag, files whole or from where they were cut, and only for kiosks."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from nacl.signing import SigningKey
from published_content import pack_in, publish
from sending_kiosk import SendingKiosk

from hub.parts import Parts
from offline.wire.content import FILES_PATH, MANIFEST_PATH, MANIFEST_TYPE, ContentFile, open_manifest

KEY = SigningKey(bytes(range(32)))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return pack_in(tmp_path / "pack")


@pytest.fixture
def addresses(parts: Parts, pack: Path, sending: SendingKiosk, client: httpx.Client) -> ContentFile:
    """The longest file of a published pack, as the list names it."""
    publish(parts.content, KEY, pack)
    answer = client.get(MANIFEST_PATH, headers=sending.proof())
    assert (answer.status_code, answer.headers["content-type"]) == (200, MANIFEST_TYPE)
    files = open_manifest(answer.content, bytes(KEY.verify_key)).files
    return next(file for file in files if file.path == "addresses.csv")


def test_before_the_first_publication_there_is_no_content(client: httpx.Client, sending: SendingKiosk) -> None:
    answer = client.get(MANIFEST_PATH, headers=sending.proof())
    assert (answer.status_code, answer.json()["reason"]) == (404, "no-content")


def test_what_is_known_is_not_sent_again(
    parts: Parts, pack: Path, client: httpx.Client, sending: SendingKiosk, addresses: ContentFile
) -> None:
    tag = client.get(MANIFEST_PATH, headers=sending.proof()).headers["etag"]
    for named in (tag, f'"other", {tag}', f"W/{tag}"):
        answer = client.get(MANIFEST_PATH, headers=sending.proof() | {"If-None-Match": named})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    publish(parts.content, KEY, pack)
    assert client.get(MANIFEST_PATH, headers=sending.proof() | {"If-None-Match": tag}).status_code == 200


def test_files_come_whole_and_in_parts(
    client: httpx.Client, sending: SendingKiosk, addresses: ContentFile, pack: Path
) -> None:
    whole = (pack / "addresses.csv").read_bytes()
    path, end = FILES_PATH + addresses.sha256, addresses.size - 1

    def part(asked: str) -> httpx.Response:
        return client.get(path, headers=sending.proof() | {"Range": asked})

    assert client.get(path, headers=sending.proof()).content == whole
    for asked, wanted, told in (
        ("bytes=0-9", whole[:10], f"bytes 0-9/{len(whole)}"),
        ("bytes=100-", whole[100:], f"bytes 100-{end}/{len(whole)}"),
        (f"bytes={end}-{end + 5000}", whole[-1:], f"bytes {end}-{end}/{len(whole)}"),
    ):
        answer = part(asked)
        assert (answer.status_code, answer.content, answer.headers["content-range"]) == (206, wanted, told)
    assert part(f"bytes={len(whole)}-").status_code == 416
    for no_range in ("bytes=5-2, 7-9", "bytes=-5", "lines=1-2", "x"):
        assert part(no_range).status_code == 200


def test_only_kiosks_that_joined_are_given_content(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, addresses: ContentFile
) -> None:
    for path in (MANIFEST_PATH, FILES_PATH + addresses.sha256):
        assert client.get(path).status_code == 401
    parts.kiosks.revoke(sending.name)
    for path in (MANIFEST_PATH, FILES_PATH + addresses.sha256):
        assert client.get(path, headers=sending.proof()).status_code == 403


@pytest.mark.parametrize("name", ["0" * 64, "..%2f..%2fhub.toml", "council.toml", "%00"])
def test_nothing_but_published_files_is_given(client: httpx.Client, sending: SendingKiosk, name: str) -> None:
    assert client.get(FILES_PATH + name, headers=sending.proof()).status_code == 404


def test_forms_of_every_version_are_taken(
    parts: Parts, pack: Path, client: httpx.Client, sending: SendingKiosk, addresses: ContentFile
) -> None:
    (pack / "journeys" / "missed-bin.toml").unlink()
    envelopes = [sending.envelope(sending.header(journey="missed-bin", journey_version=n)) for n in (1, 7, 400)]
    assert [sending.put(client, one).status_code for one in envelopes] == [201, 201, 201]
