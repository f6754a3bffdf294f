"""Pages that several journeys share: written once, asked in each, and every mistake named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.checking import check_pack
from kiosk.errors import ConfigError
from kiosk.journey import load_journey, read_journey

SWING = "journeys/swing.toml"
HEAD = """id = "swing"
version = 1
title = "Report a broken swing"
topic = "streets-and-parks"
contact_type = "CM004"
service = 582
interaction = 17
minutes = 2
need = ["The name of the park"]
privacy = ["One.", "Two.", "Three."]
standard = { working_days = 10 }

[[next]]
dated = "We will look at it by {due}."
undated = "We will look at it within {standard} of the council getting this."

[[page]]
id = "park"
kind = "text"
ask = "Which park is it in?"
short = "Park"

"""
USE = '[[page]]\nuse = "name"\n'
NAME = """# Shared.

[[page]]
id = "contact"
kind = "yes_no"
ask = "May we ask you more?"
short = "May ask"

[[page]]
id = "name"
kind = "name"
when = { contact = { is = "yes" } }
ask = "What is your name?"
short = "Name"
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    for name in ("journeys", "pages"):
        (tmp_path / name).mkdir()
    (tmp_path / SWING).write_text(HEAD + USE, encoding="utf-8")
    (tmp_path / "pages" / "name.toml").write_text(NAME, encoding="utf-8")
    return tmp_path


def refused(pack: Path, journey: str = HEAD + USE, shared: str = NAME) -> ConfigError:
    (pack / SWING).write_text(journey, encoding="utf-8")
    (pack / "pages" / "name.toml").write_text(shared, encoding="utf-8")
    with pytest.raises(ConfigError) as found:
        load_journey(pack / SWING)
    return found.value


def test_shared_pages_stand_where_they_are_used(pack: Path) -> None:
    journey, origins = read_journey(pack / SWING)
    assert [page.id for page in journey.page] == ["park", "contact", "name"]
    assert [origin.file.name for origin in origins] == ["swing.toml", "name.toml", "name.toml"]
    assert [origin.line("ask") for origin in origins] == [20, 6, 13]


def test_a_condition_of_the_use_holds_besides_their_own(pack: Path) -> None:
    use = USE + 'when = { park = { is = "given" } }\n'
    (pack / SWING).write_text(HEAD + use, encoding="utf-8")
    _, contact, name = load_journey(pack / SWING).page
    assert contact.when == {"park": {"is": "given"}}
    assert name.when == {"all": [{"park": {"is": "given"}}, {"contact": {"is": "yes"}}]}


@pytest.mark.parametrize(
    ("use", "line", "problem", "remedy"),
    [
        ('[[page]]\nuse = "nome"\n', 24, "no shared pages are called 'nome'", "Use one of: name."),
        (USE + 'ask = "Who are you?"\n', 24, "no other key but `when`", "in place of `use`"),
        (USE + USE, 4, "two pages are called 'contact'", "Give each its own id."),
        (USE + '[[page]]\nkind = "text"\nask = "What?"\n', 25, "the key 'id' is missing", "Add a line such as"),
    ],
)
def test_a_wrong_use_is_told(pack: Path, use: str, line: int, problem: str, remedy: str) -> None:
    error = refused(pack, HEAD + use)
    assert error.line == line
    assert problem in error.problem
    assert remedy in error.remedy


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('kind = "yes_no"', 'kind = "yes-no"', 5, "is not among what may stand here"),
        ('ask = "What is your name?"\n', "", 9, "the key 'ask' is missing"),
        ('short = "Name"\n', "", 9, "has no label for the check page"),
        ("# Shared.\n", '[[page]]\nuse = "name"\n', 2, "shared pages use no others"),
        ('{ contact = { is = "yes" } }', '{ contact = "yes" }', 12, "needs a comparison"),
    ],
)
def test_a_mistake_in_shared_pages_is_told_at_their_own_line(
    pack: Path, old: str, new: str, line: int, problem: str
) -> None:
    assert old in NAME
    error = refused(pack, shared=NAME.replace(old, new))
    assert (Path(error.file).name, error.line) == ("name.toml", line)
    assert problem in error.problem


def test_without_any_shared_pages_the_folder_is_named(pack: Path) -> None:
    (pack / "pages" / "name.toml").unlink()
    with pytest.raises(ConfigError, match=r"Put name\.toml into"):
        load_journey(pack / SWING)


def test_check_names_a_mistake_once_however_many_use_it_and_pages_that_nobody_uses(folder: Path) -> None:
    shared = folder / "pages" / "your-name.toml"
    shared.write_text(shared.read_text("utf-8").replace('"email", ', '"post", '), encoding="utf-8")
    (folder / "pages" / "spare.toml").write_text(NAME, encoding="utf-8")
    found = [problem for problem in check_pack(folder) if problem.file.parent.name == "pages"]
    assert [(problem.file.name, problem.what) for problem in found] == [
        ("spare.toml", "no journey uses these pages."),
        ("your-name.toml", "page 'name': 'contact' is never 'post'."),
    ]
