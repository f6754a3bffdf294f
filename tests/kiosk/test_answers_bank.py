"""Bank details: sort codes and account numbers in every way of writing, names and roll numbers."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation
from council_numbers import with_numbers

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.council_pack import CouncilPack


@pytest.fixture
def where(pack: CouncilPack) -> Situation:
    return situation(with_numbers(pack))


BANK = {"name": "Mair Jones", "sort_code": "123456", "account": "12345678"}
SORT_CODES = [
    "123456", "12-34-56", "12 34 56", "12.34.56", " 123456 ", "12–34–56", "1 2 3 4 5 6", "١٢٣٤٥٦", "l23456", "I2-34-56",
    "１２３４５６", "12 - 34 - 56", "1234 56", "123-456",
]  # fmt: skip
ACCOUNTS = [
    "12345678", "1234 5678", "1234-5678", " 12345678 ", "12 34 56 78", "1.2.3.4.5.6.7.8", "l2345678", "١٢٣٤٥٦٧٨",
    "１２３４５６７８", "123456 78", "12345 678", "I2345678",
]  # fmt: skip


@pytest.mark.parametrize("typed", SORT_CODES)
def test_sort_codes_in_every_way(where: Situation, typed: str) -> None:
    assert KINDS["bank"].tidy({**BANK, "sort_code": typed}, page("bank"), where) == BANK


@pytest.mark.parametrize("typed", ACCOUNTS)
def test_account_numbers_in_every_way(where: Situation, typed: str) -> None:
    assert KINDS["bank"].tidy({**BANK, "account": typed}, page("bank"), where) == BANK


@pytest.mark.parametrize(("typed", "kept"), [("1234567", "01234567"), ("123456", "00123456"), ("00123456", "00123456")])
def test_short_account_numbers_get_their_noughts(where: Situation, typed: str, kept: str) -> None:
    assert KINDS["bank"].tidy({**BANK, "account": typed}, page("bank"), where) == {**BANK, "account": kept}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Mair Jones", "Mair Jones"), ("  Mair   Jones ", "Mair Jones"), ("MR M JONES & MRS S JONES",) * 2,
        ("Llw\u0302r", "Llŵr"), ("王小明",) * 2, ("X",) * 2, ("x" * 120,) * 2,
    ],
)  # fmt: skip
def test_names_on_accounts(where: Situation, name: str, kept: str) -> None:
    assert KINDS["bank"].tidy({**BANK, "name": name}, page("bank"), where) == {**BANK, "name": kept}


@pytest.mark.parametrize("roll", ["A/12345-6", "1234567890", "ABC 123", "x" * 18])
def test_a_roll_number_is_kept(where: Situation, roll: str) -> None:
    assert KINDS["bank"].tidy({**BANK, "roll": roll}, page("bank"), where) == {**BANK, "roll": roll.upper()}


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"name": ""}, "bank-name", "name"), ({"name": "  "}, "bank-name", "name"),
        ({"name": "x" * 121}, "text-long", "name"),
        ({"sort_code": ""}, "bank-sort-empty", "sort_code"), ({"sort_code": " - "}, "bank-sort-empty", "sort_code"),
        *[({"sort_code": typed}, "bank-sort-wrong", "sort_code") for typed in (
            "12345", "1234567", "000000", "111111", "00-00-00", "99-99-99", "ABCDEF", "12-34-5X", "12/34/56",
            "12,34,56", "1",
            "x" * 400, "none", "½23456", "12345678",
        )],
        ({"account": ""}, "bank-account-empty", "account"), ({"account": "--"}, "bank-account-empty", "account"),
        *[({"account": typed}, "bank-account-wrong", "account") for typed in (
            "12345", "123456789", "00000000", "11111111", "222222", "ABCDEFGH", "1234567X", "12345678/1", "1,2345678",
            "1",
            "GB82 WEST 1234 5698 7654 32", "x" * 400, "none", "1234567½",
        )],
        ({"roll": "x" * 19}, "bank-roll", "roll"), ({"roll": "äbc"}, "bank-roll", "roll"),
        ({"roll": "a_b"}, "bank-roll", "roll"),
        ({"roll": "a;b"}, "bank-roll", "roll"),
    ],
)  # fmt: skip
def test_bank_details_that_are_refused(where: Situation, change: dict[str, str], code: str, at: str) -> None:
    error = refused("bank", {**BANK, **change}, where)
    assert (error.code, error.values["at"]) == (code, at)


@pytest.mark.parametrize(
    "raw", [None, 5, ["a"], {"iban": "x"}, {**BANK, "more": "x"}, {**BANK, "name": ["x"]}, "12345678"]
)
def test_what_is_no_bank_account_is_refused(where: Situation, raw: Any) -> None:
    assert refused("bank", raw, where).code == "wrong-shape"
