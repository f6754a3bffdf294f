"""What stands between kiosk and hub is named: who issued what is shown, and what a firewall must let through."""

from __future__ import annotations

import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from certificates import DAY, Authority
from lying_proxy import LyingProxy, lying_proxy

from kiosk.commands.network_checks import certificate, for_the_firewall_team
from offline.transport import HubSettings

NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority", "Anytown Web Filter")


@pytest.fixture
def gate(authority: Authority) -> Iterator[LyingProxy]:
    """Whoever answers at the hub's address."""
    with lying_proxy(NOBODY, authority.issue()) as proxy:
        yield proxy


@contextmanager
def forward_proxy(to: str) -> Iterator[tuple[str, list[bytes]]]:
    """A council's proxy: whatever CONNECT names, it leads to `to`. What it was asked is in the list."""
    asked: list[bytes] = []
    port = int(to.rsplit(":", 1)[1])
    with ExitStack() as open_:
        server = open_.enter_context(socket.create_server(("127.0.0.1", 0)))

        def pump(source: socket.socket, target: socket.socket) -> None:
            with suppress(OSError):
                while data := source.recv(65536):
                    target.sendall(data)
                target.shutdown(socket.SHUT_WR)

        def lead(client: socket.socket) -> None:
            with client, socket.create_connection(("127.0.0.1", port)) as hub:
                asked.append(client.recv(4096))
                client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                back = threading.Thread(target=pump, args=(hub, client), daemon=True)
                back.start()
                pump(client, hub)
                back.join(5)

        def serve() -> None:
            with suppress(OSError):
                while True:
                    client, _ = server.accept()
                    threading.Thread(target=lead, args=(client,), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://somebody:secret@127.0.0.1:{server.getsockname()[1]}", asked
        server.shutdown(socket.SHUT_RDWR)


def test_an_interception_is_named_with_its_issuer_and_the_remedy(gate: LyingProxy) -> None:
    finding = certificate(HubSettings(gate.url))
    assert not finding.ok
    assert finding.found.startswith("your network inspects TLS")
    assert "CN=Anytown Web Filter" in finding.found
    assert "[network] ca_file" in finding.remedy
    assert "never skipped" in finding.remedy
    assert (finding.details["issuer"], len(finding.details["sha-256"])) == ("CN=Anytown Web Filter", 64)
    assert gate.requests == [], "nothing was sent to whoever showed it"


def test_what_the_council_vouches_for_is_well_and_said_to_be_its_own(gate: LyingProxy, authority: Authority) -> None:
    finding = certificate(HubSettings(gate.url, ca_file=str(authority.file)))
    assert finding.ok
    assert "trusted through [network] ca_file" in finding.found
    assert gate.requests == []


def test_another_interception_than_the_one_that_is_vouched_for_is_named(gate: LyingProxy, tmp_path: Path) -> None:
    other = Authority(tmp_path / "other", "Somebody Else")
    finding = certificate(HubSettings(gate.url, ca_file=str(other.file)))
    assert not finding.ok
    assert f"{other.file} does not vouch for it" in finding.remedy


@pytest.mark.parametrize("content", [b"", b"not a certificate", b"\xff"])
def test_a_file_that_holds_no_certificate_vouches_for_nobody(gate: LyingProxy, tmp_path: Path, content: bytes) -> None:
    empty = tmp_path / "authorities.pem"
    empty.write_bytes(content)
    finding = certificate(HubSettings(gate.url, ca_file=str(empty)))
    assert not finding.ok
    assert f"{empty} does not vouch for it" in finding.remedy


@pytest.mark.parametrize(
    ("host", "valid", "found", "remedy"),
    [
        ("127.0.0.1", (-3 * DAY, -DAY), "one that ended on", "clock"),
        ("127.0.0.1", (DAY, 3 * DAY), "one that begins on", "clock"),
        ("elsewhere.example", (-DAY, DAY), "one for elsewhere.example", "address"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said_in_its_own_words(
    gate: LyingProxy, authority: Authority, host: str, valid: tuple[object, object], found: str, remedy: str
) -> None:
    gate.show(authority.issue(host, valid=valid))  # type: ignore[arg-type]
    finding = certificate(HubSettings(gate.url, ca_file=str(authority.file)))
    assert not finding.ok
    assert found in finding.found
    assert remedy in finding.remedy


def test_who_speaks_no_tls_or_is_not_there_shows_nothing() -> None:
    with lying_proxy(NOBODY) as plain:
        finding = certificate(HubSettings(plain.url.replace("http:", "https:")))
    assert not finding.ok
    assert "kiosk doctor --network" in finding.remedy
    assert not certificate(HubSettings("https://127.0.0.1:9")).ok


def test_on_this_machine_no_certificate_is_needed() -> None:
    assert certificate(HubSettings(NOBODY)).ok


def test_a_firewall_team_reads_hosts_ports_protocol_and_certificate(gate: LyingProxy, authority: Authority) -> None:
    needs = for_the_firewall_team(HubSettings(gate.url, ca_file=str(authority.file)))
    assert (needs["host"], needs["port"]) == ("127.0.0.1", f"{gate.url.rsplit(':', 1)[1]}/tcp")
    assert needs["addresses"] == "127.0.0.1"
    assert needs["direction"].startswith("outgoing only")
    assert "TLS 1.2 or 1.3" in needs["protocol"]
    assert needs["certificate issuer"] == "CN=Anytown Web Filter"
    assert len(needs["certificate sha-256"]) == 64
    assert needs["trusted authorities"] == str(authority.file)
    assert gate.requests == []


def test_through_a_proxy_the_hubs_certificate_is_seen_and_the_password_is_not(
    gate: LyingProxy, authority: Authority
) -> None:
    gate.show(authority.issue("hub.example"))
    with forward_proxy(gate.url) as (proxy, asked):
        settings = HubSettings("https://hub.example", ca_file=str(authority.file), proxy=proxy)
        finding, needs = certificate(settings), for_the_firewall_team(settings)
    assert finding.ok, finding
    assert needs["proxy"] == f"{proxy.rsplit('@', 1)[1]} (CONNECT)"
    assert "secret" not in str(needs)
    assert needs["addresses"] == "not looked up from here"
    assert all(line.startswith(b"CONNECT hub.example:443 ") for line in asked)
    assert all(b64encode(b"somebody:secret") in line for line in asked), "the proxy itself is told"
