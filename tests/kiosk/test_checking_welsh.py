"""`kiosk check` on the words in other languages: none is missing, guessed, or left in English."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken_pack import BIN, BIN_IN_WELSH, COUNCIL, WELSH, change

from kiosk.checking import check_pack

TRANSLATIONS = [
    (
        'msgstr "Llinell argyfwng y cyngor"',
        'msgstr ""',
        "'Council emergency line' has no Cymraeg words.",
        "Translate it.",
    ),
    (
        'msgstr "Llinell argyfwng y cyngor"',
        'msgstr "Council emergency line"',
        "are the English ones.",
        "same-in-welsh.txt",
    ),
    (
        'msgid "Council emergency line"',
        '#, fuzzy\nmsgid "Council emergency line"',
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


QUESTION = 'msgctxt "Was it out by 6 in the morning?"\nmsgid '


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'{QUESTION}"Yes"\nmsgstr "Oedd"', f'{QUESTION}"Yes"\nmsgstr ""'),
        (f'{QUESTION}"Yes"\nmsgstr "Oedd"', f'#, fuzzy\n{QUESTION}"Yes"\nmsgstr "Oedd"'),
        (f'{QUESTION}"No"\nmsgstr "Nac oedd"', f'{QUESTION}"No"\nmsgstr ""'),
        (f'{QUESTION}"No"\nmsgstr "Nac oedd"\n', ""),
    ],
)
def test_a_question_without_a_yes_and_no_of_its_own_is_told_once(folder: Path, old: str, new: str) -> None:
    change(folder / BIN_IN_WELSH, old, new)
    [problem] = check_pack(folder)
    assert problem.file == folder / BIN_IN_WELSH
    assert problem.what == "'Was it out by 6 in the morning?' has no Cymraeg yes and no of its own."
    assert "as people answer this question" in problem.remedy
    lines = (folder / BIN_IN_WELSH).read_text(encoding="utf-8").splitlines()
    assert not new or lines[problem.line - 1].startswith("msgid")
    assert check_pack(folder, depth="sound") == [], "the plain words stand in: a kiosk takes the pack all the same"


def test_a_yes_that_differs_between_catalogues_names_its_question(folder: Path) -> None:
    with (folder / WELSH).open("a", encoding="utf-8") as catalogue:
        catalogue.write(f'\n{QUESTION}"Yes"\nmsgstr "Ie"\n')
    [problem] = check_pack(folder)
    assert "the Cymraeg words of 'Yes' to 'Was it out by 6 in the morning?' differ from those in" in problem.what


def test_a_placeholder_is_kept_as_it_is(folder: Path) -> None:
    line = change(folder / BIN_IN_WELSH, "Y diwrnod casglu yw {day}.", "Y diwrnod casglu yw {dydd}.")
    [problem] = check_pack(folder)
    assert (problem.file, problem.line) == (folder / BIN_IN_WELSH, line - 1)
    assert "other placeholders" in problem.what
    assert "Keep these as they are: {day}" in problem.remedy


def test_a_text_in_two_catalogues_has_one_translation(folder: Path) -> None:
    line = change(folder / "locale/cy/journeys/take-back.po", 'msgstr "Enw"', 'msgstr "Yr enw"')
    [problem] = check_pack(folder)
    assert (problem.file, problem.line) == (folder / "locale/cy/journeys/take-back.po", line - 1)
    assert problem.what == "the Cymraeg words of 'Name' differ from those in cy/journeys/add-or-correct.po."


def test_a_text_translated_in_another_catalogue_is_translated(folder: Path) -> None:
    change(folder / "locale/cy/journeys/take-back.po", 'msgstr "Enw"', 'msgstr ""')
    assert check_pack(folder) == []


def test_all_words_may_stand_in_one_catalogue(folder: Path) -> None:
    whole = [path.read_text("utf-8") for path in sorted((folder / "locale" / "cy").rglob("*.po"))]
    head, entries = whole[0].split("\n\n", 1)
    seen: dict[str, str] = {}
    for entry in "\n\n".join([entries, *(text.split("\n\n", 1)[1] for text in whole[1:])]).split("\n\n"):
        seen.setdefault(entry[entry.index("msg") : entry.index("msgstr")], entry.strip())
    shutil.rmtree(folder / "locale" / "cy")
    one = folder / "locale" / "cy.po"
    one.write_text("\n\n".join([head, *seen.values()]) + "\n", encoding="utf-8")
    assert check_pack(folder) == []
    change(one, 'msgstr "Llinell argyfwng y cyngor"', 'msgstr ""')
    assert [problem.file for problem in check_pack(folder)] == [one]


def test_a_word_that_is_the_same_in_both_languages_may_be_listed(folder: Path) -> None:
    change(folder / WELSH, 'msgstr "Llinell argyfwng y cyngor"', 'msgstr "Council emergency line"')
    with (folder / "locale" / "same-in-welsh.txt").open("a", encoding="utf-8") as same:
        same.write("# ours\nCouncil emergency line\n")
    assert check_pack(folder) == []


def test_words_that_the_kiosk_itself_says_otherwise_would_be_seen_on_its_own_screens_too(folder: Path) -> None:
    with (folder / WELSH).open("a", encoding="utf-8") as catalogue:
        catalogue.write('\nmsgid "Back"\nmsgstr "Cefn"\n')
    line = len((folder / WELSH).read_text("utf-8").splitlines()) - 1
    assert [str(problem) for problem in check_pack(folder)] == [
        f"{folder / WELSH}:{line}: the kiosk itself says 'Back' in Cymraeg as 'Yn ôl'. "
        "Say it so here, or give the text other English words."
    ]


def test_a_missing_or_broken_catalogue_is_named(folder: Path) -> None:
    (folder / WELSH).write_text("not a catalogue\n", encoding="utf-8")
    assert ["cannot be read" in problem.what for problem in check_pack(folder)] == [True]
    shutil.rmtree(folder / "locale" / "cy")
    assert [str(problem) for problem in check_pack(folder)] == [
        f"{folder / 'locale' / 'cy.po'}: the words in Cymraeg are missing. Put a gettext catalogue there."
    ]


def test_a_journey_in_english_only_needs_no_welsh(folder: Path) -> None:
    change(folder / BIN, 'ask = "', 'ask = "New words: ')
    assert [problem.file for problem in check_pack(folder)] == [folder / BIN_IN_WELSH]
    change(folder / BIN, "service = 524", 'service = 524\nlanguages = ["en"]')
    assert check_pack(folder) == []


def test_an_english_council_needs_no_languages_in_its_journeys(folder: Path) -> None:
    change(folder / COUNCIL, 'languages = ["en", "cy"]', 'languages = ["en"]')
    shutil.rmtree(folder / "locale" / "cy")
    for article in (folder / "articles").glob("*.cy.md"):
        article.unlink()
    words = folder / "words" / "synonyms.csv"
    kept = [line for line in words.read_text("utf-8").splitlines() if not line.endswith(",cy")]
    words.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert check_pack(folder) == []
