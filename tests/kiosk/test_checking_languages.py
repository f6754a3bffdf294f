"""`kiosk check` on further languages, and on the way to an interpreter."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken_pack import COUNCIL, change
from part_of_the_council import JOURNEYS, part_of_the_council

from kiosk.checking import check_pack
from kiosk.council_pack import DEMO_COUNCIL

INTERPRETER = """
[interpreter]
journey = "interpreter"
page = "spoken-language"
given = { for-whom = "self", need-what = "spoken" }

[interpreter.languages]
so = "somali"
"""


@pytest.fixture
def further(folder: Path) -> Path:
    """A small pack in which one journey has Polish words."""
    change(folder / COUNCIL, "contact = ", 'further_languages = ["pl"]\ncontact = ')
    change(folder / "journeys/missed-bin.toml", "service = ", 'languages = ["en", "cy", "pl"]\nservice = ')
    for name in ("council", "journeys/missed-bin", "pages/how-to-reach-you", "pages/your-name", "pages/where-to-write"):
        copy = folder / "locale" / "pl" / f"{name}.po"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO_COUNCIL / "locale" / "pl" / f"{name}.po", copy)
    return folder


def test_a_further_language_needs_words_for_the_council_and_the_journeys_that_name_it(further: Path) -> None:
    assert check_pack(further) == []
    change(further / "locale/pl/journeys/missed-bin.po", 'msgstr "Wystawione na czas"', 'msgstr ""')
    [problem] = check_pack(further)
    assert problem.file == further / "locale/pl/journeys/missed-bin.po"
    assert "has no Polski words" in problem.what


def test_what_is_no_language_is_told_with_its_line(further: Path) -> None:
    line = change(further / COUNCIL, 'further_languages = ["pl"]', 'further_languages = ["pl", "klingon"]')
    [problem] = check_pack(further)
    assert (problem.file, problem.line) == (further / COUNCIL, line)
    assert "'klingon' is no language." in problem.what


def test_a_journey_names_only_languages_of_the_council(further: Path) -> None:
    change(further / "journeys/missed-bin.toml", '"pl"]', '"pl", "ar"]')
    [problem] = check_pack(further)
    assert problem.what == "the council has no language 'ar'."
    assert problem.remedy == "Use one of: en, cy, pl."


@pytest.fixture
def asked(tmp_path: Path) -> Path:
    """A small pack from which an interpreter can be asked for."""
    folder = part_of_the_council(tmp_path / "pack", [*JOURNEYS, "interpreter"])
    with (folder / COUNCIL).open("a", encoding="utf-8") as file:
        file.write(INTERPRETER)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ('journey = "interpreter"', 'journey = "interpreters"', "there is no journey 'interpreters'.", "interpreter"),
        ('page = "spoken-language"', 'page = "language"', "has no choice 'language'.", "spoken-language"),
        ('for-whom = "self", ', 'whom = "self", ', "has no choice 'whom'.", "for-whom"),
        ('need-what = "spoken"', 'need-what = "talk"', "'need-what' has no option 'talk'.", "signing"),
        ('so = "somali"', 'so = "somalian"', "'spoken-language' has no option 'somalian'.", "somali"),
        ('so = "somali"', 'de = "other"', "the kiosk has no words to say so in 'de'.", "so, ur"),
    ],
)
def test_the_way_to_an_interpreter_leads_there(asked: Path, old: str, new: str, what: str, remedy: str) -> None:
    assert check_pack(asked) == []
    line = change(asked / COUNCIL, old, new)
    [problem] = check_pack(asked)
    assert (problem.file, problem.line) == (asked / COUNCIL, line)
    assert what in problem.what
    assert remedy in problem.remedy
