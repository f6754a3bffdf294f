"""`kiosk check` on the words in other languages: none is missing, guessed, or left in English."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, COUNCIL, WELSH, change

from kiosk.checking import check_pack

TRANSLATIONS = [
    ('msgstr "Biniau ac ailgylchu"', 'msgstr ""', "'Bins and recycling' has no Cymraeg words.", "Translate it."),
    ('msgstr "Biniau ac ailgylchu"', 'msgstr "Bins and recycling"', "are the English ones.", "same-in-welsh.txt"),
    (
        "Y diwrnod casglu yw {day}.",
        "Y diwrnod casglu yw {dydd}.",
        "other placeholders",
        "Keep these as they are: {day}",
    ),
    (
        'msgid "Bins and recycling"',
        '#, fuzzy\nmsgid "Bins and recycling"',
        "only a guess",
        "take the `fuzzy` mark away",
    ),
]


@pytest.mark.parametrize(("old", "new", "what", "remedy"), TRANSLATIONS)
def test_every_text_has_its_welsh(folder: Path, old: str, new: str, what: str, remedy: str) -> None:
    change(folder / WELSH, old, new)
    [problem] = check_pack(folder)
    assert problem.file == folder / WELSH
    assert what in problem.what
    assert remedy in problem.remedy
    lines = (folder / WELSH).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].startswith("msgid")


def test_a_word_that_is_the_same_in_both_languages_may_be_listed(folder: Path) -> None:
    change(folder / WELSH, 'msgstr "Biniau ac ailgylchu"', 'msgstr "Bins and recycling"')
    (folder / "locale" / "same-in-welsh.txt").write_text("# ours\nBins and recycling\n", encoding="utf-8")
    assert check_pack(folder) == []


def test_a_missing_or_broken_catalogue_is_named(folder: Path) -> None:
    (folder / WELSH).write_text("not a catalogue\n", encoding="utf-8")
    assert ["cannot be read" in problem.what for problem in check_pack(folder)] == [True]
    (folder / WELSH).unlink()
    assert [str(problem) for problem in check_pack(folder)] == [
        f"{folder / WELSH}: the words in Cymraeg are missing. Put a gettext catalogue there."
    ]


def test_a_journey_in_english_only_needs_no_welsh(folder: Path) -> None:
    change(folder / BIN, 'ask = "', 'ask = "New words: ')
    assert [problem.file for problem in check_pack(folder)] == [folder / WELSH]
    change(folder / BIN, "service = 524", 'service = 524\nlanguages = ["en"]')
    assert check_pack(folder) == []


def test_an_english_council_needs_no_languages_in_its_journeys(folder: Path) -> None:
    change(folder / COUNCIL, 'languages = ["en", "cy"]', 'languages = ["en"]')
    (folder / WELSH).unlink()
    assert check_pack(folder) == []
