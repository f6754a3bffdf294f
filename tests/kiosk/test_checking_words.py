"""`kiosk check` on the words: what residents would not understand, in English and in Welsh."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, BIN_IN_WELSH, COUNCIL, WELSH, change, problems_in

from kiosk.checking import check_pack
from kiosk.pack_texts import pack_texts
from kiosk.reading_age import reading_age

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
    found = [problem for problem in problems_in(folder, BIN) if "of this file need a reader of" in problem.what]
    told = {problem.what.partition(" need ")[0]: problem for problem in found}
    assert set(told) == {"the words of this file", "the easy words of this file"}
    assert "; 11 is the most" in told["the words of this file"].what
    assert "; 8 is the most" in told["the easy words of this file"].what
    assert all(hard in text.splitlines()[problem.line - 1] for problem in found)


def test_easy_words_do_not_make_the_other_words_of_a_file_look_easier(folder: Path) -> None:
    texts = pack_texts(folder, [folder / BIN])
    usual = [item for item in texts if item.file == Path(BIN) and not item.easy]
    easy = [item for item in texts if item.file == Path(BIN) and item.easy]
    assert {"What did we not take?", "We keep this for one year."} <= {item.text for item in easy}
    assert {"Which bins or bags were not emptied?"} <= {item.text for item in usual}
    younger, older = (reading_age([item.text for item in items]) for items in (easy, usual))
    assert younger is not None
    assert older is not None
    assert younger < older


def test_long_easy_sentences_in_welsh_are_named(folder: Path) -> None:
    long = "Ble mae’r bin " + "ac un arall " * 5
    change(folder / BIN_IN_WELSH, 'msgstr "Ble mae’r bin?"', f'msgstr "{long.strip()}?"')
    assert any("a sentence in easy words has 1" in problem.what for problem in problems_in(folder, BIN_IN_WELSH))


def test_content_that_comes_from_the_hub_is_not_read_for_its_style(folder: Path) -> None:
    change(folder / BIN, 'short = "Not emptied"', 'short = "Refuse not emptied"')
    change(folder / BIN_IN_WELSH, 'msgid "Not emptied"', 'msgid "Refuse not emptied"')
    assert len(check_pack(folder)) == 1
    assert check_pack(folder, depth="sound") == []
