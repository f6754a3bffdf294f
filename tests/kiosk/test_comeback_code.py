from __future__ import annotations

import math
import random
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import tracking_code
from kiosk.comeback_code import ComeBackKeys, Cost, LockingError, keys_of, new_code, proof_of, read
from kiosk.errors import AnswerError
from kiosk.tracking_code import ALPHABET, check_symbol

CHEAP = Cost(1, 64 * 1024)


def code() -> str:
    return new_code(random.Random(7).choice)


def test_a_code_has_three_groups_and_a_check_symbol() -> None:
    assert all(re.fullmatch(rf"([{ALPHABET}]{{4}}-){{3}}[{ALPHABET}]", new_code()) for _ in range(200))


def test_no_group_holds_what_looks_like_a_word() -> None:
    groups = [group for _ in range(500) for group in new_code().split("-")[:3]]
    assert not [group for group in groups if re.search(r"(?=[A-Z]{3})[A-Z]{0,2}[AEUY]", group)]
    assert len(set(groups)) > 1400


def test_a_code_holds_some_57_bits_of_chance() -> None:
    """526,753 of the 707,281 groups may stand in a code; three are drawn, and about one draw in six is drawn again."""
    wordy = re.compile(r"(?=[A-Z]{3})[A-Z]{0,2}[AEUY]")
    allowed = sum(not wordy.search("".join(group)) for group in product(ALPHABET, repeat=4))
    chance = random.Random(11)
    bodies = ["".join(chance.choices(ALPHABET, k=12)) for _ in range(1000)]
    again = sum(tracking_code.stands_in(body + check_symbol(body)) for body in bodies)
    assert math.log2(allowed**3 * (1 - again / 1000)) > 56.5


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda text: text.replace("-", ""),
        lambda text: text.replace("-", " "),
        lambda text: f"  {text}\n",
        lambda text: text.replace("-", " – "),
        lambda text: text.replace("5", "S").replace("2", "Z").replace("D", "0"),
    ],
)
def test_a_code_is_read_however_it_is_typed(change: object) -> None:
    written = code()
    assert read(change(written)) == written  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "code-empty"),
        ("  - ", "code-empty"),
        ("7KD4", "code-length"),
        ("7KD4-N9WH-3FXR-TT", "code-length"),
        ("7KD4-N9WH-3FX!-T", "code-symbol"),
    ],
)
def test_a_wrong_code_is_told_why(text: str, reason: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read(text)
    assert refused.value.code == reason


@given(st.integers(0, 12), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_always_found(place: int, symbol: str) -> None:
    symbols = list(code().replace("-", ""))
    if symbols[place] == symbol:
        return
    symbols[place] = symbol
    with pytest.raises(AnswerError) as refused:
        read("".join(symbols))
    assert refused.value.code == "code-check"


@given(st.integers(0, 12), st.integers(0, 12))
def test_two_symbols_that_changed_places_are_always_found(one: int, other: int) -> None:
    symbols = list(code().replace("-", ""))
    if symbols[one] == symbols[other]:
        return
    symbols[one], symbols[other] = symbols[other], symbols[one]
    with pytest.raises(AnswerError):
        read("".join(symbols))


def test_the_same_code_gives_the_same_keys_and_no_key_gives_another() -> None:
    keys = keys_of(code(), "fairholme", CHEAP)
    assert keys == keys_of(code(), "fairholme", CHEAP)
    assert len({keys.locator, keys.seal.hex(), keys.token.hex(), keys.proof}) == 4
    assert re.fullmatch(r"[0-9a-f]{64}", keys.locator)
    assert keys.proof == proof_of(keys.token)


def test_other_codes_and_other_councils_give_other_keys() -> None:
    keys = [keys_of(new_code(), "fairholme", CHEAP) for _ in range(5)] + [keys_of(code(), "elsewhere", CHEAP)]
    keys.append(keys_of(code(), "fairholme", CHEAP))
    for part in ("locator", "seal", "token"):
        assert len({getattr(one, part) for one in keys}) == 7


def test_no_key_stands_in_what_a_log_would_print() -> None:
    keys = keys_of(code(), "fairholme", CHEAP)
    assert keys.seal.hex() not in repr(keys)
    assert repr(keys) == f"ComeBackKeys(locator='{keys.locator}')"
    assert repr(ComeBackKeys("a", b"secret", b"secret")) == "ComeBackKeys(locator='a')"


def test_a_guess_costs_a_quarter_of_a_gigabyte() -> None:
    """The usual cost is the one of libsodium's "moderate", and another cost gives another key: none is cheaper."""
    from nacl.pwhash import argon2id

    from kiosk.comeback_code import MODERATE

    assert (MODERATE.passes, MODERATE.memory) == (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
    assert keys_of(code(), "fairholme").locator != keys_of(code(), "fairholme", CHEAP).locator


def test_too_little_memory_is_a_known_error() -> None:
    with pytest.raises(LockingError, match="memory"):
        keys_of(code(), "fairholme", Cost(1, 2**62))
