from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from datetime import datetime

import httpx
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey
from sending_kiosk import CANARY, SendingKiosk, SetClock, enrol
from sqlalchemy import select

from hub.parts import Parts
from hub.tables import conflict, submission
from kiosk.tracking_code import new_code
from offline import wire


def stored(parts: Parts) -> int:
    return len(parts.casework.submissions())


def reason(answer: httpx.Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert CANARY not in answer.text
    assert "Traceback" not in answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["reason"]


def test_a_submission_is_stored_and_the_answer_is_signed(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    envelope = sending.envelope()
    answer = sending.put(client, envelope)
    assert (answer.status_code, answer.headers["content-type"]) == (201, wire.REPLY_TYPE)
    (result,) = sending.results(answer).results
    assert (result.digest, result.state, result.received_at) == (wire.digest(envelope), "received", clock.at)
    assert stored(parts) == 1


def test_a_replay_after_400_days_gives_the_first_answer(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, clock: SetClock
) -> None:
    envelope = sending.envelope()
    first = sending.results(sending.put(client, envelope)).results
    clock.pass_by(days=400)
    again = sending.put(client, envelope)
    assert again.status_code == 200
    assert sending.results(again).results == first
    assert stored(parts) == 1


def test_a_replay_after_opening_says_complete(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    envelope = sending.envelope()
    sending.put(client, envelope)
    parts.opener.verify_waiting()
    assert sending.results(sending.put(client, envelope)).results[0].state == "complete"


def test_the_same_bytes_many_times_at_once_are_stored_once(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    envelope, statuses = sending.envelope(), []
    threads = [
        threading.Thread(target=lambda: statuses.append(sending.put(client, envelope).status_code)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 7 + [201]
    assert stored(parts) == 1


def test_other_bytes_under_one_id_are_a_conflict_and_both_are_kept(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    header = sending.header()
    first, second = sending.envelope(header), sending.envelope(header)
    sending.put(client, first)
    assert reason(sending.put(client, second)) == (409, "conflict")
    assert reason(sending.put(client, second)) == (409, "conflict")
    with parts.database.reading() as connection:
        assert list(connection.scalars(select(submission.c.envelope))) == [first]
        assert list(connection.scalars(select(conflict.c.envelope))) == [second]
    assert [one.digest for one in parts.casework.conflicts()] == [wire.digest(second)]


def test_a_second_submission_with_one_tracking_code_is_a_conflict(
    parts: Parts, client: httpx.Client, sending: SendingKiosk
) -> None:
    header = sending.header()
    sending.put(client, sending.envelope(header))
    twin = sending.envelope(sending.header(tracking_code=header.tracking_code))
    assert reason(sending.put(client, twin)) == (409, "conflict")
    assert len(parts.casework.conflicts()) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"Authorization": ""}, 401),
        ({"Authorization": "Bearer wrong"}, 401),
        ({"Authorization": "Basic dXNlcjpwYXNz"}, 401),
        ({wire.KIOSK_HEADER: "nobody"}, 401),
        ({wire.KIOSK_HEADER: ""}, 401),
    ],
)
def test_nobody_unknown_hands_anything_over(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, changes: dict[str, str], status: int
) -> None:
    answer = sending.put(client, sending.envelope(), **changes)
    assert reason(answer) == (status, "token")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert stored(parts) == 0


def test_a_revoked_kiosk_hands_nothing_over(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    parts.kiosks.revoke(sending.name)
    assert reason(sending.put(client, sending.envelope())) == (403, "revoked")
    assert reason(sending.post(client, sending.batch(sending.envelope()))) == (403, "revoked")
    assert stored(parts) == 0


def test_a_kiosk_cannot_send_in_another_s_name(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    other = enrol(client, parts.kiosks.invite("van"))
    envelope = sending.envelope()
    assert reason(other.put(client, envelope)) == (422, "wrong-kiosk")
    posing = sending.envelope(sending.header(tracking_code=new_code(other.prefix)))
    assert reason(sending.put(client, posing)) == (400, "malformed")


def test_a_signature_of_another_device_is_refused(client: httpx.Client, sending: SendingKiosk) -> None:
    envelope = sending.envelope()
    forged = base64.b64encode(wire.sign_envelope(envelope, SigningKey.generate())).decode()
    for signature in (forged, "", "not base64", "QUJD"):
        assert reason(sending.put(client, envelope, **{wire.SIGNATURE_HEADER: signature})) == (422, "signature")


def test_an_envelope_for_a_key_that_is_not_here_is_refused(client: httpx.Client, sending: SendingKiosk) -> None:
    stranger = bytes(PrivateKey.generate().public_key)
    header = sending.header()
    envelope = wire.seal(header, b"{}", stranger)
    assert reason(sending.put(client, envelope)) == (422, "unknown-key")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "not-a-uuid"},
        {"id": "6F9619FF-8B86-4D01-B42D-00CF4FC964FF"},
        {"tracking_code": "KK-0000"},
        {"journey": ""},
        {"journey": "a\x00b"},
        {"journey": "x" * 101},
        {"language": "x" * 21},
        {"journey_version": -1},
        {"journey_version": 2**31},
        {"sent_at": datetime(2026, 11, 20)},  # noqa: DTZ001
    ],
)
def test_a_header_that_cannot_be_is_malformed(
    client: httpx.Client, sending: SendingKiosk, changes: dict[str, object]
) -> None:
    assert reason(sending.put(client, sending.envelope(sending.header(**changes)))) == (400, "malformed")


def test_the_address_must_name_the_envelope_s_id(client: httpx.Client, sending: SendingKiosk) -> None:
    envelope = sending.envelope()
    signature = base64.b64encode(wire.sign_envelope(envelope, sending.device)).decode()
    headers = {"Content-Type": wire.ENVELOPE_TYPE, wire.SIGNATURE_HEADER: signature, **sending.proof()}
    answer = client.put(f"/v1/submissions/{sending.header().id}", content=envelope, headers=headers)
    assert reason(answer) == (400, "malformed")


def test_another_content_type_is_refused(client: httpx.Client, sending: SendingKiosk) -> None:
    answer = sending.put(client, sending.envelope(), **{"Content-Type": "application/json"})
    assert reason(answer) == (415, "content-type")


def test_a_body_that_is_too_large_is_refused_announced_or_not(client: httpx.Client, sending: SendingKiosk) -> None:
    big = b"x" * (10 * 1024 * 1024 + 1)

    def in_pieces() -> Iterator[bytes]:
        yield big

    headers = {"Content-Type": "application/json", **sending.proof()}
    assert reason(client.post("/v1/submissions", content=big, headers=headers)) == (413, "too-large")
    assert reason(client.post("/v1/submissions", content=in_pieces(), headers=headers)) == (413, "too-large")


def test_one_poison_item_of_fifty_stops_no_other(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    items = [sending.item(sending.envelope()) for _ in range(wire.BATCH_LIMIT)]
    items[17] = wire.SignedEnvelope(b"poison", b"")
    items[30] = wire.SignedEnvelope(items[30].envelope, b"forged")
    answer = sending.post(client, msgspec.json.encode(wire.Batch(items)))
    results = sending.results(answer).results
    assert answer.status_code == 200
    assert [result.digest for result in results] == [wire.digest(item.envelope) for item in items]
    assert {place: result.reason for place, result in enumerate(results) if result.state == "refused"} == {
        17: "malformed",
        30: "signature",
    }
    assert stored(parts) == wire.BATCH_LIMIT - 2


def test_a_batch_says_conflict_for_a_twin_in_itself(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    header = sending.header()
    one, other = sending.envelope(header), sending.envelope(header)
    results = sending.results(sending.post(client, sending.batch(one, one, other))).results
    assert [(result.state, result.reason) for result in results] == [
        ("received", ""),
        ("received", ""),
        ("refused", "conflict"),
    ]
    assert (stored(parts), len(parts.casework.conflicts())) == (1, 1)


def test_a_batch_that_is_too_long_is_refused_whole(parts: Parts, client: httpx.Client, sending: SendingKiosk) -> None:
    items = [wire.SignedEnvelope(b"", b"")] * (wire.BATCH_LIMIT + 1)
    assert reason(sending.post(client, msgspec.json.encode(wire.Batch(items)))) == (413, "too-many-items")
    assert stored(parts) == 0


def test_an_empty_batch_is_answered(client: httpx.Client, sending: SendingKiosk) -> None:
    assert sending.results(sending.post(client, sending.batch())).results == []


NONSENSE = st.one_of(
    st.binary(max_size=30).map(lambda data: b'{"items":[{"envelope":"' + data + b'"}]}'),
    st.binary(max_size=30).map(lambda data: b'{"header":{"id":"' + data + b'"}}'),
    st.binary(max_size=300),
    st.text(max_size=200).map(str.encode),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(["header", "items", "sealed", "key_id", "envelope", "secret"]), inner, max_size=4
            )
        ),
        max_leaves=12,
    ).map(msgspec.json.encode),
    st.integers(1, 20_000).map(lambda depth: b'{"items":' + b"[" * depth),
)


@given(body=NONSENSE)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_nonsense_is_answered_with_a_problem(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, body: bytes
) -> None:
    assert sending.post(client, body).status_code == 400
    headers = {"Content-Type": wire.ENVELOPE_TYPE, **sending.proof()}
    assert reason(client.put("/v1/submissions/x", content=body, headers=headers)) == (400, "malformed")
    assert stored(parts) == 0


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_no_flipped_bit_is_ever_taken(
    parts: Parts, client: httpx.Client, sending: SendingKiosk, place: int, bit: int
) -> None:
    envelope = bytearray(sending.envelope())
    signature = wire.sign_envelope(bytes(envelope), sending.device)
    envelope[place % len(envelope)] ^= 1 << bit
    body = msgspec.json.encode(wire.Batch([wire.SignedEnvelope(bytes(envelope), signature)]))
    assert sending.results(sending.post(client, body)).results[0].state == "refused"
    assert stored(parts) == 0
