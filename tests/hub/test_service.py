"""The service as a whole: enrolment over HTTP, problems, the description, and the opener beside it."""

from __future__ import annotations

import time

import httpx
import msgspec
import pytest
from nacl.signing import SigningKey
from sending_kiosk import SendingKiosk, SetClock, enrol
from served import served

from hub.api.app import create_app
from hub.home import Home
from hub.pages.languages import PageLanguages
from hub.parts import Parts, open_parts
from offline import wire


def ask(client: httpx.Client, code: str, device: SigningKey) -> httpx.Response:
    body = msgspec.json.encode(wire.EnrolRequest(wire.read_enrolment_code(code)[0], bytes(device.verify_key)))
    return client.post("/v1/enrolments", content=body, headers={"Content-Type": "application/json"})


def test_enrolment_gives_keys_that_the_code_vouches_for(parts: Parts, client: httpx.Client) -> None:
    code, device = parts.kiosks.invite("library"), SigningKey.generate()
    answer = ask(client, code, device)
    enrolled = wire.open_enrolment(answer.content, wire.read_enrolment_code(code)[1])
    assert answer.status_code == 201
    assert enrolled.public_url == "https://track.example"
    assert enrolled.keys == parts.keys.public()
    assert ask(client, code, device).content == answer.content


def test_the_keys_are_told_to_anybody_so_that_a_code_can_be_compared_first(parts: Parts, client: httpx.Client) -> None:
    answer = client.get("/v1/keys")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    keys = msgspec.json.decode(answer.content, type=wire.PublicKeys)
    assert keys == parts.keys.public()
    assert wire.fingerprint(keys.receipt) == wire.read_enrolment_code(parts.kiosks.invite("library"))[1]


@pytest.mark.parametrize(("days", "status", "reason"), [(0, 409, "used"), (7, 410, "expired")])
def test_a_code_is_good_once_and_not_for_ever(
    parts: Parts, client: httpx.Client, clock: SetClock, days: int, status: int, reason: str
) -> None:
    code = parts.kiosks.invite("library")
    enrol(client, code)
    clock.pass_by(days=days)
    answer = ask(client, code, SigningKey.generate())
    assert (answer.status_code, answer.json()["reason"]) == (status, reason)


def test_guessing_enrolment_codes_is_slowed_down(client: httpx.Client) -> None:
    body = msgspec.json.encode(wire.EnrolRequest("00" * 10, bytes(32)))
    headers = {"Content-Type": "application/json"}
    statuses = [client.post("/v1/enrolments", content=body, headers=headers).status_code for _ in range(11)]
    assert statuses == [404] * 10 + [429]


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 400), (b"{}", 400), (b"x" * 5000, 413), (b'{"secret":"","device":"AA"}', 400)]
)
def test_a_wrong_enrolment_is_a_problem(client: httpx.Client, body: bytes, status: int) -> None:
    answer = client.post("/v1/enrolments", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nope", 404), ("DELETE", "/v1/status", 405)])
def test_what_is_not_there_is_a_problem(client: httpx.Client, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_database_that_is_gone_is_a_problem_and_not_a_trace(
    home: Home, parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    parts.database.close()
    home.database_file.rename(home.path / "away")
    home.database_file.mkdir()
    answer = sending.put(client, sending.envelope())
    assert (answer.status_code, answer.json()["reason"]) == (503, "database")
    assert answer.headers["retry-after"] == "30"
    assert client.get("/v1/health").status_code == 503
    page = client.get("/t/KK-2222-2222-X".replace("X", "2"))
    assert page.headers["content-type"].startswith("text/html")


def test_a_fault_of_ours_is_a_problem_and_not_a_trace(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(type(parts.kiosks), "authenticate", broken)
    answer = client.get("/v1/status", headers=sending.proof())
    assert (answer.status_code, answer.json()["reason"]) == (500, "fault")
    assert "secret detail" not in answer.text


def test_the_description_names_every_route_and_needs_nothing_from_elsewhere(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/v1/content/files/{sha256}",
        "/v1/content/manifest",
        "/v1/drafts/{locator}",
        "/v1/drafts/{locator}/end",
        "/v1/enrolments",
        "/v1/health",
        "/v1/keys",
        "/v1/keys/chain",
        "/v1/keys/sealing",
        "/v1/status",
        "/v1/submissions",
        "/v1/submissions/{submission_id}",
        "/v1/submissions/{submission_id}/attachments/{attachment}/{number}",
        "/v1/tracking/{code}",
        "/v1/usage/{day}",
    }
    page = client.get("/docs")
    assert page.status_code == 200
    for path in paths:
        assert path in page.text
    assert "<script" not in page.text
    assert "://" not in page.text


def test_what_arrives_is_opened_at_once_and_what_waited_is_too(
    home: Home, parts: Parts, client: httpx.Client, sending: SendingKiosk, languages: PageLanguages
) -> None:
    sending.put(client, sending.envelope())
    with served(create_app(open_parts(home), languages), lifespan=True) as running:
        sending.put(running, sending.envelope())
        until = time.monotonic() + 10
        while time.monotonic() < until and {one.state for one in parts.casework.submissions()} != {"complete"}:
            time.sleep(0.05)
    assert [one.state for one in parts.casework.submissions()] == ["complete", "complete"]
