"""A kiosk as the hub's tests need it: makes, signs and sends envelopes with the real wire format."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import msgspec
from nacl.signing import SigningKey

from kiosk.submission import AnsweredQuestion, Header, Payload, encode_payload
from kiosk.tracking_code import new_code
from offline import wire

CANARY = "Canary-Lane-4711"


class SetClock:
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class SendingKiosk:
    """A kiosk that joined. `device` signs; `keys` and `token` came with the enrolment."""

    name: str
    prefix: str
    token: str
    keys: wire.PublicKeys
    device: SigningKey = field(default_factory=SigningKey.generate)

    def header(self, **changes: Any) -> Header:
        usual = Header(
            id=str(uuid4()),
            tracking_code=new_code(self.prefix),
            kiosk=self.name,
            journey="missed-bin",
            journey_version=1,
            channel="self",
            language="en",
            sent_at=datetime(2026, 11, 20, 9, 59, tzinfo=UTC),
            clock_trusted=True,
        )
        return msgspec.structs.replace(usual, **changes)

    def payload(self, header: Header, **changes: Any) -> Payload:
        usual = Payload(
            header=header,
            title="Report a missed bin",
            answers=[AnsweredQuestion("address", "Where is it?", {"uprn": "1", "line1": CANARY}, CANARY)],
            contact_type="CM004",
            service=524,
            interaction=17,
            ward="North",
            working_days=2,
        )
        return msgspec.structs.replace(usual, **changes)

    def envelope(self, header: Header | None = None, **payload: Any) -> bytes:
        header = header or self.header()
        return wire.seal(header, encode_payload(self.payload(header, **payload)), self.keys.sealing)

    def item(self, envelope: bytes) -> wire.SignedEnvelope:
        return wire.SignedEnvelope(envelope, wire.sign_envelope(envelope, self.device))

    def batch(self, *envelopes: bytes) -> bytes:
        return msgspec.json.encode(wire.Batch([self.item(one) for one in envelopes]))

    def proof(self) -> dict[str, str]:
        return {wire.KIOSK_HEADER: self.name, "Authorization": f"Bearer {self.token}"}

    def put(self, client: Any, envelope: bytes, **headers: str) -> Any:
        signature = base64.b64encode(wire.sign_envelope(envelope, self.device)).decode()
        usual = {"Content-Type": wire.ENVELOPE_TYPE, wire.SIGNATURE_HEADER: signature, **self.proof()}
        address = f"/v1/submissions/{wire.read_envelope(envelope).header.id}"
        return client.put(address, content=envelope, headers=usual | headers)

    def post(self, client: Any, body: bytes) -> Any:
        return client.post(
            "/v1/submissions", content=body, headers={"Content-Type": "application/json", **self.proof()}
        )

    def results(self, answer: Any) -> wire.Results:
        return wire.open_reply(answer.content, wire.Results, self.keys.receipt)

    def calling_itself(self, name: str) -> SendingKiosk:
        return replace(self, name=name)


def enrol(client: Any, code: str, device: SigningKey | None = None) -> SendingKiosk:
    """Join over HTTP with an enrolment code, as a kiosk does."""
    device = device or SigningKey.generate()
    secret, fingerprint = wire.read_enrolment_code(code)
    body = msgspec.json.encode(wire.EnrolRequest(secret, bytes(device.verify_key)))
    answer = client.post("/v1/enrolments", content=body, headers={"Content-Type": "application/json"})
    enrolled = wire.open_enrolment(answer.content, fingerprint)
    return SendingKiosk(enrolled.kiosk, enrolled.prefix, enrolled.token, enrolled.keys, device)
