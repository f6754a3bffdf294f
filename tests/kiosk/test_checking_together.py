"""`kiosk check` on the journeys of a pack together: where endings lead, and how much journeys have in common."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, LIGHT, change, problems_in
from command_line import Run

NO_WAY = """
contacts = ["council"]
outcome = "not-yet"
alternatives = [
    { label = "Do something else about bins", topic = "bins-and-recycling" },
    { label = "See someone", screen = "see-someone" },
]
"""
ROUND = 'alternatives = [{ label = "Do something else about bins", '


@pytest.mark.parametrize(
    ("new", "what"),
    [
        ('\noutcome = "not-yet"\n', "nothing is offered in place"),
        (f'\noutcome = "not-yet"\n{ROUND}journey = "missed-bin" }}]\n', "all its ways lead back"),
        (f'\noutcome = "not-yet"\n{ROUND}topic = "bins-and-recycling" }}]\n', "all its ways lead back"),
        (f'\noutcome = "not-yet"\n{ROUND}topic = "council-tax" }}]\n', "the topic 'council-tax' has no journey"),
    ],
)
def test_an_ending_without_a_way_on_is_named(folder: Path, new: str, what: str) -> None:
    change(folder / BIN, NO_WAY, new)
    for path in (folder / "journeys").glob("*.toml"):  # the only one about bins
        if path != folder / BIN and 'topic = "bins-and-recycling"' in path.read_text(encoding="utf-8"):
            path.unlink()
    found = [problem.what for problem in problems_in(folder, BIN)]
    assert [problem for problem in found if problem.startswith(f"page 'not-yet': {what}")], found


@pytest.mark.parametrize(
    "new",
    [
        '\noutcome = "answered"\n',
        '\noutcome = "not-yet"\ncontacts = ["council"]\n',
        f'\noutcome = "not-yet"\n{ROUND}journey = "street-light" }}]\n',
        f'\noutcome = "not-yet"\n{ROUND}topic = "streets-and-parks" }}]\n',
        f'\noutcome = "not-yet"\n{ROUND}screen = "help-today" }}]\n',
    ],
)
def test_an_ending_with_a_way_on_is_fine(folder: Path, new: str) -> None:
    change(folder / BIN, NO_WAY, new)
    assert problems_in(folder, BIN) == []


def test_an_ending_says_why_it_ends(folder: Path) -> None:
    text = (folder / LIGHT).read_text(encoding="utf-8")
    start = text.index('id = "known-enough"')
    change(folder / LIGHT, text[start:], text[start:].replace('text = ["{street.problem}"]\n', "", 1))
    change(folder / LIGHT, 'outcome = "answered"', 'outcome = "elsewhere"')
    assert [problem.what for problem in problems_in(folder, LIGHT)] == [
        "page 'known-enough': nothing says why it ends here."
    ]


def circle(name: str, way: str) -> str:
    pages = "".join(
        f'[[page]]\nid = "{page}"\nkind = "yes_no"\nask = "{name} {page}?"\nshort = "{page}"\n'
        for page in ("a", "b", "c")
    )
    return f"""
id = "{name}"
version = 1
title = "About {name}"
topic = "bins-and-recycling"
contact_type = "CM002"
service = 524
interaction = 8
minutes = 1
need = []
privacy = ["One.", "Two.", "Three."]
[[next]]
dated = "Done."
undated = "Done."
{pages}
[[page]]
id = "end"
kind = "ending"
ask = "Look there"
text = ["It is told there."]
outcome = "elsewhere"
alternatives = [{{ label = "There", {way} }}]
"""


def test_journeys_that_only_lead_to_each_other_are_all_named(folder: Path) -> None:
    names = ("one", "two", "three")
    for name, other in zip(names, ("two", "three", "one"), strict=True):
        (folder / f"journeys/{name}.toml").write_text(circle(name, f'journey = "{other}"'), encoding="utf-8")
    for name in names:
        assert "all its ways lead back" in str(problems_in(folder, f"journeys/{name}.toml"))
    (folder / "journeys/three.toml").write_text(circle("three", 'screen = "see-someone"'), encoding="utf-8")
    for name in names:
        assert problems_in(folder, f"journeys/{name}.toml") == []


def test_a_journey_that_asks_what_another_asks_is_named_and_its_twin_too(folder: Path) -> None:
    text = (folder / LIGHT).read_text(encoding="utf-8")
    (folder / "journeys/lit-sign.toml").write_text(text.replace('id = "street-light"', 'id = "lit-sign"'), "utf-8")
    for file, twin in (("journeys/lit-sign.toml", "street-light"), (LIGHT, "lit-sign")):
        [problem] = problems_in(folder, file)
        assert problem.what == "the journey asks 0 questions that no other asks; 3 is the least."
        assert problem.remedy.startswith(f"{twin!r} asks 9 of the same".capitalize()[:1])
        assert f"{twin!r} asks 9 of the same" in problem.remedy
        assert "id = " in (folder / file).read_text(encoding="utf-8").splitlines()[problem.line - 1]


def test_the_overlap_is_printed_as_a_table(run: Run, folder: Path) -> None:
    code, out, err = run("check", str(folder), "--overlap")
    assert (code, err) == (0, "")
    lines = [line.split() for line in out.splitlines()]
    assert lines[0][:3] == ["journey", "questions", "own"]
    assert ["take-back", "7", "0", "add-or-correct", "(7)"] in lines
    assert [line[0] for line in lines].count("missed-bin") == 1
    assert [int(line[2]) for line in lines[1:]] == sorted(int(line[2]) for line in lines[1:])


def test_what_cannot_be_read_is_told_beside_the_table(run: Run, folder: Path) -> None:
    change(folder / LIGHT, "id = ", "id == ")
    code, out, err = run("check", str(folder), "--overlap")
    assert code == 1
    assert "street-light.toml:2: this is not TOML" in err
    assert "missed-bin" in out
