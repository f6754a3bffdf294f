"""A proxy on loopback between a kiosk and a real hub. It passes everything on, and tells lies on request.

A lie takes the request and `ask`, which passes it on to the hub and returns the honest answer, and returns what the
kiosk is told instead. So a lie decides whether the hub does its work first.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

PROBLEM = "application/problem+json"
_OF_ONE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "date"}


@dataclass(frozen=True)
class Request:
    """What the kiosk asked. `headers` have lower-case names."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """What the kiosk is told. `declared` is the Content-Length sent where it differs from the truth.

    `drip`: seconds between two bytes of the body; `silent`: nothing is said at all, and the line stays open.
    """

    status: int
    body: bytes = b""
    kind: str = PROBLEM
    headers: dict[str, str] = field(default_factory=dict)
    declared: int | None = None
    drip: float = 0.0
    silent: bool = False


Ask = Callable[[], Answer]
Lie = Callable[[Request, Ask], Answer]


class LyingProxy:
    """What came by, and the lies that wait for the next requests; `always` is told to everybody."""

    def __init__(self, hub_url: str) -> None:
        self.hub = urlsplit(hub_url)
        self.url = ""
        self.requests: list[Request] = []
        self.lies: deque[Lie] = deque()
        self.always: Lie | None = None
        self.ended = threading.Event()
        self._context: ssl.SSLContext | None = None

    @property
    def deliveries(self) -> list[Request]:
        """The requests that carried submissions."""
        return [request for request in self.requests if _carries(request)]

    def show(self, certificate: tuple[Path, Path]) -> ssl.SSLContext:
        """From now on show this certificate (chain, key) to whoever connects."""
        self._context = self._context or ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(*certificate)
        return self._context

    def answer(self, request: Request) -> Answer:
        """Return what the kiosk is told."""
        self.requests.append(request)
        lie = self.always or (self.lies.popleft() if self.lies else honest)
        return lie(request, lambda: self._pass_on(request))

    def _pass_on(self, request: Request) -> Answer:
        connection = http.client.HTTPConnection(self.hub.hostname or "", self.hub.port or 80, timeout=30)
        try:
            headers = {name: value for name, value in request.headers.items() if name not in _OF_ONE_CONNECTION}
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            kind = named.pop("content-type", "")
            kept = {name: value for name, value in named.items() if name not in _OF_ONE_CONNECTION}
            return Answer(answer.status, answer.read(), kind, kept)
        finally:
            connection.close()


def _handler(proxy: LyingProxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # or each answer waits 40 ms between its headers and its body

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            told = proxy.answer(Request(self.command, self.path, headers, body))
            with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
                self._tell(told)
                return
            self.close_connection = True

        def _tell(self, told: Answer) -> None:
            if told.silent:
                proxy.ended.wait(60)
                self.close_connection = True
                return
            self.send_response(told.status)
            self.send_header("Content-Type", told.kind)
            self.send_header("Content-Length", str(len(told.body) if told.declared is None else told.declared))
            for name, value in told.headers.items():
                self.send_header(name, value)
            self.end_headers()
            for start in range(0, len(told.body), 1 if told.drip else len(told.body) or 1):
                self.wfile.write(told.body[start : start + (1 if told.drip else len(told.body))])
                time.sleep(told.drip)
            self.close_connection = self.close_connection or told.declared is not None

        do_GET = do_PUT = do_POST = do_DELETE = _serve  # noqa: N815 -- http.server's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
            pass

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A kiosk that does not like the certificate hangs up: that is what is tested."""


@contextmanager
def lying_proxy(hub_url: str, certificate: tuple[Path, Path] | None = None) -> Iterator[LyingProxy]:
    """Run a proxy; with a `certificate` (chain, key) it speaks TLS, as something that inspects traffic does."""
    proxy = LyingProxy(hub_url)
    server = _Server(("127.0.0.1", 0), _handler(proxy))
    if certificate is not None:
        context = proxy.show(certificate)
        # The handshake belongs to the connection's own thread: one that hangs must not stop the others.
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "https" if certificate else "http"
    proxy.url = f"{scheme}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def honest(_request: Request, ask: Ask) -> Answer:
    return ask()


def told(status: int, kind: str = PROBLEM, body: bytes = b"{}", **headers: str) -> Lie:
    """Say this, without asking the hub."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _request, _ask: Answer(status, body, kind, named)


def committed_then(change: Callable[[Answer], Answer]) -> Lie:
    """Let the hub do its work, then tell something else."""
    return lambda _request, ask: change(ask())


def error_500(_answer: Answer) -> Answer:
    return Answer(500, b"{}")


def nothing(answer: Answer) -> Answer:
    return replace(answer, silent=True)


def cut_in_the_middle(answer: Answer) -> Answer:
    return replace(answer, body=answer.body[: len(answer.body) // 2], declared=len(answer.body))


def dripping(answer: Answer) -> Answer:
    return replace(answer, drip=0.2)


def for_deliveries(lie: Lie) -> Lie:
    """Lie about what carries submissions, and about nothing else."""
    return lambda request, ask: lie(request, ask) if _carries(request) else ask()


def _carries(request: Request) -> bool:
    return request.method in ("PUT", "POST") and request.path.startswith("/v1/submissions")


CAPTIVE_PORTAL = told(200, "text/html; charset=utf-8", b"<html><body>Sign in to the library wifi</body></html>")
