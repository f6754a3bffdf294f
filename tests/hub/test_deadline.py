"""A body that dribbles in: `hub serve` gives it its time, says so, and lets go of the connection."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from hub_command import hub, serving, value
from sending_kiosk import SendingKiosk, enrol

from offline.wire import ENVELOPE_TYPE
from offline.wire.attachments import CHUNK_TYPE

SECONDS = 1


@contextmanager
def hurried(folder: Path) -> Iterator[httpx.Client]:
    """Serve with a short time for bodies."""
    with (folder / "hub.toml").open("a") as file:
        file.write(f"\n[limits]\nbody_seconds = {SECONDS}\n")
    with serving(folder) as (client, _):
        yield client


def dribbled(client: httpx.Client, method: str, path: str, headers: dict[str, str], every: float) -> tuple[str, bytes]:
    """Send a byte of a body now and then until the hub hangs up; return the head and the body of its answer."""
    told = {"Host": "hub", "Content-Length": "4000", **headers}
    head = "".join(f"{name}: {said}\r\n" for name, said in told.items())
    with socket.create_connection((client.base_url.host, client.base_url.port or 0), timeout=every) as line:
        line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        return answered(line)


def answered(line: socket.socket) -> tuple[str, bytes]:
    """Read until the hub hangs up, with a byte sent whenever it is silent."""
    answer, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        try:
            more = line.recv(65536)
        except TimeoutError:
            with suppress(ConnectionError):
                line.sendall(b"x")
            continue
        except ConnectionError:
            break
        if not more:
            break
        answer += more
    else:
        raise AssertionError("the hub held the line")
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.decode(), body


def joined(folder: Path, client: httpx.Client) -> SendingKiosk:
    return enrol(client, value(hub(folder, "kiosks", "add", "library", "--json"))["code"])


@pytest.mark.parametrize("every", [0.1, 45.0], ids=["a byte at a time", "nothing at all"])
def test_a_body_that_does_not_come_ends_the_wait_and_the_connection(folder: Path, every: float) -> None:
    with hurried(folder) as client:
        began = time.monotonic()
        head, body = dribbled(client, "POST", "/v1/enrolments", {"Content-Type": "application/json"}, every)
        assert time.monotonic() - began >= SECONDS
        assert client.get("/v1/health").status_code == 200
    assert head.startswith("HTTP/1.1 408 ")
    assert "content-type: application/problem+json" in head.lower()
    assert "connection: close" in head.lower()
    problem = json.loads(body)
    assert (problem["status"], problem["reason"]) == (408, "too-slow")
    assert problem["detail"] == "The body did not come within 1 seconds. Send it again."


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/v1/submissions/{}", ENVELOPE_TYPE), ("/v1/submissions/{}/attachments/{}/0", CHUNK_TYPE)],
    ids=["a form", "a piece of a file"],
)
def test_nothing_is_taken_of_what_a_kiosk_sends_too_slowly_and_it_may_come_again(
    folder: Path, path: str, kind: str
) -> None:
    with hurried(folder) as client:
        kiosk = joined(folder, client)
        header = kiosk.header()
        there = path.format(header.id, "00000000-0000-4000-8000-000000000000")
        head, _ = dribbled(client, "PUT", there, {**kiosk.proof(), "Content-Type": kind}, 0.1)
        assert head.startswith("HTTP/1.1 408 ")
        assert value(hub(folder, "submissions", "--json")) == []
        assert kiosk.put(client, kiosk.envelope(header)).status_code == 201


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("PUT", "/v1/drafts/x", {"Content-Type": "application/json"}, 401),
        ("POST", "/v1/enrolments", {"Content-Type": "text/plain"}, 415),
        ("POST", "/v1/enrolments", {"Content-Type": "application/json", "Content-Length": "99999999"}, 413),
        ("GET", "/v1/health", {}, 200),
        ("POST", "/nowhere", {}, 404),
    ],
    ids=["nobody known", "another type", "too much", "nothing to read", "no such place"],
)
def test_a_body_that_nobody_reads_holds_the_connection_no_longer(
    folder: Path, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    with hurried(folder) as client:
        head, _ = dribbled(client, method, path, headers, 0.1)
    assert head.startswith(f"HTTP/1.1 {status} ")
    assert "connection: close" in head.lower()


def test_who_sends_much_to_be_refused_reads_why_and_keeps_the_connection(folder: Path) -> None:
    with serving(folder) as (client, _):
        refused = client.put("/v1/drafts/x", content=b"x" * 4_000_000, headers={"Content-Type": "application/json"})
    assert refused.status_code == 401
    assert "connection" not in refused.headers


def test_the_time_is_that_of_one_body_and_not_of_the_connection(folder: Path) -> None:
    with hurried(folder) as client:
        kiosk = joined(folder, client)
        end = time.monotonic() + 2 * SECONDS
        while time.monotonic() < end:
            assert kiosk.put(client, kiosk.envelope(kiosk.header())).status_code == 201
