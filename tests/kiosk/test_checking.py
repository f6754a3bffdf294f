"""`kiosk check` on journeys: each mistake is named with its line and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, LIGHT, WELSH, change, problems_in

from kiosk.checking import check_pack
from kiosk.council_pack import DEMO_COUNCIL


def test_the_demo_council_has_nothing_wrong() -> None:
    icons = [path.stem for path in (DEMO_COUNCIL.parents[1] / "accessibility" / "icons").glob("*.svg")]
    assert check_pack(DEMO_COUNCIL, icons=icons) == []


WHEN_KNOWN = 'when = { "where.known-problem" = { is = "yes" } }'
BROKEN = [
    (BIN, 'related = ["bin-days"', 'related = ["bin-daze"', 0, "called 'bin-daze'", "Name one that there is."),
    # file, old, new, lines after the change's first line, what, remedy
    (BIN, "minutes = 3", "minuts = 3", 0, "'minuts' is not known", "Did you mean 'minutes'?"),
    (BIN, 'topic = "bins-and-recycling"', 'topic = "bins"', 0, "no topic 'bins'", "Use one of: bins-and-recycling"),
    (BIN, 'service = 524', 'service = 524\nlanguages = ["en", "pl"]', 1, "no language 'pl'", "Use one of: en, cy."),
    (BIN, 'ward_from = "where"', 'ward_from = "day"', 0, "'day' asks for no address",
     "Use one of: where, letter-address"),
    (BIN, "standard = { working_days = 2 }\n", "", None, "no service standard", "Add e.g. `standard"),
    (BIN, 'kind = "choices"', 'kind = "chioces"', 0, "'chioces' is not among what may stand here",
     "Did you mean 'choices'? Use one of: choice, choices"),
    (BIN, '"typed", "street"]', '"typed", "map"]', 0, "'map' cannot be allowed here",
     "Use one of: listed, typed, street"),
    (BIN, 'short = "Not emptied"', 'short = "Not emptied"\nmax_length = 9', 1, "a choices page has no `max_length`",
     "Leave it out. Use one of: long_text, name, text."),
    (BIN, 'hint = "For example FH1 4QT"', 'hint = "One. And two."', 0, "longer than a sentence",
     "Say it in one sentence"),
    (BIN, 'contacts = ["council"]', 'contacts = ["mayor"]', 0, "no contact is called 'mayor'", "Use one of: council,"),
    (BIN, 'fact = "where.bins"', 'fact = "where.bags"', 0, "no earlier page gives 'where.bags'", "where.bins"),
    (BIN, 'words = "bins"', 'words = "bags"', 0, "no table words.bags", "Use one of: bins, "),
    (BIN, 'of = "where"', 'of = "letter-address"', 0, "no earlier address page is called", "Use one of: where."),
    (BIN, 'bins_from = "which-bins"', 'bins_from = "tag"', 0, "no earlier choices page", "Use one of: which-bins."),
    (BIN, WHEN_KNOWN, WHEN_KNOWN.replace("known-problem", "flooded"), 0, "gives 'where.flooded'",
     "where.known-problem"),
    (BIN, WHEN_KNOWN, WHEN_KNOWN.replace('"yes"', '"maybe"'), 0, "is never 'maybe'", "Use one of: no, yes."),
    (BIN, 'when = { known = { is = "same" } }', 'when = { tag = { is = "no" } }', 0, "no earlier page gives 'tag'",
     "known"),
    (BIN, 'tag-says = { is = "wrong-things" }', 'tag-says = { is = "wrong" }', 0, "never 'wrong'",
     "Use one of: not-sure"),
    (BIN, 'when = { complaint = { is = "yes" } }', 'when = { cross = { is = "yes" } }', 0, "gives 'cross'",
     "complaint"),
    (BIN, 'text = ["{where.problem}"]', 'text = ["{where.trouble}"]', 0, "fills {where.trouble}", "where.problem"),
    (BIN, 'undated = "We will come to', 'undated = "{due} We will come to', 0, "name a date", "Write {standard}"),
    (BIN, 'dated = "We will come to', 'dated = "{soon} We will come to', 0, "nothing fills {soon}", "due"),
    (BIN, 'screen = "see-someone"', 'screen = "see-someone", topic = "council-tax"', -2, "leads to no one place",
     "Give it one"),
    (BIN, 'topic = "bins-and-recycling" }', 'topic = "bins" }', -1, "no topic is called 'bins'",
     "Use one of: bins-and"),
    (BIN, 'topic = "bins-and-recycling" }', 'journey = "bins" }', -1, "no journey is called 'bins'",
     "missed-bin, "),
    (BIN, "standard = {", "open_from = 2027-02-01\nopen_until = 2027-01-31\nstandard = {", 1, "closes before it opens",
     "not before `open_from`"),
    (BIN, "[[next]]", '[closed]\n[[next]]', 0, "open on every day", "Say `open_until`"),
    (BIN, "[[next]]", '[closed]\ntext = ["Ask {where}."]\n[[next]]', 1, "nothing fills {where}", "Say it without."),
    (BIN, "[[next]]", '[closed]\ncontacts = ["mayor"]\n[[next]]', 1, "no contact is called 'mayor'", "Use one of:"),
    (BIN, "[[next]]", '[closed]\nalternatives = [{ label = "On", journey = "missed-bin" }]\n[[next]]', 1,
     "leads back to what is closed", "Name another"),
    (LIGHT, 'body = "county"', 'body = "parish"', 0, "knows no body 'parish'", "Use one of: county."),
    (LIGHT, 'none = "No, not that I can see"', "", None, "never 'none'", "bare-wires"),
    (LIGHT, 'urgent = { danger', 'urgent = { hazard', 0, "gives 'hazard'", "danger"),
    (LIGHT, '[page.options]\nout = "It does not come on"\nall-day = "It is on all day"\nflickering = "It flickers"\n'

               'damaged = "It is damaged"\nother = "Something else"\n',
     "", None, "nothing to choose", "Add [page.options]."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "after", "what", "remedy"), BROKEN)
def test_a_broken_pack_names_line_what_is_wrong_and_the_remedy(
    folder: Path, file: str, old: str, new: str, after: int | None, what: str, remedy: str
) -> None:
    line = change(folder / file, old, new)
    found = [problem for problem in problems_in(folder, file) if what in problem.what]
    assert found, [str(problem) for problem in problems_in(folder, file)]
    assert remedy in found[0].remedy
    if after is not None:
        assert found[0].line == line + after


def test_several_wrong_journeys_are_all_told(folder: Path) -> None:
    change(folder / BIN, "minutes = 3", "minuts = 3")
    change(folder / LIGHT, "id = ", "id == ")
    files = {problem.file.name for problem in check_pack(folder)}
    assert {"missed-bin.toml", "street-light.toml"} <= files


def test_a_slip_in_toml_is_told_once_and_hides_nothing_else(folder: Path) -> None:
    change(folder / LIGHT, "id = ", "id == ")
    change(folder / WELSH, 'msgstr "Llinell argyfwng y cyngor"', 'msgstr ""')
    assert [(problem.file, problem.what[:16]) for problem in check_pack(folder)] == [
        (folder / LIGHT, "this is not TOML"),
        (folder / WELSH, "'Council emergen"),
    ]


def test_an_unknown_kind_is_told_without_what_follows_from_it(folder: Path) -> None:
    change(folder / BIN, 'kind = "choices"', 'kind = "chioces"')
    assert [problem.what for problem in problems_in(folder, BIN)] == [
        "[page[3].kind] 'chioces' is not among what may stand here."
    ]


def test_what_is_possible_is_listed_in_one_order(folder: Path) -> None:
    change(folder / BIN, 'fact = "where.bins"', 'fact = "where.bags"')
    [problem] = problems_in(folder, BIN)
    names = problem.remedy.removeprefix("Use one of: ").removesuffix(".").split(", ")
    assert names == sorted(names)
    assert len(names) > 3


def test_the_example_in_the_docs_is_a_sound_journey(folder: Path) -> None:
    text = (DEMO_COUNCIL.parents[1] / "docs" / "writing-journeys.md").read_text(encoding="utf-8")
    start = text.index("```toml\n") + len("```toml\n")
    (folder / "journeys" / "park-bench.toml").write_text(text[start : text.index("```", start)], encoding="utf-8")
    assert problems_in(folder, "journeys/park-bench.toml") == []
