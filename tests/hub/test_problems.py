"""Every refusal is a problem (RFC 9457), whoever refuses: a route, FastAPI itself, or a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from fastapi import FastAPI
from sending_kiosk import CANARY, SendingKiosk
from served import served

from hub.api import problems
from hub.api.app import create_app
from hub.pages.languages import PageLanguages
from hub.parts import Parts
from offline.wire import ENVELOPE_TYPE

MEMBERS = {"type", "title", "status", "reason", "detail"}


def is_problem(answer: httpx.Response, status: int, reason: str = "") -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.headers["cache-control"] == "no-store"
    body: dict[str, Any] = answer.json()
    assert body.keys() >= MEMBERS
    assert (body["status"], body["type"]) == (status, "about:blank")
    assert not reason or body["reason"] == reason
    return body


def test_no_route_takes_another_method_than_its_own(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert paths
    for path, methods in paths.items():
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"} - {name.upper() for name in methods}:
            answer = client.request(method, path.replace("{", "").replace("}", ""))
            is_problem(answer, 405, "not-allowed")
            assert answer.headers["allow"]


@pytest.mark.parametrize("path", ["/v1", "/v1/nothing", "/v2/keys", "/v1/keys/", "/v1/keys/%00", "/../etc/passwd"])
def test_what_is_nowhere_is_not_found(client: httpx.Client, path: str) -> None:
    is_problem(client.get(path, follow_redirects=False), 404, "not-found")


@pytest.mark.parametrize("after", ["", "0" * 16, "x", "%00", "\N{SNOWMAN}"])
def test_a_chain_after_a_key_that_never_was_is_not_found(client: httpx.Client, after: str) -> None:
    is_problem(client.get("/v1/keys/chain", params={"after": after}), 404, "unknown")


def test_bodies_that_are_none_are_refused_by_type_size_and_shape(client: httpx.Client, sending: SendingKiosk) -> None:
    json = {"Content-Type": "application/json"}
    proof = sending.proof()
    is_problem(client.post("/v1/enrolments", content=b"{}"), 415, "content-type")
    is_problem(client.post("/v1/enrolments", content=b"[" * 4000, headers=json), 400, "malformed")
    is_problem(client.post("/v1/enrolments", content=b"x" * 5000, headers=json), 413, "too-large")
    is_problem(client.post("/v1/submissions", content=b"{}", headers=proof), 415, "content-type")
    is_problem(client.post("/v1/submissions", content=b"\xff", headers=proof | json), 400, "malformed")
    envelope = {"Content-Type": ENVELOPE_TYPE, **proof}
    is_problem(client.put("/v1/submissions/x", content=b"{}", headers=envelope), 400, "malformed")
    is_problem(client.put("/v1/submissions/x", content=b"x" * 10_500_000, headers=envelope), 413, "too-large")


def test_who_asks_is_refused_alike_without_with_a_wrong_and_with_another_s_token(
    client: httpx.Client, sending: SendingKiosk
) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, sending.proof() | {"Authorization": "Bearer x"}):
        answer = client.get("/v1/status", headers=headers)
        is_problem(answer, 401, "token")
        assert answer.headers["www-authenticate"] == "Bearer"


def test_asking_for_keys_too_often_is_refused_with_a_time(parts: Parts, languages: PageLanguages) -> None:
    limits = msgspec.structs.replace(parts.settings.limits, keys="2/minute")
    fewer = replace(parts, settings=msgspec.structs.replace(parts.settings, limits=limits))
    with served(create_app(fewer, languages), lifespan=False) as client:
        paths = ["/v1/keys", "/v1/keys/sealing", "/v1/keys/chain"]
        assert [client.get(path).status_code for path in paths] == [200, 200, 429]
        answer = client.get("/v1/keys")
        is_problem(answer, 429, "too-many")
        assert 1 <= int(answer.headers["retry-after"]) <= 60


@pytest.fixture
def typed_app() -> Iterator[httpx.Client]:
    """An app whose route FastAPI checks by itself, and one that breaks."""
    app = FastAPI()
    problems.install(app)

    def numbered(number: int) -> int:
        return number

    def broken() -> None:
        raise RuntimeError(CANARY)

    app.add_api_route("/numbered", numbered)
    app.add_api_route("/broken", broken)
    with served(app, lifespan=False) as client:
        yield client


def test_what_fastapi_itself_refuses_or_meets_is_a_problem_that_quotes_nothing(typed_app: httpx.Client) -> None:
    for params in ({}, {"number": CANARY}):
        assert CANARY not in str(is_problem(typed_app.get("/numbered", params=params), 422, "malformed"))
    assert CANARY not in str(is_problem(typed_app.get("/broken"), 500, "fault"))
