"""`kiosk check` on what is heard: abbreviations and signs that no voice says as they are meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, COUNCIL, WELSH, change, problems_in

from kiosk.checks.heard import unsaid

FINE = [
    "For example FH1 4QT", "Call 01632 960100 or text 60100", "It looks like FC-7KD4-N9WH-3.", "I get help. A bus.",
    "Open 8–5, 8:30 to 12:45", "£16,000 or £1.50", "Bins & streets", "999bsl.co.uk/help", "name@example.org",
    "Your e-mail and half-term", "It is the 2nd time", "{where.A} is {b}", "L207, 14a", "Mrs O’Brien – our clerk",
]  # fmt: skip
WRONG = [
    ("Get PIP", "PIP"), ("Two PCs", "PCs"), ("B12X and NHS", "NHS"), ("and/or", "and/or"), ("his / her", "his / her"),
    ("your child(ren)", "child(ren)"), ("1 + 1", "+"), ("A * B", "*"), ("Ages 9-11", "-"), ("100%", "%"),
    ("Yes → no", "→"), ("at -5 degrees", "-"), ("Housing…", "…"),
]  # fmt: skip


@pytest.mark.parametrize("text", FINE)
def test_what_voices_say_right_is_left_alone(text: str) -> None:
    assert list(unsaid(text, "en", {})) == []


@pytest.mark.parametrize(("text", "sign"), WRONG)
def test_what_voices_say_wrong_is_named(text: str, sign: str) -> None:
    assert [what for what, _ in unsaid(text, "en", {})] == [f"no voice says {sign!r} as it is meant."]


def test_only_english_voices_know_short_ordinals() -> None:
    assert [what for what, _ in unsaid("yr 2il dro", "cy", {})] == ["no voice says '2il' as it is meant."]


def test_the_line_the_remedy_and_the_spoken_form_that_puts_it_right(folder: Path) -> None:
    line = change(folder / BIN, 'short = "Not emptied"', 'short = "Not emptied (DLA)"')
    [problem] = problems_in(folder, BIN)
    assert problem.line == line
    assert '`[spoken.en]`, then `DLA = "…"`' in problem.remedy
    change(folder / COUNCIL, "[collections]", '[spoken.en]\nDLA = "D L A"\n\n[collections]')
    assert problems_in(folder, BIN) == []


def test_a_translation_needs_its_own_spoken_form(folder: Path) -> None:
    change(folder / COUNCIL, "[collections]", '[spoken.en]\nLBA = "L B A"\n\n[collections]')
    line = change(folder / WELSH, "Llinell argyfwng y cyngor", "LBA y cyngor")
    assert [(problem.line, "'LBA'" in problem.what) for problem in problems_in(folder, WELSH)] == [(line - 1, True)]
