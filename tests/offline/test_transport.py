"""The way to the hub: proxies, passwords, certificates and deadlines; nothing is sent on a way that is not right."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from asking import ITEM, client_of
from certificates import HERE, Authority
from misbehaving_hub import MisbehavingHub, slow

from offline import wire
from offline.outcomes import Paused, Trouble, TryLater
from offline.transport import HubSettings, Transport, UnreachableError


def test_without_secrets_nothing_is_sent(hub: MisbehavingHub) -> None:
    assert client_of(hub, secrets=False).send([ITEM]) == Paused(Trouble.NO_SECRETS)
    assert hub.requests == []


def test_where_nobody_listens_it_is_tried_later() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    hub = MisbehavingHub()
    hub.url = f"http://127.0.0.1:{port}"
    assert client_of(hub).send([ITEM]) == TryLater(Trouble.NO_CONNECTION)


def test_names_and_passwords_in_a_netrc_file_are_not_sent(
    hub: MisbehavingHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password word\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client = client_of(hub)
    client.status("")
    client.close()
    assert hub.seen_headers[0]["Authorization"] == "Bearer token-1"


def test_a_hub_on_this_machine_is_never_reached_through_a_proxy(
    hub: MisbehavingHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    client = client_of(hub)
    assert isinstance(client.status(""), wire.StatusPage)
    client.close()


def test_a_proxy_that_is_away_is_named() -> None:
    hub = MisbehavingHub()
    hub.url = "https://hub.example"
    assert client_of(hub, proxy="http://127.0.0.1:9").send([ITEM]) == TryLater(Trouble.PROXY)


@contextmanager
def proxy(says: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A proxy that answers every CONNECT with one line; what it was asked is in the list."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        asked.append(connection.recv(4096).partition(b"\r\n")[0])
                        connection.sendall(b"HTTP/1.1 " + says + b"\r\nContent-Length: 0\r\n\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


@pytest.mark.parametrize(
    ("says", "outcome"),
    [
        (b"407 Proxy Authentication Required", Paused(Trouble.PROXY)),
        (b"403 Forbidden", Paused(Trouble.BLOCKED)),
        (b"502 Bad Gateway", TryLater(Trouble.PROXY)),
        (b"429 Too Many Requests", TryLater(Trouble.PROXY)),
    ],
)
def test_a_proxy_that_makes_no_way_says_whose_turn_it_is(says: bytes, outcome: object) -> None:
    hub = MisbehavingHub()
    hub.url = "https://hub.example"
    with proxy(says) as (url, asked):
        assert client_of(hub, proxy=url).send([ITEM]) == outcome
    assert [line.rpartition(b" ")[0] for line in asked] == [b"CONNECT hub.example:443"]


def test_the_proxy_in_the_settings_goes_before_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    hub = MisbehavingHub()
    hub.url = "https://hub.example"
    with proxy(b"403 Forbidden") as (url, asked):
        client_of(hub, proxy=url).send([ITEM])
    assert len(asked) == 1


def test_a_call_under_way_ends_when_the_program_does(hub: MisbehavingHub) -> None:
    hub.always = slow
    transport = Transport(HubSettings(hub.url, read_timeout=30, deadline=30))
    threading.Timer(0.2, transport.stop).start()
    began = time.monotonic()
    with pytest.raises(UnreachableError) as stopped:
        transport.ask("GET", "/v1/status")
    assert stopped.value.reason == Trouble.STOPPED
    assert time.monotonic() - began < 2
    with pytest.raises(UnreachableError):
        transport.ask("GET", "/v1/status")


def test_headers_that_come_drop_by_drop_do_not_outlast_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        ended = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
                while not ended.wait(0.1):
                    connection.sendall(b"x")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        began = time.monotonic()
        with pytest.raises(UnreachableError) as late:
            Transport(HubSettings(url, read_timeout=1, deadline=0.8)).ask("GET", "/")
        assert late.value.reason == Trouble.TIMEOUT
        assert time.monotonic() - began < 2
        ended.set()
        thread.join(5)


class Counting(BaseHTTPRequestHandler):
    bodies = 0

    def do_PUT(self) -> None:
        type(self).bodies += 1

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's name
        pass


@contextmanager
def tls_server(certificate: Path, key: Path) -> Iterator[str]:
    Counting.bodies = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    server.handle_error = lambda _request, _address: None  # type: ignore[method-assign,assignment]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.mark.parametrize("fault", ["unknown issuer", "wrong host", "missing ca_file"])
def test_without_the_right_certificate_no_byte_is_sent_and_there_is_no_way_round(tmp_path: Path, fault: str) -> None:
    authority = Authority(tmp_path)
    made, key = authority.issue("elsewhere.example" if fault == "wrong host" else HERE)
    right = str(authority.file)
    ca_file = {"unknown issuer": "", "wrong host": right, "missing ca_file": str(tmp_path / "none.pem")}[fault]
    hub = MisbehavingHub()
    with tls_server(made, key) as hub.url:
        assert client_of(hub, ca_file=ca_file).send([ITEM]) == Paused(Trouble.TLS)
    assert Counting.bodies == 0


def test_a_council_that_inspects_tls_names_its_own_issuer(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    hub = MisbehavingHub()
    with tls_server(*authority.issue()) as hub.url:
        client_of(hub, ca_file=str(authority.file)).send([ITEM])
    assert Counting.bodies == 1
