"""What a stranger wrote never speaks to a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.printable import printable, printable_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0f3a.sub", "0f3a.sub"),
        ("Mair Llŷr", "Mair Llŷr"),
        ("a\x1b[2Jb", "a?[2Jb"),
        ("a\nhub: all is well", "a?hub: all is well"),
        ("a\udcffb", "a?b"),
        ("a\u202egpj.b", "a?gpj.b"),
        ("", ""),
    ],
)
def test_signs_that_cannot_be_printed_are_replaced(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_only_a_text_of_several_lines_keeps_them() -> None:
    assert printable_lines("one\ntwo\x1b[2J\r") == "one\ntwo?[2J?"


@given(st.text())
def test_every_text_can_be_printed_and_encoded(text: str) -> None:
    assert printable(text).isprintable()
    printable(text).encode()
    assert len(printable(text)) == len(text)
