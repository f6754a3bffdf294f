"""How the hub's keys change: each receipt key is named by the one before it, each sealing key by the receipt key.

A kiosk begins with the keys of its enrolment. Numbers only rise, so nothing recorded earlier leads it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import msgspec
from nacl.signing import SigningKey

from offline.wire.codec import WireError, check_signature, key_id
from offline.wire.enrolments import PublicKeys

SEALING_HEADER = "Civic-Kiosk-Sealing-Key"
"""On every signed answer: the id of the hub's present sealing key. A hint, believed only once asked for and signed."""
MOST_LINKS = 1000
"""So many receipt keys a kiosk may have missed: one a week for nineteen years."""
_PURPOSE = b"civic-kiosk receipt key 1\0"
_Key = Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]


class NextReceiptKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a link says: `receipt` is the receipt key with this `number` and follows the key `former_id`."""

    former_id: str
    number: int
    receipt: _Key
    since: datetime


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One step of the chain: the JSON of a NextReceiptKey, signed by the key it follows."""

    body: bytes
    signature: bytes


class KeyChain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body of GET /v1/keys/chain?after=ID, oldest link first. Unsigned as a whole: each link proves itself."""

    links: Annotated[list[Link], msgspec.Meta(max_length=MOST_LINKS)]


class SealingKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signed body of GET /v1/keys/sealing: the key to seal with from now on, and how many there were with it."""

    number: int
    sealing: _Key


def signed_link(former: SigningKey, number: int, receipt: bytes, since: datetime) -> Link:
    """Return the former receipt key's word that `receipt` follows it as the key `number`."""
    body = msgspec.json.encode(NextReceiptKey(key_id(bytes(former.verify_key)), number, receipt, since))
    return Link(body, former.sign(_PURPOSE + body).signature)


def read_link(link: Link) -> NextReceiptKey:
    """Return what a link says, unchecked. Raises WireError."""
    try:
        return msgspec.json.decode(link.body, type=NextReceiptKey)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WireError("not a link of the key chain") from error


def follow(keys: PublicKeys, links: Sequence[Link]) -> PublicKeys:
    """Return the keys after all these links, beginning with the receipt key of `keys`. Raises WireError.

    Each link must be signed by the key before it and have the next number: none may be left out, repeated or put in.
    """
    for link in links:
        check_signature(_PURPOSE + link.body, link.signature, keys.receipt)
        following = read_link(link)
        if following.former_id != keys.receipt_id or following.number != keys.receipt_number + 1:
            raise WireError("a link of the key chain does not follow the key before it")
        keys = msgspec.structs.replace(
            keys, receipt_id=key_id(following.receipt), receipt=following.receipt, receipt_number=following.number
        )
    return keys


def with_sealing(keys: PublicKeys, told: SealingKey) -> PublicKeys:
    """Return `keys` with the sealing key that the hub signed for. Raises WireError for an older one or another twin."""
    if told.number < keys.sealing_number or (told.number == keys.sealing_number and told.sealing != keys.sealing):
        raise WireError("the sealing key is older than the one this kiosk knows")
    return msgspec.structs.replace(
        keys, sealing_id=key_id(told.sealing), sealing=told.sealing, sealing_number=told.number
    )


def check_ids(keys: PublicKeys) -> None:
    """Raise WireError unless each id fits its key: one flipped bit would seal to a key that nobody has."""
    for name, public in (
        (keys.sealing_id, keys.sealing),
        (keys.receipt_id, keys.receipt),
        (keys.content_id, keys.content),
    ):
        if key_id(public) != name:
            raise WireError("a key of the hub is damaged here")
