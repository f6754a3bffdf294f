from __future__ import annotations

import pytest

from kiosk.receipt import Line, Receipt
from printer.text_receipt import as_text


def test_a_receipt_reads_as_lines_no_wider_than_the_paper_but_for_the_address(english: Receipt) -> None:
    found = as_text(english, 32).splitlines()
    assert [line for line in found if len(line) > 32] == ["https://kiosk.example.org/t/KK-4T7X-M2PC-W"]
    assert found[0] == "Northwick Borough Council"
    assert "-" * 32 in found


def test_the_code_stands_in_the_middle(english: Receipt) -> None:
    assert f"{'KK-4T7X-M2PC-W':^48}".rstrip() in as_text(english).splitlines()


@pytest.mark.parametrize("style", ["heading", "bold", "small", "normal"])
def test_every_text_style_is_wrapped_to_the_same_columns(style: str) -> None:
    receipt = Receipt([Line("word " * 30, style)])  # type: ignore[arg-type]
    assert max(map(len, as_text(receipt, 48).splitlines())) <= 48


def test_every_letter_stays(welsh: Receipt) -> None:
    text = " ".join(as_text(welsh).split())
    for line in welsh.lines:
        assert line.text in text
