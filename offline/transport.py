"""One request and its answer, within bounds: of time, of size, and never to another place than the one named."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kiosk.errors import HubError
from offline.address import checked, is_loopback
from offline.outcomes import Trouble

if TYPE_CHECKING:
    import requests

PIECE = 512 * 1024
"""Bytes of a long answer that come together: within a request's deadline on 70 kbit/s, and all that is in memory."""

_CHUNK = 64 * 1024
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")  # http.client's words


@dataclass(frozen=True)
class HubSettings:
    """How to reach the hub, in seconds. `ca_file`: where a council inspects TLS; `proxy`: over the environment's."""

    url: str
    ca_file: str = ""
    proxy: str = ""
    connect_timeout: float = 5.0
    read_timeout: float = 20.0
    deadline: float = 60.0
    max_answer: int = 4 * 1024 * 1024


@dataclass(frozen=True)
class Answer:
    """What came back. `kind` is the content type in lower case, without parameters."""

    status: int
    kind: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pouring:
    """Where a long answer goes: one with status 200 and content type `kind` is handed to `take`, a PIECE at a time.

    Each piece has a deadline of its own. `take` runs on the asking thread; where it returns False no more is read.
    """

    kind: str
    take: Callable[[bytes], bool]


class UnreachableError(HubError):
    """No usable answer. `pauses`: trying again will not help until somebody does something."""

    def __init__(self, reason: Trouble, *, pauses: bool = False) -> None:
        super().__init__(f"the hub was not reached ({reason})")
        self.reason = reason
        self.pauses = pauses


@dataclass(frozen=True)
class _Request:
    """One request under way; `taken` is released for every piece of its answer that was taken."""

    session: requests.Session
    method: str
    path: str
    body: bytes | None
    headers: dict[str, str]
    pouring: Pouring | None
    results: queue.SimpleQueue[bytes | Answer | UnreachableError] = field(default_factory=queue.SimpleQueue)
    taken: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))


class Transport:
    """Asks one hub. One request at a time; `stop()` from another thread ends it at once."""

    def __init__(self, settings: HubSettings, token: str = "") -> None:
        self._settings = settings
        self._url = checked(settings.url)
        self._token = token
        self._session: requests.Session | None = None
        self._results: queue.SimpleQueue[bytes | Answer | UnreachableError] | None = None
        self._stopped = threading.Event()

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        pouring: Pouring | None = None,
    ) -> Answer:
        """Return the answer, whatever its status; its body is empty where it was poured. Raises UnreachableError."""
        if self._stopped.is_set():
            raise UnreachableError(Trouble.STOPPED)
        session = self._session = self._session or self._new_session()
        request = _Request(session, method, path, body, dict(headers or {}), pouring)
        self._results = request.results
        # On a thread of its own: a server that sends its headers drop by drop outlasts every socket timeout.
        threading.Thread(target=self._work, args=(request,), name="hub-request", daemon=True).start()
        answered = False
        try:
            answer = self._answer(request)
            answered = answer is not None
        finally:
            if not answered:
                self._session = None  # a request that was given up may still be reading on it
            request.taken.release()
        return answer or Answer(200, pouring.kind if pouring else "", b"")

    def stop(self) -> None:
        """End the request under way; later ones are refused."""
        self._stopped.set()
        if self._results is not None:
            self._results.put(UnreachableError(Trouble.STOPPED))

    def close(self) -> None:
        """Close idle connections."""
        if self._session is not None:
            self._session.close()
            self._session = None

    def _answer(self, request: _Request) -> Answer | None:
        """Return the answer; None where what it was poured into wants no more of it. Raises UnreachableError."""
        while True:
            try:
                got = request.results.get(timeout=self._settings.deadline)
            except queue.Empty:
                raise UnreachableError(Trouble.TIMEOUT) from None
            if isinstance(got, UnreachableError):
                raise got
            if isinstance(got, Answer):
                return got
            if request.pouring is None or not request.pouring.take(got):
                return None
            request.taken.release()

    def _work(self, request: _Request) -> None:
        import requests
        import urllib3

        outcome: Answer | UnreachableError
        try:
            outcome = self._exchange(request)
        except requests.exceptions.SSLError:
            outcome = UnreachableError(Trouble.TLS, pauses=True)
        except requests.exceptions.ProxyError as error:
            outcome = _proxy_said(str(error))
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError):
            outcome = UnreachableError(Trouble.TIMEOUT)
        except requests.exceptions.ConnectionError:
            outcome = UnreachableError(Trouble.NO_CONNECTION)
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError):
            outcome = UnreachableError(Trouble.CUT_OFF)
        except UnreachableError as error:
            outcome = error
        except OSError:
            # requests' own word for a `ca_file` that is not there, too: without it nobody can be trusted.
            outcome = UnreachableError(Trouble.TLS, pauses=True)
        except Exception as error:  # noqa: BLE001 -- the caller waits; without an answer it would wait for the deadline
            outcome = UnreachableError(Trouble.CUT_OFF)
            outcome.add_note(type(error).__name__)
        if isinstance(outcome, UnreachableError) or self._session is not request.session:  # failed, or given up
            request.session.close()
        request.results.put(outcome)

    def _exchange(self, request: _Request) -> Answer:
        end = time.monotonic() + self._settings.deadline
        response = request.session.request(
            request.method,
            self._url + request.path,
            data=request.body,
            headers=request.headers,
            timeout=(self._settings.connect_timeout, self._settings.read_timeout),
            allow_redirects=False,
            stream=True,
            verify=self._settings.ca_file or True,
            proxies=self._proxies(),
        )
        kind = response.headers.get("Content-Type", "").split(";")[0].strip().lower()
        with response:
            if request.pouring is not None and (response.status_code, kind) == (200, request.pouring.kind):
                content = b""
                self._pour(response, request)
            else:
                content = self._body(response, end)
        return Answer(response.status_code, kind, content, dict(response.headers))

    def _body(self, response: requests.Response, end: float) -> bytes:
        parts: list[bytes] = []
        size = 0
        while part := response.raw.read1(_CHUNK, decode_content=False):
            size += len(part)
            if size > self._settings.max_answer:
                raise UnreachableError(Trouble.NOT_A_HUB, pauses=True)
            if time.monotonic() > end:
                raise UnreachableError(Trouble.TIMEOUT)
            parts.append(part)
        return b"".join(parts)

    def _pour(self, response: requests.Response, request: _Request) -> None:
        """Hand the body over, and read on only once what was handed over is taken."""
        piece = bytearray()
        while part := response.raw.read1(_CHUNK, decode_content=False):
            piece += part
            if len(piece) >= PIECE:
                self._hand_over(bytes(piece), request)
                piece.clear()
        if piece:
            self._hand_over(bytes(piece), request)

    def _hand_over(self, piece: bytes, request: _Request) -> None:
        request.results.put(piece)
        if not request.taken.acquire(timeout=self._settings.deadline) or self._session is not request.session:
            raise UnreachableError(Trouble.STOPPED)

    def _new_session(self) -> requests.Session:
        import requests

        session = requests.Session()
        # Compressed answers are never asked for: a small one can unpack to fill the memory.
        session.headers.update({"Accept-Encoding": "identity", "User-Agent": "civic-kiosk"})
        # As an `auth`, so that a netrc file on the machine cannot put another name in its place.
        session.auth = _Bearer(self._token)
        if is_loopback(urlsplit(self._url).hostname or ""):
            session.trust_env = False
        return session

    def _proxies(self) -> dict[str, str]:
        """Return what goes with every request: a session's own proxies yield to those of the environment."""
        proxy = self._settings.proxy
        if not proxy or is_loopback(urlsplit(self._url).hostname or ""):
            return {}
        return {"http": proxy, "https": proxy}


def _proxy_said(text: str) -> UnreachableError:
    """Return what it means that a proxy made no way: it wants a password, it forbids the hub, or it is away."""
    found = _TUNNEL.search(text)
    status = int(found[1]) if found else 0
    if status == 407:
        return UnreachableError(Trouble.PROXY, pauses=True)
    if 400 <= status < 500 and status not in (408, 429):
        return UnreachableError(Trouble.BLOCKED, pauses=True)
    return UnreachableError(Trouble.PROXY)


class _Bearer:
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request
