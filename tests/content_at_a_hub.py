"""Published content at a hub that can be made to misbehave: what it offers, and what it serves under each digest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from misbehaving_hub import PROBLEM, MisbehavingHub, Reply
from nacl.signing import SigningKey
from published_content import manifest_of

from offline import wire
from offline.wire.content import FILE_TYPE, FILES_PATH, MANIFEST_TYPE, Manifest, SignedManifest, signed_manifest


class ContentAtHub:
    """Put `offer` in place, then let a kiosk come."""

    def __init__(self, hub: MisbehavingHub) -> None:
        self._hub = hub
        self.offered = b""
        self.files: dict[str, bytes] = {}
        self.takes_ranges = True
        hub.more["/v1/content/"] = self._serve

    def offer(self, folder: Path, version: int = 1, *, key: SigningKey | None = None, **about: object) -> Manifest:
        """Offer the pack in `folder` as this version, signed."""
        manifest = msgspec.structs.replace(manifest_of(folder, version), **about)
        self.offered = signed_manifest(manifest, key or self._hub.content_key)
        for file in manifest.files:
            self.files[file.sha256] = (folder / file.path).read_bytes()
        return manifest

    def offer_unchecked(self, body: bytes) -> None:
        """Offer a list that is signed although no council's tool would write it."""
        key = self._hub.content_key
        signature = key.sign(b"civic-kiosk content 1\0" + body).signature
        self.offered = msgspec.json.encode(SignedManifest(body, wire.key_id(bytes(key.verify_key)), signature))

    def asked(self) -> Sequence[str]:
        """Return the digests of the files that were asked for, as often as they were, and forget them."""
        paths = [path for _, path in self._hub.requests if path.startswith(FILES_PATH)]
        self._hub.requests.clear()
        return [path.removeprefix(FILES_PATH) for path in paths]

    def _serve(self, _method: str, target: str, _body: bytes) -> Reply:
        headers = self._hub.seen_headers[-1]
        if target.startswith(FILES_PATH):
            return self._file(self.files.get(target.removeprefix(FILES_PATH)), headers.get("Range", ""))
        if not self.offered:
            return Reply(404, b'{"reason":"no-content"}', PROBLEM)
        if headers.get("If-None-Match") == f'"{wire.digest(self.offered)}"':
            return Reply(304)
        return Reply(200, self.offered, MANIFEST_TYPE)

    def _file(self, whole: bytes | None, asked: str) -> Reply:
        if whole is None:
            return Reply(404, b'{"reason":"no-file"}', PROBLEM)
        if not self.takes_ranges or not asked:
            return Reply(200, whole, FILE_TYPE)
        start, _, end = asked.removeprefix("bytes=").partition("-")
        return Reply(206, whole[int(start) : int(end) + 1], FILE_TYPE)
