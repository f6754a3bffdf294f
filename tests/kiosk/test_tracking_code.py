import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import AnswerError
from kiosk.tracking_code import ALPHABET, check_symbol, new_code, new_prefix, read, shown, stands_in

prefixes = st.from_regex(r"[BCDFGHJKLMNPRTVWX]{2}[2-9]?", fullmatch=True)


def _code(prefix: str, seed: int) -> str:
    return new_code(prefix, random.Random(seed).choice)


codes = st.builds(_code, prefixes, st.integers(0, 10**9))


def _bare(code: str) -> str:
    return code.replace("-", "")


@given(codes)
def test_a_code_reads_back_as_itself(code: str) -> None:
    assert read(code) == code


@given(codes, st.sampled_from(["", " ", "-", "–", ".", "_", "  "]), st.booleans(), st.booleans())
def test_case_spaces_and_dashes_do_not_matter(code: str, between: str, lower: bool, around: bool) -> None:
    typed = between.join(_bare(code))
    typed = typed.lower() if lower else typed
    assert read(f"  {typed}\n" if around else typed) == code


@given(codes, st.data())
def test_one_wrong_symbol_is_always_refused(code: str, data: st.DataObject) -> None:
    symbols = _bare(code)
    place = data.draw(st.integers(0, len(symbols) - 1))
    other = data.draw(st.sampled_from([symbol for symbol in ALPHABET if symbol != symbols[place]]))
    with pytest.raises(AnswerError) as error:
        read(symbols[:place] + other + symbols[place + 1 :])
    assert error.value.code == "code-check"


@given(codes, st.data())
def test_any_two_symbols_swapped_are_refused(code: str, data: st.DataObject) -> None:
    symbols = list(_bare(code))
    first = data.draw(st.integers(0, len(symbols) - 2))
    second = data.draw(st.integers(first + 1, len(symbols) - 1))
    if symbols[first] == symbols[second]:
        return
    symbols[first], symbols[second] = symbols[second], symbols[first]
    with pytest.raises(AnswerError, match="code-check"):
        read("".join(symbols))


@pytest.mark.parametrize(
    "address",
    [
        "https://fairholme.example/track/{}",
        "HTTPS://FAIRHOLME.EXAMPLE/TRACK/{}/",
        "https://fairholme.example/t/{}?from=receipt",
        "http://127.0.0.1:8000/{}#top",
        "fairholme.example/{}",
    ],
)
def test_a_scanned_address_gives_its_code(address: str) -> None:
    code = _code("KK", 7)
    assert read(address.format(code)) == code


@pytest.mark.parametrize(
    ("typed", "meant"), [("0", "D"), ("O", "D"), ("Q", "D"), ("1", "L"), ("I", "L"), ("Z", "2"), ("S", "5")]
)
def test_symbols_that_look_like_others_are_forgiven(typed: str, meant: str) -> None:
    body = f"KK{meant}2345678"[:10]
    code = shown(body + check_symbol(body))
    assert read(_bare(code).replace(meant, typed, 1)) == code


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "code-empty"), ("   ", "code-empty"), ("---", "code-empty"), ("https://fairholme.example/", "code-length"),
        ("KK", "code-length"), ("KK-2345-6789", "code-length"), ("KK-2345-6789-22-2", "code-length"),
        ("KK-2345-678é-2", "code-symbol"), ("KK-2345-678!-2", "code-symbol"), ("😀K-2345-6789-2", "code-symbol"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_code_is_said(typed: str, reason: str) -> None:
    with pytest.raises(AnswerError) as error:
        read(typed)
    assert error.value.code == reason


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    try:
        code = read(typed)
    except AnswerError:
        return
    assert read(code) == code


@given(codes, st.data())
def test_what_has_a_letter_where_every_code_has_a_digit_is_refused(code: str, data: st.DataObject) -> None:
    symbols = list(_bare(code)[:-1])
    place = data.draw(st.sampled_from([len(symbols) - 6, len(symbols) - 3, *([2] if len(symbols) == 11 else [])]))
    symbols[place] = data.draw(st.sampled_from("BCDF"))
    with pytest.raises(AnswerError, match="code-check"):
        read("".join(symbols) + check_symbol("".join(symbols)))


@given(codes, st.data())
def test_a_code_is_seen_where_a_symbol_or_two_are_too_many(code: str, data: st.DataObject) -> None:
    symbols = list(_bare(code))
    for _ in range(data.draw(st.integers(1, 2))):
        symbols.insert(data.draw(st.integers(0, len(symbols))), data.draw(st.sampled_from(ALPHABET)))
    assert stands_in("".join(symbols))


@given(codes)
def test_every_third_symbol_of_the_body_is_a_digit(code: str) -> None:
    body = _bare(code)[-9:-1]
    assert body[2].isdigit()
    assert body[5].isdigit()


def test_prefixes_are_never_given_twice_and_grow_to_three_symbols() -> None:
    taken: set[str] = set()
    chance = random.Random(3)
    lengths = []
    for _ in range(620):
        prefix = new_prefix(taken, chance.choice)
        assert prefix not in taken
        taken.add(prefix)
        lengths.append(len(prefix))
    assert set(lengths) == {2, 3}
    assert lengths == sorted(lengths)
