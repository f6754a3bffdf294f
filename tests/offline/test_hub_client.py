from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from misbehaving_hub import NOW, MisbehavingHub, Reply, Twist, forged, html, slow, status
from sealed_submissions import SEED

from kiosk.errors import HubError
from offline import wire
from offline.hub_client import HubClient
from offline.identity import Identity
from offline.outbox import Due
from offline.outcomes import Paused, Trouble, TryLater
from offline.secrets import DeviceSecrets
from offline.transport import HubSettings, Transport, UnreachableError

CODE = "KK-2345-6789-A"
HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("elsewhere.example")
ITEM = Due("0b8e7a0c-1111-4222-8333-944445555666", CODE, "0" * 64, 0, b"sealed bytes")


def client_of(hub: MisbehavingHub, *, secrets: bool = True, **settings: object) -> HubClient:
    identity = Identity("library", "KK", hub.url, "", hub.keys)
    return HubClient(
        HubSettings(**{"url": hub.url, "deadline": 2.0, "read_timeout": 1.0, **settings}),  # type: ignore[arg-type]
        identity,
        DeviceSecrets(SEED, "token-1") if secrets else None,
    )


def test_progress_is_told_to_whoever_holds_the_code(hub: MisbehavingHub) -> None:
    later = NOW + timedelta(days=1)
    hub.tracked[CODE] = wire.Tracked(CODE, "in_progress", later, NOW, "missed-bin", "We come on Friday.", "2026-03-06")
    client = client_of(hub, secrets=False)
    told = client.track(CODE)
    client.close()
    assert told is not None
    assert (told.status, told.at, told.received_at, told.note) == ("in_progress", later, NOW, "We come on Friday.")
    assert told.due is not None
    assert told.due.isoformat() == "2026-03-06"


def test_what_the_hub_cannot_open_is_told_as_such(hub: MisbehavingHub) -> None:
    hub.tracked[CODE] = wire.Tracked(CODE, "received", NOW, NOW, state="refused")
    client = client_of(hub)
    told = client.track(CODE)
    client.close()
    assert told is not None
    assert told.state == "refused"


def test_a_kiosk_that_asks_for_progress_says_who_it_is(hub: MisbehavingHub) -> None:
    for secrets in (True, False):
        client = client_of(hub, secrets=secrets)
        client.track(CODE)
        client.close()
    known, stranger = hub.seen_headers
    assert (known[wire.KIOSK_HEADER], known["Authorization"]) == ("library", "Bearer token-1")
    assert "Authorization" not in stranger


def test_a_hub_that_answers_is_known_by_its_health(hub: MisbehavingHub) -> None:
    client = client_of(hub, secrets=False)
    assert client.why_no_answer() == ""
    client.close()


def other_json(_hub: MisbehavingHub, reply: Reply) -> Reply:
    return replace(reply, body=b'["ok"]')


@pytest.mark.parametrize(
    ("twist", "reason"),
    [
        (html, "captive-portal"),
        (other_json, "captive-portal"),
        (status(511, "text/html"), "captive-portal"),
        (status(302, "text/html", Location="http://elsewhere.example/"), "redirected"),
        (status(404, "text/html"), "not-a-hub"),
        (status(400), "not-a-hub"),
        (status(403, "text/html"), "blocked"),
        (status(407, "text/html"), "proxy"),
        (status(413, "text/html"), "not-a-hub"),
        (status(500), "hub-error"),
        (status(503), "hub-busy"),
        (slow, "timeout"),
    ],
)
def test_what_stands_before_a_hub_is_named(hub: MisbehavingHub, twist: Twist, reason: str) -> None:
    hub.always = twist
    client = client_of(hub)
    assert client.why_no_answer() == reason
    client.close()


def test_a_proxy_or_a_line_that_is_away_is_named_when_asking_whether_a_hub_answers() -> None:
    hub = MisbehavingHub()
    hub.url = "http://127.0.0.1:9"
    assert client_of(hub).why_no_answer() == "no-connection"
    hub.url = "https://hub.example"
    assert client_of(hub, proxy="http://127.0.0.1:9").why_no_answer() == "proxy"


def test_a_code_that_the_hub_does_not_have_is_none(hub: MisbehavingHub) -> None:
    client = client_of(hub)
    assert client.track(CODE) is None
    client.close()


def about_another(hub: MisbehavingHub, _reply: object):
    return hub.signed(wire.Tracked("KK-9999-9999-9", "closed", NOW, NOW))


@pytest.mark.parametrize("twist", [html, status(404, "text/html"), status(500), status(302), forged, about_another])
def test_an_answer_about_progress_that_cannot_be_trusted_is_an_error(hub: MisbehavingHub, twist: object) -> None:
    hub.tracked[CODE] = wire.Tracked(CODE, "received", NOW, NOW)
    hub.twists.append(twist)  # type: ignore[arg-type]
    client = client_of(hub)
    with pytest.raises(HubError):
        client.track(CODE)
    client.close()


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


def certificate(folder: Path, name: x509.GeneralName) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([name]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


@pytest.mark.parametrize("fault", ["unknown issuer", "wrong host", "missing ca_file"])
def test_without_the_right_certificate_no_byte_is_sent_and_there_is_no_way_round(tmp_path: Path, fault: str) -> None:
    made, key = certificate(tmp_path, ELSEWHERE if fault == "wrong host" else HERE)
    ca_file = {"unknown issuer": "", "wrong host": str(made), "missing ca_file": str(tmp_path / "none.pem")}[fault]
    hub = MisbehavingHub()
    with tls_server(made, key) as hub.url:
        assert client_of(hub, ca_file=ca_file).send([ITEM]) == Paused(Trouble.TLS)
    assert Counting.bodies == 0


def test_a_council_that_inspects_tls_names_its_own_issuer(tmp_path: Path) -> None:
    made, key = certificate(tmp_path, HERE)
    hub = MisbehavingHub()
    with tls_server(made, key) as hub.url:
        client_of(hub, ca_file=str(made)).send([ITEM])
    assert Counting.bodies == 1
