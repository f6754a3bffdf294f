"""The chain of receipt keys as mathematics: only the whole, in order, from the key that is known."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from offline.wire import PublicKeys, WireError, decode, key_id
from offline.wire.keys import MOST_LINKS, KeyChain, Link, SealingKey, check_ids, follow, signed_link, with_sealing

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEYS = [SigningKey(bytes([number]) * 32) for number in range(1, 7)]
LINKS = [
    signed_link(former, number + 2, bytes(new.verify_key), AT) for number, (former, new) in enumerate(pairwise(KEYS))
]
SEALING = [bytes(PrivateKey(bytes([number]) * 32).public_key) for number in (1, 2)]


def keys_at(number: int) -> PublicKeys:
    """Return what a kiosk knows that has the receipt key with this number, from 1."""
    receipt = bytes(KEYS[number - 1].verify_key)
    return PublicKeys(
        *(key_id(SEALING[0]), SEALING[0], key_id(receipt), receipt, key_id(SEALING[1]), SEALING[1]),
        sealing_number=3,
        receipt_number=number,
    )


def test_the_whole_chain_leads_to_the_last_key_from_every_key() -> None:
    for number in range(1, len(KEYS) + 1):
        assert follow(keys_at(number), LINKS[number - 1 :]) == keys_at(len(KEYS))


@given(st.integers(1, len(KEYS)), st.lists(st.integers(0, len(LINKS) - 1), max_size=7))
def test_no_other_choice_of_links_is_followed(start: int, chosen: list[int]) -> None:
    links = [LINKS[index] for index in chosen]
    in_order = chosen == list(range(start - 1, start - 1 + len(chosen)))
    if in_order:
        assert follow(keys_at(start), links) == keys_at(start + len(chosen))
    else:
        with pytest.raises(WireError):
            follow(keys_at(start), links)


@given(
    st.integers(0, len(LINKS) - 1), st.sampled_from(["body", "signature"]), st.integers(0, 10_000), st.integers(1, 255)
)
def test_one_changed_byte_breaks_a_chain(index: int, where: str, at: int, flip: int) -> None:
    def changed(data: bytes) -> bytes:
        place = at % len(data)
        return data[:place] + bytes([data[place] ^ flip]) + data[place + 1 :]

    link = LINKS[index]
    other = Link(changed(link.body), link.signature) if where == "body" else Link(link.body, changed(link.signature))
    with pytest.raises(WireError):
        follow(keys_at(1), [*LINKS[:index], other, *LINKS[index + 1 :]])


@given(st.binary(max_size=200), st.binary(max_size=80))
def test_whatever_stands_in_a_link_is_a_known_error(body: bytes, signature: bytes) -> None:
    with pytest.raises(WireError):
        follow(keys_at(1), [Link(body, signature)])


def test_a_body_that_is_signed_and_no_link_is_a_known_error() -> None:
    for body in (b"", b"{}", b"\xff", b'{"former_id": 1}'):
        link = Link(body, KEYS[0].sign(b"civic-kiosk receipt key 1\0" + body).signature)
        with pytest.raises(WireError):
            follow(keys_at(1), [link])


def test_a_chain_longer_than_kiosks_read_is_no_chain() -> None:
    longest = msgspec.json.encode(KeyChain([LINKS[0]] * MOST_LINKS))
    assert len(decode(longest, KeyChain).links) == MOST_LINKS
    with pytest.raises(WireError):
        decode(msgspec.json.encode(KeyChain([LINKS[0]] * (MOST_LINKS + 1))), KeyChain)


@given(st.integers(-5, 9), st.sampled_from(SEALING))
def test_the_number_of_the_sealing_key_only_rises(number: int, sealing: bytes) -> None:
    known, told = keys_at(1), SealingKey(number, sealing)
    if number > 3 or (number == 3 and sealing == known.sealing):
        new = with_sealing(known, told)
        assert (new.sealing, new.sealing_number, new.receipt) == (sealing, number, known.receipt)
        check_ids(new)
    else:
        with pytest.raises(WireError):
            with_sealing(known, told)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_keys_of_another_length_are_no_keys(size: int) -> None:
    body = msgspec.json.encode({"number": 4, "sealing": b"x" * size})
    with pytest.raises(WireError):
        decode(body, SealingKey)


@given(st.sampled_from(["sealing", "receipt", "content"]), st.integers(0, 255))
def test_one_flipped_bit_of_any_key_is_noticed(name: str, bit: int) -> None:
    keys = keys_at(1)
    check_ids(keys)
    data = bytearray(getattr(keys, name))
    data[bit // 8] ^= 1 << (bit % 8)
    with pytest.raises(WireError):
        check_ids(msgspec.structs.replace(keys, **{name: bytes(data)}))
