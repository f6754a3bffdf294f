"""Other words for the same question, and why we ask."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from broken_pack import BIN, change, problems_in

from kiosk.council_pack import load_council_pack
from kiosk.journey_pages import Page, Variant
from kiosk.language import Language
from kiosk.page_views import question_view
from kiosk.submission import Header
from kiosk.submitting import payload_of
from kiosk.variants import conditions_of, variant_for, worded, wordings
from kiosk.visit import Visit

_PACK = load_council_pack()
_TALL = Variant(when={"tall": {"is": "yes"}}, ask="Can you reach it?", options={"b": "Both hands"})
_OLD = Variant(when={"old": {"is": "yes"}}, hint="", text=["Take your time."], option_hints={"a": "The left one"})
_PAGE = Page(
    id="hand", kind="choice", ask="Which hand?", short="Hand", hint="Look at it.", options={"a": "One", "b": "Two"},
    variant=[_TALL, _OLD],
)  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "place", "ask", "hint"),
    [
        ({}, None, "Which hand?", "Look at it."),
        ({"tall": "no", "old": "no"}, None, "Which hand?", "Look at it."),
        ({"tall": "yes"}, 0, "Can you reach it?", "Look at it."),
        ({"old": "yes"}, 1, "Which hand?", ""),
        ({"tall": "yes", "old": "yes"}, 0, "Can you reach it?", "Look at it."),
    ],
)
def test_the_first_variant_that_holds_gives_the_words(
    facts: dict[str, str], place: int | None, ask: str, hint: str
) -> None:
    page = worded(_PAGE, facts)
    assert (variant_for(_PAGE, facts), page.ask, page.hint) == (place, ask, hint)
    assert list(page.options) == ["a", "b"]
    assert (page.id, page.kind, page.short) == ("hand", "choice", "Hand")


def test_a_variant_has_words_for_options_that_are_there_and_adds_none() -> None:
    odd = msgspec.structs.replace(_PAGE, variant=[Variant(when={"x": {"is": "y"}}, options={"b": "2", "c": "3"})])
    assert worded(odd, {"x": "y"}).options == {"a": "One", "b": "2"}
    assert worded(_PAGE, {"old": "yes"}).option_hints == {"a": "The left one"}


def test_all_words_and_conditions_of_a_page_are_known() -> None:
    assert [page.ask for page in wordings(_PAGE)] == ["Which hand?", "Can you reach it?", "Which hand?"]
    assert list(conditions_of(_PAGE)) == [{}, _TALL.when, _OLD.when]


def _missed_bin(uprn: str) -> Visit:
    visit = Visit(_PACK, _PACK.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=_PACK.zone))
    return visit.answer("where", {"uprn": uprn})


def _address(*, assisted: bool) -> str:
    lines = (_PACK.folder / "addresses.csv").read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    wanted = "yes" if assisted else "no"
    rows = (dict(zip(names, line.split(","), strict=True)) for line in lines[1:] if '"' not in line)
    return next(row["uprn"] for row in rows if row["assisted"] == wanted and "rubbish" in row["bins"])


def test_what_is_asked_in_other_words_is_shown_and_sent_in_them() -> None:
    visit = _missed_bin(_address(assisted=True))
    page = visit.page_named("which-bins")
    english, welsh = Language(), _PACK.language("cy")
    asked = "Which bins or bags did the crew not come to your door for?"
    assert question_view(visit, page, english).ask == asked
    assert question_view(visit, page, welsh).ask not in ("", asked)
    visit = visit.answer("which-bins", ["rubbish"])
    header = Header("", "", "", "missed-bin", 1, "self", "en", visit.now, True)
    assert asked in [answered.asked for answered in payload_of(visit, header).answers]
    usual = _missed_bin(_address(assisted=False))
    assert question_view(usual, usual.page_named("which-bins"), english).ask == "Which bins or bags were not emptied?"


def test_a_page_that_is_not_on_the_path_has_its_own_words() -> None:
    assert _missed_bin(_address(assisted=False)).page_named("tag-says").ask == "What does the tag say?"
    with pytest.raises(KeyError):
        _missed_bin(_address(assisted=False)).page_named("nothing")


_VARIANT = (
    'when = { "where.assisted" = { is = "yes" } }\nask = "Which bins or bags did the crew not come to your door for?"'
)
_WHY = 'why = "If it keeps happening, a manager looks at it."'
_WRONG = [
    (_VARIANT, _VARIANT.replace("yes", "perhaps"), "page 'which-bins': 'where.assisted' is never 'perhaps'."),
    (_VARIANT, _VARIANT.replace("where.assisted", "there"), "page 'which-bins': no earlier page gives 'there'."),
    (_VARIANT, _VARIANT.replace("Which", "{tag}: which"), "page 'which-bins': nothing earlier fills {tag}."),
    (_VARIANT, _VARIANT + '\noptions = { rubbish = "Bin" }', "page 'which-bins': no option is 'rubbish'."),
    (_VARIANT, _VARIANT + '\nhint = "One. Two."', "page 'which-bins': the hint is longer than a sentence."),
    (_VARIANT, f"{_VARIANT}\n\n[[page.variant]]\n{_VARIANT}", "page 'which-bins': these words are never used."),
    (_VARIANT, _VARIANT.partition("\n")[2], "the key 'when' is missing"),
    (_VARIANT, "when = {}\nhint = \"Here\"", "a variant holds under a condition."),
    (_VARIANT, "when = { tag = 3 }\nhint = \"Here\"", "'tag' needs a comparison"),
    (_VARIANT, f"{_VARIANT}\nkind = \"text\"", "kind"),
    (_WHY, 'why = "One. Two."', "page 'missed-before': why we ask is longer than a sentence."),
    (_WHY, 'why = "Because of {day-after}."', "page 'missed-before': nothing earlier fills {day-after}."),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), _WRONG)
def test_what_is_wrong_with_a_variant_is_told_at_its_line(folder: Path, old: str, new: str, said: str) -> None:
    change(folder / BIN, old, new)
    found = [problem for problem in problems_in(folder, BIN) if said in problem.what]
    assert found, [problem.what for problem in problems_in(folder, BIN)]
    lines = (folder / BIN).read_text(encoding="utf-8").splitlines()
    near = {"which-bins": "[[page.variant]]", "missed-before": "why = "}[
        (old == _WHY and "missed-before") or "which-bins"
    ]
    place = max(number for number, line in enumerate(lines, 1) if line.startswith(near) and number <= found[0].line)
    assert found[0].line - place <= 4


def test_a_notice_asks_nothing_and_so_says_no_why(folder: Path) -> None:
    change(folder / BIN, 'ask = "It is not late yet"', 'ask = "It is not late yet"\nwhy = "We ask."')
    assert any("this ending asks nothing." in problem.what for problem in problems_in(folder, BIN))
