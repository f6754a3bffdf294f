"""A hub on loopback that keeps its promises by default and breaks them on request, one answer at a time."""

from __future__ import annotations

import base64
import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import msgspec
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from offline import wire
from offline.wire.attachments import ChunkKept, Missing

PROBLEM = "application/problem+json"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Reply:
    """One answer. `declared` is the Content-Length sent, where it differs from the truth."""

    status: int = 200
    body: bytes = b""
    kind: str = wire.REPLY_TYPE
    headers: dict[str, str] = field(default_factory=dict)
    declared: int | None = None
    delay: float = 0.0
    drip: float = 0.0


Twist = Callable[["MisbehavingHub", Reply], Reply]
"""Takes the honest answer, after the hub has done its work, and returns what is sent instead."""


class MisbehavingHub:
    """What the hub knows, and the twists waiting for the next requests that may be twisted."""

    def __init__(self) -> None:
        self.receipt_key = SigningKey.generate()
        self.sealing_key = PrivateKey.generate()
        self.content_key = SigningKey.generate()
        self.epoch = "epoch-1"
        self.token = "token-1"
        self.prefix = "KK"
        self.secret = b"0123456789"
        self.devices: list[bytes] = []
        self.stored: dict[str, bytes] = {}
        self.chunks: dict[tuple[str, str, int], bytes] = {}
        self.chunk_deliveries: list[tuple[str, str, int]] = []
        self.deliveries: list[tuple[str, bytes]] = []
        self.requests: list[tuple[str, str]] = []
        self.seen_headers: list[dict[str, str]] = []
        self.twists: deque[Twist] = deque()
        self.always: Twist | None = None
        self.statuses: list[wire.CaseStatus] = []
        self.page_size = 2
        self.poison: Callable[[str], str] = lambda _id: ""
        self.tracked: dict[str, wire.Tracked] = {}
        self.more: dict[str, Callable[[str, str, bytes], Reply]] = {}  # by the beginning of a path: what else it serves
        self.url = ""

    @property
    def keys(self) -> wire.PublicKeys:
        sealing, receipt = bytes(self.sealing_key.public_key), bytes(self.receipt_key.verify_key)
        content = bytes(self.content_key.verify_key)
        return wire.PublicKeys(
            *(wire.key_id(sealing), sealing, wire.key_id(receipt), receipt, wire.key_id(content), content)
        )

    @property
    def code(self) -> str:
        return wire.enrolment_code(self.secret, bytes(self.receipt_key.verify_key))

    def signed(self, body: msgspec.Struct) -> Reply:
        return Reply(200, wire.signed_reply(body, self.receipt_key))

    def honest(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        parts = urlsplit(target)
        if parts.path == "/v1/enrolments":
            return self._enrol(body)
        if parts.path in ("/v1/health", "/v1/keys") or parts.path.startswith("/v1/tracking/"):
            return self._for_anybody(parts.path.rsplit("/", 1)[-1])
        if parts.path == "/v1/keys/chain" and parts.path not in self.more:
            return Reply(404, b"{}", PROBLEM)
        if parts.path != "/v1/keys/chain" and headers.get("Authorization") != f"Bearer {self.token}":
            return Reply(401, b"{}", PROBLEM)
        serve = next((it for beginning, it in self.more.items() if parts.path.startswith(beginning)), None)
        return serve(method, target, body) if serve else self._for_the_kiosk(method, target, headers, body)

    def _for_the_kiosk(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        parts = urlsplit(target)
        if parts.path == "/v1/status":
            return self._status(parse_qs(parts.query).get("after", [""])[0])
        if "/attachments/" in parts.path:
            return self.signed(self._keep(parts.path, body))
        if method == "PUT":
            item = wire.SignedEnvelope(body, base64.b64decode(headers[wire.SIGNATURE_HEADER]))
            return self.signed(wire.Results(self.epoch, [self._take(item)]))
        batch = msgspec.json.decode(body, type=wire.Batch)
        return self.signed(wire.Results(self.epoch, [self._take(item) for item in batch.items]))

    def _for_anybody(self, asked: str) -> Reply:
        if asked == "health":
            return Reply(200, msgspec.json.encode({"status": "ok", "epoch": self.epoch}), "application/json")
        if asked == "keys":
            return Reply(200, msgspec.json.encode(self.keys), "application/json")
        tracked = self.tracked.get(asked)
        return self.signed(tracked) if tracked else Reply(404, b"{}", PROBLEM)

    def _enrol(self, body: bytes) -> Reply:
        request = msgspec.json.decode(body, type=wire.EnrolRequest)
        if request.secret != self.secret.hex() or (self.devices and request.device not in self.devices):
            return Reply(409, b'{"reason":"used"}', PROBLEM)
        self.devices.append(request.device)
        enrolled = wire.Enrolled("library", self.prefix, self.token, self.epoch, "https://council.example", self.keys)
        return self.signed(enrolled)

    def _take(self, item: wire.SignedEnvelope) -> wire.Result:
        wire.check_envelope(item.envelope, item.signature, self.devices[-1])
        identity = wire.read_envelope(item.envelope).header.id
        self.deliveries.append((identity, item.envelope))
        if reason := self.poison(identity):
            return wire.Result(identity, wire.digest(item.envelope), "refused", reason)
        first = self.stored.setdefault(identity, item.envelope)
        if missing := self._missing(item.envelope):
            return wire.Result(identity, wire.digest(first), "incomplete", missing=missing)
        return wire.Result(identity, wire.digest(first), "received", received_at=NOW)

    def _missing(self, envelope: bytes) -> list[Missing]:
        header = wire.read_envelope(envelope).header
        lacking = {
            file.id: [place for place in range(len(file.chunks)) if (header.id, file.id, place) not in self.chunks]
            for file in header.attachments
        }
        return [Missing(file, numbers) for file, numbers in lacking.items() if numbers]

    def _keep(self, path: str, chunk: bytes) -> ChunkKept:
        identity, _, attachment, number = path.split("/")[-4:]
        name = (identity, attachment, int(number))
        if identity not in self.stored:
            return ChunkKept(self.epoch, *name, wire.digest(chunk), "unknown")
        self.chunk_deliveries.append(name)
        self.chunks[name] = chunk
        return ChunkKept(self.epoch, *name, wire.digest(chunk), "kept")

    def _status(self, after: str) -> Reply:
        start = int(after or "0")
        page = self.statuses[start : start + self.page_size]
        end = start + len(page)
        return self.signed(wire.StatusPage(self.epoch, str(end), end < len(self.statuses), page))


def _handler(hub: MisbehavingHub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or each answer waits 40 ms between its headers and its body

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            hub.requests.append((self.command, self.path))
            hub.seen_headers.append(dict(self.headers))
            reply = hub.honest(self.command, self.path, dict(self.headers), body)
            if hub.always is not None:
                reply = hub.always(hub, reply)
            elif hub.twists:
                reply = hub.twists.popleft()(hub, reply)
            time.sleep(reply.delay)
            try:
                self._answer(reply)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _answer(self, reply: Reply) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body) if reply.declared is None else reply.declared))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if reply.drip:
                for start in range(len(reply.body)):
                    self.wfile.write(reply.body[start : start + 1])
                    time.sleep(reply.drip)
            else:
                self.wfile.write(reply.body)
            if reply.declared is not None:
                self.close_connection = True

        do_GET = do_PUT = do_POST = _serve  # noqa: N815 -- http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
            pass

    return Handler


@contextmanager
def running_hub() -> Iterator[MisbehavingHub]:
    hub = MisbehavingHub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.daemon_threads = True
    server.block_on_close = False
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def untwisted(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return reply


def html(_hub: MisbehavingHub, _reply: Reply) -> Reply:
    return Reply(200, b"<html><body>Sign in to the library wifi</body></html>", "text/html; charset=utf-8")


def status(code: int, kind: str = PROBLEM, **headers: str) -> Twist:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _hub, _reply: Reply(code, b"{}", kind, named)


def forged(hub: MisbehavingHub, reply: Reply) -> Reply:
    body = msgspec.json.decode(reply.body, type=wire.Reply)
    forger = SigningKey(hashlib.sha256(b"forger").digest())
    signature = forger.sign(b"civic-kiosk reply 1\0" + body.body).signature
    return replace(reply, body=msgspec.json.encode(wire.Reply(body.body, body.key_id, signature)))


def with_results(change: Callable[[wire.Result], wire.Result | None]) -> Twist:
    def twist(hub: MisbehavingHub, reply: Reply) -> Reply:
        results = wire.open_reply(reply.body, wire.Results, bytes(hub.receipt_key.verify_key))
        changed = [result for old in results.results if (result := change(old)) is not None]
        return hub.signed(wire.Results(results.epoch, changed))

    return twist


def cut(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, body=reply.body[: len(reply.body) // 2], declared=len(reply.body))


def slow(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, delay=1.5)


def dripping(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, drip=0.05)


def huge(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, body=b"x" * 2_000_000)
