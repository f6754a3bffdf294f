"""Either code opens the right thing, and a secret one with a slip in it is never taken for the other."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk import comeback_code, tracking_code
from kiosk.answers.words import WORDS
from kiosk.errors import AnswerError
from kiosk.paper_code import PaperCode, read
from kiosk.tracking_code import ALPHABET, check_symbol

prefixes = st.from_regex(r"[BCDFGHJKLMNPRTVWX]{2}[2-9]?", fullmatch=True)
seeds = st.integers(0, 10**9)
sent = st.builds(lambda prefix, seed: tracking_code.new_code(prefix, random.Random(seed).choice), prefixes, seeds)
saved = st.builds(lambda seed: comeback_code.new_code(random.Random(seed).choice), seeds)
in_any_way = st.sampled_from([str, str.lower, lambda text: text.replace("-", " "), lambda text: text.replace("-", "")])


def bare(code: str) -> str:
    return code.replace("-", "")


def refused(text: str) -> str:
    with pytest.raises(AnswerError) as error:
        read(text)
    assert error.value.code in WORDS
    return error.value.code


@given(sent, in_any_way)
def test_a_tracking_code_is_known_by_itself(code: str, typed: object) -> None:
    assert read(typed(code)) == PaperCode("tracking", code)  # type: ignore[operator]


@given(saved, in_any_way)
def test_a_come_back_code_is_known_by_itself(code: str, typed: object) -> None:
    assert read(typed(code)) == PaperCode("come-back", code)  # type: ignore[operator]


def test_a_scanned_receipt_is_a_tracking_code() -> None:
    assert read("https://track.fairholme.example/t/KK-CJ62-33HA-B") == PaperCode("tracking", "KK-CJ62-33HA-B")


@given(saved)
def test_a_secret_with_one_or_two_symbols_forgotten_is_no_tracking_code(code: str) -> None:
    """Each of the 91 ways to forget them, in whatever way the rest is typed."""
    for length in (12, 11):
        for rest in combinations(bare(code), length):
            refused("".join(rest))


@given(sent, st.integers(1, 2), st.data())
def test_a_tracking_code_with_one_or_two_symbols_too_many_is_no_come_back_code(
    code: str, more: int, data: st.DataObject
) -> None:
    symbols = list(bare(code))
    for _ in range(more):
        symbols.insert(data.draw(st.integers(0, len(symbols))), data.draw(st.sampled_from(ALPHABET)))
    assume(len(symbols) == 13)
    refused("".join(symbols))


def test_even_one_whose_check_symbol_happens_to_be_right_is_no_come_back_code() -> None:
    """One in 29 has; without a look for the tracking code in it, it would be asked for among the saved visits."""
    chance = random.Random(5)
    lucky = 0
    while lucky < 20:
        symbols = bare(tracking_code.new_code("KK4", chance.choice))
        place = chance.randrange(13)
        symbols = symbols[:place] + chance.choice(ALPHABET) + symbols[place:]
        if check_symbol(symbols[:-1]) == symbols[-1]:
            lucky += 1
            assert refused(symbols) == "paper-code-slip"


@given(st.one_of(sent, saved), st.data())
def test_one_wrong_symbol_opens_nothing(code: str, data: st.DataObject) -> None:
    symbols = bare(code)
    place = data.draw(st.integers(0, len(symbols) - 1))
    other = data.draw(st.sampled_from([symbol for symbol in ALPHABET if symbol != symbols[place]]))
    assert refused(symbols[:place] + other + symbols[place + 1 :]) in ("paper-code-check", "paper-code-slip")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        (" - ", "empty"),
        ("7KD4", "short"),
        ("KK-CJ62-33H", "short"),
        ("KK-CJ62-33HA-C", "check"),
        ("KK-CJ62-33HA-BB", "slip"),  # 12 symbols: one too many of 11, or one missing of 13
        ("7KD4-N9WH-3FXR-T", "check"),
        ("7KD4-N9WH-3FXR-TT", "long"),
        ("https://fairholme.example/", "long"),
        ("KK-CJ62-33!A-B", "symbol"),
        ("7KD4-N9WH-3FX!-T", "symbol"),
    ],
)
def test_what_is_wrong_is_said_without_knowing_the_kind(typed: str, reason: str) -> None:
    assert refused(typed) == f"paper-code-{reason}"


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        code = read(typed)
    except AnswerError:
        return
    assert read(code.written) == code


def test_a_code_is_in_nothing_that_a_log_would_print() -> None:
    code = comeback_code.new_code()
    assert repr(read(code)) == "PaperCode(kind='come-back')"
