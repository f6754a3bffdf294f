"""Whatever is sent to any endpoint gets an answer of its kind: never a fault of the hub's own, never a trace."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sending_kiosk import CANARY, SendingKiosk, enrol
from served import served

from hub.api.app import create_app
from hub.pages.languages import PageLanguages
from hub.parts import Parts
from offline.wire import ENVELOPE_TYPE, KIOSK_HEADER, SIGNATURE_HEADER
from offline.wire.attachments import CHUNK_TYPE

JSON = "application/json"
PROBLEM = "application/problem+json"
ENDPOINTS = (
    ("PUT", "/v1/submissions/{}", ENVELOPE_TYPE),
    ("POST", "/v1/submissions", JSON),
    ("PUT", "/v1/submissions/{}/attachments/{}/{}", CHUNK_TYPE),
    ("PUT", "/v1/drafts/{}", JSON),
    ("POST", "/v1/drafts/{}/end", JSON),
    ("GET", "/v1/drafts/{}", ""),
    ("PUT", "/v1/usage/{}", JSON),
    ("POST", "/v1/enrolments", JSON),
    ("GET", "/v1/status?after={}&limit={}", ""),
    ("GET", "/v1/tracking/{}", ""),
    ("GET", "/v1/keys", ""),
    ("GET", "/v1/keys/sealing", ""),
    ("GET", "/v1/keys/chain?after={}", ""),
    ("GET", "/v1/content/manifest", ""),
    ("GET", "/v1/content/files/{}", ""),
    ("GET", "/v1/health", ""),
)
_numbers = st.sampled_from([0, -1, 1, 2**31, 2**63, 2**64, 10**400, 1e308, -0.0]) | st.integers() | st.floats()
_scalars = st.none() | st.booleans() | _numbers | st.text(max_size=20)
_names = st.sampled_from(
    ["items", "envelope", "signature", "header", "sealed", "revision", "proof", "ends_at", "token", "day", "totals"]
) | st.text(max_size=8)
_values = st.recursive(_scalars, lambda one: st.lists(one, max_size=4) | st.dictionaries(_names, one, max_size=5))
_bodies = (
    st.binary(max_size=200)
    | _values.map(lambda value: json.dumps(value).encode())
    | st.builds(lambda mark, depth: mark * depth, st.sampled_from([b"[", b'{"a":', b"[{"]), st.integers(1, 5000))
    | st.sampled_from([b"", b"\xff" * 9, b"\xed\xa0\x80", b'"\\ud800"', b'{"day":"0000-00-00"}', b"9" * 5000])
)
_kinds = st.sampled_from(
    ["", JSON, ENVELOPE_TYPE, CHUNK_TYPE, "text/html", "multipart/form-data; boundary=x", ";", ","]
)
_places = st.text(max_size=30) | st.sampled_from(
    ["0" * 64, "ab" * 32, "..", "%", "\0", "2026-11-20", "9" * 400, "-1", "1e9", "٣", "KK-2222-2222-2", "\ud7ff"]
)
_words = st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=40)
_headers = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("Authorization", KIOSK_HEADER, SIGNATURE_HEADER, "Range", "If-None-Match", "Accept", "Content-Type"),
                *("Accept-Language", "X-Forwarded-For", "Expect-Nothing", "Cookie"),
            ]
        ),
        _words
        | st.sampled_from(["bytes=0-", "bytes=999999999999-1", "bytes=-1", "*", "Bearer", "Bearer  ", "=" * 4000]),
    ),
    max_size=4,
)


@pytest.fixture
def roomy(parts: Parts, languages: PageLanguages) -> Iterator[httpx.Client]:
    """The service with limits that hundreds of requests do not reach."""
    limits = dict.fromkeys(("tracking", "tracking_for_kiosks", "enrolments", "drafts", "keys"), "1000000/minute")
    free = msgspec.structs.replace(parts.settings, limits=msgspec.structs.replace(parts.settings.limits, **limits))
    with served(create_app(replace(parts, settings=free), languages), lifespan=False) as client:
        yield client


@pytest.fixture
def kiosk(parts: Parts, roomy: httpx.Client) -> SendingKiosk:
    return enrol(roomy, parts.kiosks.invite("central-library"))


def is_an_answer(answer: httpx.Response) -> None:
    """Say no to a fault of the hub's own, and to any refusal that is not a problem."""
    assert answer.status_code < 500, (answer.request.method, answer.request.url.path, answer.text[:200])
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == PROBLEM
        body = answer.json()
        assert body["status"] == answer.status_code
        assert body["reason"]
        assert body["detail"]
    assert "Traceback" not in answer.text


@given(data=st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_crafted_request_makes_the_hub_fail(
    roomy: httpx.Client, kiosk: SendingKiosk, data: st.DataObject, caplog: pytest.LogCaptureFixture
) -> None:
    """Each endpoint, with odd places in its address, bodies, content types, and headers that may come twice."""
    caplog.set_level(logging.ERROR)
    method, path, kind = data.draw(st.sampled_from(ENDPOINTS))
    places = [quote(data.draw(_places), safe="") for _ in range(path.count("{}"))]
    known = kiosk.proof() if data.draw(st.booleans()) else {}
    kind = kind if data.draw(st.booleans()) else data.draw(_kinds)
    headers = [*known.items(), *([("Content-Type", kind)] if kind else []), *data.draw(_headers)]
    body = data.draw(_bodies) if method != "GET" else b""
    sent = [(name.encode("ascii"), value.strip().encode("latin-1")) for name, value in headers]
    is_an_answer(roomy.request(method, path.format(*places), content=body, headers=sent))
    assert not [record.name for record in caplog.records if record.levelno >= logging.ERROR]


def test_the_endpoints_above_are_all_there_are(roomy: httpx.Client) -> None:
    described = roomy.get("/openapi.json").json()["paths"]
    found = {(method.upper(), path) for path, methods in described.items() for method in methods}
    assert {(method, _shape(path)) for method, path, _ in ENDPOINTS} == {(one, _shape(path)) for one, path in found}


def _shape(path: str) -> list[str] | tuple[str, ...]:
    return tuple("{}" if part.startswith("{") else part for part in path.partition("?")[0].split("/"))


def raw(client: httpx.Client, *lines: str, body: bytes = b"") -> tuple[int, bytes]:
    """Send bytes as they stand, and return the status and all that came back."""
    address = urlsplit(str(client.base_url))
    assert address.hostname
    with socket.create_connection((address.hostname, address.port or 80), timeout=5) as line:
        line.sendall("\r\n".join([*lines, "Host: hub", "Connection: close", "", ""]).encode("latin-1") + body)
        answer = b""
        while part := line.recv(65536):
            answer += part
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize(
    "lines",
    [
        ["Content-Length: 5", "Content-Length: 5"],
        ["Content-Type: application/json", "Content-Type: text/html"],
        [f"{KIOSK_HEADER}: a", f"{KIOSK_HEADER}: b", "Authorization: Bearer x", "Authorization: Bearer y"],
        ["Content-Length: 5", "Content-Length: 6"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Content-Length: -5"],
        ["Content-Length: " + "9" * 4500],
        ["X: " + "x" * 100_000],
    ],
    ids=["length", "type", "kiosk", "lengths", "chunked", "negative", "huge", "long"],
)
def test_headers_that_come_twice_or_contradict_are_refused(roomy: httpx.Client, lines: list[str]) -> None:
    """By the server before anything else is looked at (400), or since nobody of that name is known (401)."""
    got, answer = raw(roomy, "PUT /v1/usage/2026-11-20 HTTP/1.1", *lines, body=b"12345")
    assert got in (400, 401), answer[:200]
    assert b"Traceback" not in answer


def test_a_body_without_a_length_is_cut_off_at_the_limit(roomy: httpx.Client, kiosk: SendingKiosk) -> None:
    sent = 0

    def endless() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(200):
            sent += 1
            yield b"[" * 65536

    headers = kiosk.proof() | {"Content-Type": JSON}
    try:
        answer = roomy.post("/v1/enrolments", content=endless(), headers=headers)
    except httpx.TransportError:  # the hub may hang up while we still send
        assert sent < 200
    else:
        is_an_answer(answer)
        assert answer.status_code == 413


def test_what_is_refused_quotes_nothing_of_what_was_sent(roomy: httpx.Client, kiosk: SendingKiosk) -> None:
    for method, path, kind in ENDPOINTS:
        headers: dict[str, Any] = kiosk.proof() | ({"Content-Type": kind} if kind else {})
        body = json.dumps({"items": CANARY, "name": CANARY}).encode() if kind else b""
        answer = roomy.request(method, path.format(*[CANARY] * path.count("{}")), content=body, headers=headers)
        is_an_answer(answer)
        assert CANARY not in answer.text
