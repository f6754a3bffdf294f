"""What `kiosk check` says of a journey that is to stand apart and asks for what could tell whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import change, problems_in
from part_of_the_council import part_of_the_council

ABOUT_YOU = "journeys/equality-monitoring.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return part_of_the_council(tmp_path / "pack", ("add-or-correct", "equality-monitoring", "missed-bin", "take-back"))


def test_as_it_is_nothing_is_wrong(folder: Path) -> None:
    assert problems_in(folder, ABOUT_YOU) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("apart = true\n", 'apart = true\nidentity = "contact"\n', "no `identity`"),
        ("apart = true\n", "apart = true\nsensitive = true\n", "no `sensitive`"),
        ("apart = true\n", "attachments = 1\napart = true\n", "no `attachments`"),
        ("optional = true\n", "", "may be left unanswered"),
        ('short = "Sex"\n', 'short = "Sex"\ncarries = "sex"\n', "nothing is offered"),
    ],
)
def test_each_key_that_could_tell_whose_it_is_is_named(folder: Path, old: str, new: str, said: str) -> None:
    change(folder / ABOUT_YOU, old, new)
    assert said in " ".join(problem.what for problem in problems_in(folder, ABOUT_YOU))


def test_a_page_for_words_of_ones_own_is_refused_with_its_line(folder: Path) -> None:
    page = '[[page]]\nid = "own-words"\nkind = "text"\nask = "Anything else?"\nshort = "Else"\noptional = true\n\n'
    line = change(folder / ABOUT_YOU, '[[page]]\nid = "sex"', f'{page}[[page]]\nid = "sex"')
    [found] = [problem for problem in problems_in(folder, ABOUT_YOU) if "of the kind" in problem.what]
    assert found.line == line + 2
    assert "'text'" in found.what
