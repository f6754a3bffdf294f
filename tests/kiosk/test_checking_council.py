"""`kiosk check` on council.toml and the places: each mistake is named with its line and what would be right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from broken_pack import COUNCIL, change, problems_in

from kiosk.checking import check_pack
from kiosk.icon_names import icon_names

PLACES = [
    (
        "streets.csv",
        "Station Road,Fairholme,Northgate,county",
        "Station Road,Fairholme,Northgate,parish",
        "no body 'parish'",
    ),
    ("addresses.csv", "fri,rubbish:b recycling", "fri,glass:b recycling", "no words for the bin 'glass'"),
    ("addresses.csv", ",fri,rubbish", ",someday,rubbish", "'someday' is no day"),
    (COUNCIL, 'streets = ["47000144"', 'streets = ["1"', "no street has the USRN '1'"),
    (COUNCIL, 'contact = "council"', 'contact = "town-hall"', "no contact is called 'town-hall'"),
]


@pytest.mark.parametrize(("file", "old", "new", "what"), PLACES)
def test_streets_addresses_and_what_refers_to_them_are_checked(
    folder: Path, file: str, old: str, new: str, what: str
) -> None:
    line = change(folder / file, old, new)
    found = [problem for problem in problems_in(folder, file) if what in problem.what]
    assert [problem.line for problem in found] == [line]


def test_icons_are_checked_where_they_are_known(folder: Path) -> None:
    line = change(folder / COUNCIL, 'icon = "landmark"', 'icon = "castle"')
    assert check_pack(folder) == []
    found = check_pack(folder, icons=icon_names())
    assert [(problem.line, problem.what) for problem in found] == [(line, "there is no icon 'castle'.")]


COUNCIL_MISTAKES = [
    ("week_a = 2026-11-16", "week_a = 2026-11-18", 0, "2026-11-18 is no Monday. Use the day of any Monday"),
    ("week_a = 2026-11-16", 'week_a = "Monday"', 0, "this is not a day. Write for example `week_a = 2026-11-16`."),
    ("week_a = 2026-11-16", "week_a = 16", 0, "must be a day, not a whole number"),
    ("finish = 18:00:00", 'finish = "six"', 0, "this is not a time of day. Write for example `finish = 18:00:00`."),
    ("limit_working_days = 2", "limit_working_days = 0", 0, "this must be 1 or more"),
    ('country = "england"', 'country = "scotland"', 0, "Use one of: england, wales."),
    ('languages = ["en", "cy"]', 'languages = "en"', 0, 'Write for example `languages = ["words"]`.'),
    ("drama_numbers = true", 'drama_numbers = "true"', 0, "Write for example `drama_numbers = true`."),
    ('label = "Recycling (blue bin)"', 'lable = "Recycling"', 0, "'lable' is not known here. Did you mean 'label'?"),
    ('label = "Recycling (blue bin)"\n', "", -1, "the key 'label' is missing. Add a line such as `label ="),
    ('label = "Recycling (blue bin)"', "label = 5", 0, "must be a text in quotes"),
    ("services = [564]", 'services = ["564"]', 0, "must be a whole number, not a text in quotes"),
    (
        "services = [564]",
        "services = 564",
        0,
        "must be a list, not a whole number. Write for example `services = [1]`.",
    ),
    ("[[bodies]]", "[bodies]", 0, "must be a list, not a table. Write for example `[[bodies]]`."),
    ('hint = "Repairs, rent, somewhere to live"\n', "", -3, "the key 'hint' is missing"),
]


@pytest.mark.parametrize(("old", "new", "after", "said"), COUNCIL_MISTAKES)
def test_a_mistake_in_council_toml_names_line_and_what_would_be_right(
    folder: Path, old: str, new: str, after: int, said: str
) -> None:
    line = change(folder / COUNCIL, old, new)
    [problem] = check_pack(folder)
    assert (problem.file, problem.line) == (folder / COUNCIL, line + after)
    assert said in f"{problem.what} {problem.remedy}"


def test_a_pack_without_journeys_says_where_they_go(folder: Path) -> None:
    shutil.rmtree(folder / "journeys")
    assert "Put a journey file (*.toml) in." in [problem.remedy for problem in check_pack(folder)]
