"""`kiosk check` on the words: what residents would not understand, in English and in Welsh."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, BIN_IN_WELSH, COUNCIL, WELSH, change, problems_in

from kiosk.checking import check_pack

LONG = "We come on the day " + "and the day after that " * 5 + "if we can."

HARD = [
    (BIN, 'short = "Not emptied"', 'short = "Refuse not emptied"', "only offices say 'Refuse'", "rubbish"),
    (BIN, 'hint = "They leave one', 'hint = "The operatives deposit one prior to departure when they', "'prior to'",
     "before"),
    (BIN, '"You do not have to give your name."', f'"{LONG}"', "a sentence has 33 words", "Make two of it"),
    (COUNCIL, 'hint = "Lights, holes, drains, rubbish"', 'hint = "Defects of luminaires"', "'Defects'",
     "what is broken"),
    ("pages/your-name.toml", 'hint = "You can leave', 'hint = "You can, notwithstanding, leave', "notwithstanding",
     "even if"),
    (WELSH, 'msgid "Repairs, rent, somewhere to live"\nmsgstr "Atgyweirio',
     'msgid "Repairs, rent, somewhere to live"\nmsgstr "Esemptiadau', "'Esemptiadau'", "does dim rhaid"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "what", "remedy"), HARD)
def test_hard_words_are_named_with_their_line(
    folder: Path, file: str, old: str, new: str, what: str, remedy: str
) -> None:
    line = change(folder / file, old, new)
    found = [problem for problem in problems_in(folder, file) if what in problem.what]
    assert [problem.line for problem in found] == [line]
    assert remedy in found[0].remedy


def test_names_of_the_council_and_of_contact_cards_are_what_they_are(folder: Path) -> None:
    change(folder / COUNCIL, 'name = "Council emergency line"', 'name = "Highways refuse line"')
    assert problems_in(folder, COUNCIL) == []


def test_names_that_people_must_know_may_be_listed(folder: Path) -> None:
    change(folder / BIN, 'short = "Not emptied"', 'short = "Disregard Exempt House"')
    assert len(problems_in(folder, BIN)) == 2
    change(folder / COUNCIL, "see_someone = [", 'plain = ["Disregard Exempt House"]\nsee_someone = [')
    assert problems_in(folder, BIN) == []


def test_a_file_that_needs_an_older_reader_is_told_at_its_hardest_words(folder: Path) -> None:
    path = folder / BIN
    hard = "Municipal operatives periodically inspect residential receiving equipment."
    text = path.read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith(("ask = ", "dated = ", "after = ", "undated = ")):
            text = text.replace(line, f'{line.partition(" = ")[0]} = "{hard}"', 1)
    path.write_text(text, encoding="utf-8")
    found = [problem for problem in problems_in(folder, BIN) if "need a reader of" in problem.what]
    assert len(found) == 1
    assert hard in text.splitlines()[found[0].line - 1]


def test_content_that_comes_from_the_hub_is_not_read_for_its_style(folder: Path) -> None:
    change(folder / BIN, 'short = "Not emptied"', 'short = "Refuse not emptied"')
    change(folder / BIN_IN_WELSH, 'msgid "Not emptied"', 'msgid "Refuse not emptied"')
    assert len(check_pack(folder)) == 1
    assert check_pack(folder, depth="sound") == []
