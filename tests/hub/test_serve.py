"""`hub serve`: workers, TLS, proxies, ports."""

from __future__ import annotations

import ssl
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from hub_command import hub, serving, value
from sending_kiosk import CANARY, enrol


def test_several_workers_serve_one_hub(folder: Path) -> None:
    with serving(folder, "--workers", "2") as (client, written):
        kiosk = enrol(client, value(hub(folder, "kiosks", "add", "library", "--json"))["code"])
        headers = [kiosk.header() for _ in range(12)]
        assert {kiosk.put(client, kiosk.envelope(header)).status_code for header in headers} == {201}
        until = time.monotonic() + 20
        while time.monotonic() < until and {one["state"] for one in value(hub(folder, "submissions", "--json"))} != {
            "complete"
        }:
            time.sleep(0.2)
        listed = value(hub(folder, "submissions", "--json"))
    assert {one["tracking_code"] for one in listed} == {header.tracking_code for header in headers}
    assert {one["state"] for one in listed} == {"complete"}
    assert CANARY not in "".join(written)
    assert "each of the 2 processes counts requests by itself" in written[1]


def test_a_port_in_use_is_named(folder: Path) -> None:
    with serving(folder) as (client, _):
        done = hub(folder, "serve", "--port", str(client.base_url.port))
    assert done.returncode == 1
    assert "Is another hub running?" in done.stderr


def certificate(folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "hub")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def test_it_serves_over_tls(folder: Path, tmp_path: Path) -> None:
    made, key = certificate(tmp_path)
    trusted = ssl.create_default_context(cafile=str(made))
    words = ("--certificate", str(made), "--key", str(key))
    with serving(folder, *words, scheme="https", trusted=trusted) as (client, written):
        assert client.get("/v1/health").json()["status"] == "ok"
    assert "[contact]" in written.pop()
    assert written == [""]


def test_behind_a_proxy_each_client_has_its_own_count(folder: Path) -> None:
    with (folder / "hub.toml").open("a") as file:
        file.write('\n[limits]\ntracking = "1/hour"\n')

    def status(client: httpx.Client, said: str) -> int:
        return client.get("/t/KK-2222-2222-2", headers={"X-Forwarded-For": said}).status_code

    with serving(folder, "--behind-proxy") as (client, _):
        # A client may put anything in front; the proxy adds what it saw at the end.
        said = ["192.0.2.1", "192.0.2.2", "192.0.2.1", "198.51.100.9, 192.0.2.1"]
        assert [status(client, one) for one in said] == [400, 400, 429, 429]
    with serving(folder) as (client, _):
        assert [status(client, one) for one in ("192.0.2.1", "192.0.2.2")] == [400, 429]
