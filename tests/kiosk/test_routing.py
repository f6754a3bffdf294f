"""Who works on a form, by what was answered; what an ending means; conditions that contradict themselves."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from broken_pack import BIN, change, problems_in

from kiosk.conditions import alternatives_in
from kiosk.council_pack import CouncilPack
from kiosk.submission import AnswerValue, Header
from kiosk.submitting import payload_of
from kiosk.visit import Visit

CARD = "journeys/library-card.toml"


@pytest.mark.parametrize(
    ("help_", "team"),
    [
        ([], "libraries"),
        (["welsh"], "libraries"),
        (["audio"], "reading-at-home"),
        (["welsh", "large-print"], "reading-at-home"),
    ],
)
def test_the_first_route_that_holds_counts(pack: CouncilPack, help_: list[str], team: str) -> None:
    visit = Visit(pack, pack.journeys["library-card"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    given: dict[str, AnswerValue] = {
        "for-whom": "self", "wanted": "lost", "library": "harrow-marsh", "help": help_, "contact": "none",
    }  # fmt: skip
    for page, answer in given.items():
        visit = visit.answer(page, answer)
    assert visit.complete
    assert payload_of(visit, Header("", "", "", "library-card", 1, "self", "en", visit.now, True)).routing == team


_ROUTE = 'when = { help = { any_of = ["large-print", "audio"] } }'
_OUTCOME = 'contacts = ["council"]\noutcome = "not-yet"'
_WRONG = [
    (CARD, 'routing = "libraries"\n', "", "to = ", "nothing says who works on the other forms."),
    (CARD, _ROUTE, 'when = { help = { is = "tea" } }', "when = ", "'help' is never 'tea'."),
    (CARD, _ROUTE, 'when = { wanted = { is = "lost" }, has-address = { is = "no" } }', "when", "`route` never holds."),
    (BIN, _OUTCOME, 'contacts = ["power-cuts"]\noutcome = "bring"', "contacts", "shows no desk"),
    (BIN, _OUTCOME, 'contacts = ["council"]\noutcome = "nothing"', "outcome", "not among what may stand here"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "line", "said"), _WRONG)
def test_what_is_wrong_is_told_at_its_line(folder: Path, file: str, old: str, new: str, line: str, said: str) -> None:
    change(folder / file, old, new)
    problems = problems_in(folder, file)
    found = [problem for problem in problems if said in problem.what]
    assert found, [problem.what for problem in problems]
    assert line in (folder / file).read_text(encoding="utf-8").splitlines()[found[0].line - 1]


@pytest.mark.parametrize("outcome", ["not-eligible", "bring", "pay", "book", "elsewhere"])
def test_an_ending_says_what_came_of_it(folder: Path, outcome: str) -> None:
    change(folder / BIN, _OUTCOME, f'contacts = ["council"]\noutcome = "{outcome}"')
    assert problems_in(folder, BIN) == []


@pytest.mark.parametrize(
    ("when", "found"),
    [
        ({}, []),
        ({"a": {"is": "x"}}, []),
        ({"any": [{"a": {"is": "x"}}, {"b": {"is": "y"}}]}, ["a", "b"]),
        ({"all": [{"any": [{"a": {"is": "x"}}]}, {"c": {"is": "z"}}]}, ["a"]),
        ({"any": [{"all": [{"any": [{"a": {"is": "x"}}]}]}]}, ["all", "a"]),
    ],
)
def test_alternatives_are_found_at_any_depth(when: dict[str, object], found: list[str]) -> None:
    assert [next(iter(part)) for part in alternatives_in(when)] == found


_TAG = 'when = { tag = { is = "yes" } }'
_YES, _NO = '{ tag = { is = "yes" } }', '{ tag = { is = "no" } }'
_ANY = [
    (BIN, _TAG, f'{_YES}, {{ tag = {{ is = "yes" }}, in-the-way = {{ is = "no" }} }}', "", ""),
    (BIN, _TAG, f"{_YES}, {{ all = [{_YES}, {_NO}] }}", "", "'tag'"),
    (BIN, _TAG, f'{_YES}, {{ "where.assisted" = {{ is = "yes" }}, tag = {{ is = "no" }} }}', "", "'where.assisted'"),
    (BIN, _TAG, '{ tag = { is = "not-sure" } }, { just-mine = { is = "mine" } }', 'tag = { is = "yes" }, ', "'tag'"),
    (BIN, _TAG, f"{_NO}, {_YES}, {{ all = [{_YES}] }}", 'tag = { is_not = "no" }, ', "'tag'"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "any_", "beside", "about"), _ANY)
def test_an_alternative_that_contradicts_what_stands_beside_it_is_found(
    folder: Path, file: str, old: str, any_: str, beside: str, about: str
) -> None:
    line = change(folder / file, old, f"when = {{ {beside}any = [{any_}] }}")
    found = [problem for problem in problems_in(folder, file) if "what `any` says" in problem.what]
    assert [about in problem.what for problem in found] == ([True] if about else [])
    assert all(problem.line == line for problem in found)
