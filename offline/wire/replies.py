"""Signed answers: bytes that the hub's receipt key signed. Nothing is believed before `open_reply` has checked them."""

from __future__ import annotations

import msgspec
from nacl.signing import SigningKey

from offline.wire.codec import Body, WireError, check_signature, decode, key_id

REPLY_TYPE = "application/vnd.civic-kiosk.reply+json"
_PURPOSE = b"civic-kiosk reply 1\0"


class Reply(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A signed answer of the hub: `body` is the JSON of one of the structs above."""

    body: bytes
    key_id: str
    signature: bytes


def signed_reply(body: msgspec.Struct, receipt_key: SigningKey) -> bytes:
    """Return the bytes of a Reply around `body`, signed with the hub's receipt key."""
    data = msgspec.json.encode(body)
    signature = receipt_key.sign(_PURPOSE + data).signature
    return msgspec.json.encode(Reply(data, key_id(bytes(receipt_key.verify_key)), signature))


def open_reply(data: bytes, kind: type[Body], receipt_public: bytes) -> Body:
    """Return the body of a signed reply. Raises WireError where shape, key or signature is wrong."""
    reply = decode(data, Reply)
    if reply.key_id != key_id(receipt_public):
        raise WireError("the reply is signed with another key than the one this kiosk joined with")
    check_signature(_PURPOSE + reply.body, reply.signature, receipt_public)
    return decode(reply.body, kind)
