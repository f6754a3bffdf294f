"""Submissions ready for the store, and the enrolment that lets it seal them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from fakes import FakeClock
from misbehaving_hub import MisbehavingHub
from nacl.signing import SigningKey

from kiosk import receipt
from kiosk.attachments import Attachment
from kiosk.submission import EndedDraft, Header, Prepared
from offline.identity import Identity
from offline.store import Store

CANARY = "Blodwen Canary-Protheroe"
SEED = bytes(range(32))


def prepare(
    store: Store,
    payload: bytes = f'{{"name": "{CANARY}"}}'.encode(),
    attachments: Sequence[Attachment] = (),
    ends: EndedDraft | None = None,
    kiosk: str = "library",
) -> Prepared:
    code = store.new_code()
    header = Header(
        id=str(uuid.uuid4()),
        tracking_code=code,
        kiosk=kiosk,
        journey="missed-bin",
        journey_version=3,
        channel="self",
        language="cy",
        sent_at=FakeClock().now(),
        clock_trusted=True,
        attachments=[attachment.sealed for attachment in attachments],
    )
    lines = [receipt.Line("Anytown Council", "heading"), receipt.Line(code, "code")]
    return Prepared(header, payload, receipt.encode(receipt.Receipt(lines, "cy")), tuple(attachments), ends)


def enrolled(store: Store, hub: MisbehavingHub) -> None:
    hub.devices.append(bytes(SigningKey(SEED).verify_key))
    identity = Identity("library", hub.prefix, hub.url or "https://hub.example", "https://council.example", hub.keys)
    store.enrol(identity, hub.epoch)
