"""`kiosk check` walks every path through a journey."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken_pack import BIN, LIGHT, change, problems_in

ENDING = '\n[[page]]\nid = "full-stop"\nkind = "ending"\nask = "Stop here"\noutcome = "answered"\n'
PATHS = [
    (BIN, 'when = { tag = { is = "yes" } }', 'when = { all = [{ tag = { is = "yes" } }, { tag = { is = "no" } }] }',
     "page 'tag-says': no path leads here. Change `when`, or take the page out."),
    (BIN, 'when = { in-the-way = { is = "yes" } }', 'when = { "where.assisted" = { is = "yes" }, in-the-way = '
     '{ is = "yes" } }', "page 'what-was-in-the-way': no path leads here."),
    (BIN, 'when = { letter-here = { is = "no" } }', 'when = { letter-here = { is = "no" }, contact = { is = "none" } }',
     "page 'letter-address': no path leads here."),
    (BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"',
     "page 'just-mine': no path leads here."),
    (BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"',
     "no path ends in something to send."),
    (BIN, "when = { tag-says = { is = \"wrong-things\" } }\n", "", "this [[next]] is never used."),
    (BIN, "# What happens next: the first that holds.\n", '[[next]]\ndated = "Soon."\nundated = "Soon."\n',
     "this [[next]] is never used."),
    (BIN, "which-bins = { none_of = [\"something-else\"] } }", "tag = { is = \"yes\" } }",
     "this [[next]] is never used."),
    (LIGHT, "[[next]]\ndated = \"We will check the light by",
     "[[next]]\nwhen = { danger = { is = \"none\" } }\ndated = \"We "
     "will check the light by", "the last [[next]] has a condition."),
    (LIGHT, 'ask = "Which street is it in?"', 'ask = "Which street is it in, near {number}?"',
     "page 'street': on some paths nothing fills {number}."),
    (LIGHT, 'dated = "We will check the light by {due}.', 'dated = "We will check the light at {near} by {due}.',
     "on some paths nothing fills {near}."),
    (LIGHT, 'urgent = { danger = { any_of',
     'urgent = { near = { is = "given" }, number = { is = "given" }, danger = { any_of',
     "`urgent` never holds."),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), PATHS)
def test_every_path_is_walked(folder: Path, file: str, old: str, new: str, said: str) -> None:
    change(folder / file, old, new)
    problems = [f"{problem.what} {problem.remedy}" for problem in problems_in(folder, file)]
    assert any(said in problem for problem in problems), problems


def test_a_journey_that_only_informs_may_end_everywhere(folder: Path) -> None:
    change(folder / BIN, '\n[[page]]\nid = "just-mine"', ENDING + '\n[[page]]\nid = "just-mine"')
    change(folder / BIN, 'contact_type = "CM004"', 'contact_type = "CM002"')
    assert not any("something to send" in problem.what for problem in problems_in(folder, BIN))


def test_a_path_without_a_question_is_found(folder: Path) -> None:
    text = (folder / LIGHT).read_text(encoding="utf-8")
    head = text[: text.index("[[responsible]]")].replace('ward_from = "street"\n', "")
    head = "\n".join(line for line in head.splitlines() if not line.startswith("urgent"))
    page = '[[next]]\ndated = "Done."\nundated = "Done."\n\n[[page]]\nid = "read"\nkind = "notice"\nask = "Read this"\n'
    (folder / LIGHT).write_text(f"{head}\n{page}", encoding="utf-8")
    assert "a path sends nothing at all." in [problem.what for problem in problems_in(folder, LIGHT)]
