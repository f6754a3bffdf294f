"""`kiosk check` names what is wrong with articles and lists, by file and line."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from kiosk.articles.check import check_articles
from kiosk.council_pack import DEMO_COUNCIL, load_council
from kiosk.problems import Problem

EN, CY = "articles/bin-days.en.md", "articles/bin-days.cy.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copytree(DEMO_COUNCIL, tmp_path / "pack")


def problems(folder: Path) -> list[Problem]:
    journeys = [path.stem for path in (folder / "journeys").glob("*.toml")]
    return list(check_articles(folder, load_council(folder), journeys))


def test_the_demo_council_has_nothing_wrong(folder: Path) -> None:
    assert problems(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "what"),
    [
        (EN, 'topic = "bins-and-recycling"', 'topic = "bins"', 2, "no topic 'bins'"),
        (EN, '"missed-why"', '"missed-when"', 4, "'missed-when'"),
        (EN, '"missed-why"', '"bin-days"', 4, "related to itself"),
        (EN, "(journey:missed-bin)", "(journey:lost-bin)", None, "no journey 'lost-bin'"),
        (EN, "(journey:missed-bin)", "(contact:nobody)", None, "no contact 'nobody'"),
        (EN, "(journey:missed-bin)", "(screen:cinema)", None, "no screen 'cinema'"),
        (EN, "+++", "---", 1, "begins with a line +++"),
        (CY, "(journey:missed-bin)", "(journey:street-light)", None, "in English a link to journey:missed-bin"),
        (CY, "- Ailgylchu", "Ailgylchu", 8, "in English a list of 4"),
        (CY, "words = ", "wrds = ", 2, "wrds"),
        ("words/recycling.csv", "baby-clothes,charity", "baby-clothes,moon", None, "nothing goes to 'moon'"),
        ("words/recycling.csv", "baby-clothes,", "ash,", None, "'ash' is here already"),
        ("words/recycling.csv", "Dillad babanod", "", None, "no name in Cymraeg"),
        ("words/recycling.csv", "id,where", "id,place", 1, "'where' is missing"),
        ("words/synonyms.csv", "refuse,bin,en", "refuse,bin,xx", None, "no language 'xx'"),
        ("words/synonyms.csv", "refuse,bin,en", "rubbish,bin,en", None, "stands here already"),
        ("words/synonyms.csv", "refuse,bin,en", "bin,bin,en", None, "another that means the same"),
        ("words/synonyms.csv", "refuse,bin,en", "refuse,bin", None, "too few columns"),
        ("words/opening.csv", "9:00-18:00", "9-18", 2, "no hours"),
        ("words/councillors.csv", "ward,name", "place,name", 1, "'ward' is missing"),
        ("council.toml", '"ways-to-pay"', '"ways-to-play"', None, "'ways-to-play'"),
    ],
)
def test_a_mistake_is_named_with_its_line(
    folder: Path, file: str, old: str, new: str, line: int | None, what: str
) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    wanted = line or text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [(problem.line, problem.what) for problem in problems(folder) if problem.file == path]
    assert any(what in said for _, said in found), problems(folder)
    in_a_list = file == "council.toml"  # its line is that of the key
    assert in_a_list or wanted in [number for number, said in found if what in said], found


@pytest.mark.parametrize(
    ("file", "what"),
    [
        ("articles/Bin Days.md", "no name of an article"),
        ("articles/bin-days.pl.md", "no language 'pl'"),
        ("articles/new-thing.cy.md", "has no English"),
    ],
)
def test_a_file_that_nobody_would_read_is_named(folder: Path, file: str, what: str) -> None:
    (folder / file).write_text("+++\n+++\n# A\n", encoding="utf-8")
    assert [problem.what for problem in problems(folder) if what in problem.what]


def test_an_article_without_its_welsh_is_named(folder: Path) -> None:
    (folder / CY).unlink()
    assert [str(problem.file) for problem in problems(folder)] == [str(folder / CY)]


def test_a_list_that_an_article_needs_is_named(folder: Path) -> None:
    (folder / "words" / "recycling.csv").unlink()
    assert any("needs words/recycling.csv" in problem.what for problem in problems(folder))


def test_a_council_without_articles_has_nothing_wrong(folder: Path) -> None:
    for part in ("articles", "words"):
        for path in (folder / part).iterdir():
            path.unlink()
        (folder / part).rmdir()
    council = (folder / "council.toml").read_text(encoding="utf-8")
    begin = council.index("asked_most")
    (folder / "council.toml").write_text(council[:begin] + council[council.index("]\n", begin) + 2 :], encoding="utf-8")
    assert problems(folder) == []
