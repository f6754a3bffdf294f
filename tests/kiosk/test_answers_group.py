"""Several of the same: the people of a household, each asked the same pages."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.answers.group import MOST, records_of
from kiosk.council_pack import CouncilPack
from kiosk.fact_values import is_many
from kiosk.journey_pages import DayLimit, Page
from kiosk.language import Language

NAME = Page(id="name", kind="name", ask="What is their name?", short="Name")
BORN = Page(id="born", kind="date", ask="When were they born?", short="Born", latest=DayLimit())
WORK = Page(
    id="work", kind="choice", ask="Do they work?", short="Work", when={"born.age": {"at_least": 16}},
    options={"full": "Full time", "part": "Part time", "none": "No"},
)  # fmt: skip
HOUSEHOLD: dict[str, Any] = {
    "each": "person",
    "page": [NAME, BORN, WORK],
    "count": {"adults": {"born.age": {"at_least": 18}}, "children": {"born.age": {"at_most": 17}}},
}
MAIR = {"name": "Mair", "born": "1961-04-03", "work": "part"}
TOM = {"name": "Tom", "born": "2020-01-01"}


def household(**more: Any) -> Page:
    return page("group", **{**HOUSEHOLD, **more})


GOOD = [
    ([], []), ("", []), ([MAIR], [MAIR]), ([TOM], [TOM]), ([MAIR, TOM], [MAIR, TOM]),
    ([TOM, MAIR, TOM], [TOM, MAIR, TOM]),
    ([MAIR] * 12, [MAIR] * 12), ([MAIR] * MOST, [MAIR] * MOST), ([{**TOM, "work": "full"}], [TOM]),
    ([{**MAIR, "other": "x"}], [MAIR]),
    *[([{**MAIR, "born": typed}], [MAIR]) for typed in (
        "3/4/1961", "3 April 61", "April 3rd, 1961", "3 Ebrill 1961", "030461", "٣/٤/١٩٦١",
        {"day": "3", "month": "4", "year": "1961"}, {"day": "3", "month": "apr", "year": "61"},
    )],
    *[([{**MAIR, "name": typed}], [{**MAIR, "name": kept}]) for typed, kept in (
        (" Mair  Jones ", "Mair Jones"), ("Llw\u0302r", "Llŵr"), ("王小明", "王小明"), ("محمد", "محمد"),
        ("O'Brien", "O'Brien"), ("x" * 120,) * 2,
    )],
    *[([{**MAIR, "work": work}], [{**MAIR, "work": work}]) for work in ("full", "part", "none")],
    *[([{**MAIR, "born": f"200{year}-01-01"}], [{**MAIR, "born": f"200{year}-01-01"}]) for year in range(10)],
    *[([TOM] * size, [TOM] * size) for size in range(2, 8)],
]  # fmt: skip


@pytest.mark.parametrize(("raw", "kept"), GOOD)
def test_groups_that_are_taken(pack: CouncilPack, raw: Any, kept: Any) -> None:
    assert KINDS["group"].tidy(raw, household(), situation(pack)) == kept


@pytest.mark.parametrize(
    ("raw", "code", "at"),
    [
        *[(raw, "wrong-shape", None) for raw in (None, 5, True, {}, "two", {"name": "Mair"}, ["Mair"],
        [MAIR, "Tom"], [None], [[]])],
        ([MAIR] * (MOST + 1), "group-full", None),
        ([{}], "group-open", "0.name"), ([MAIR, {}], "group-open", "1.name"),
        ([{"name": "Mair"}], "group-open", "0.born"),
        ([{"name": "Mair", "born": "1961-04-03"}], "group-open", "0.work"),
        ([TOM, TOM, {"name": "Tom"}], "group-open", "2.born"),
        *[([{**MAIR, "name": bad}], code, "0.name") for bad, code in (
            ("", "name-empty"), ("  ", "name-empty"), ("x" * 121, "text-long"), (5, "wrong-shape"),
            (None, "wrong-shape"),
            (["x"], "wrong-shape"),
        )],
        *[([TOM, {**TOM, "born": bad}], code, at) for bad, code, at in (
            ("", "date-empty", "1.born"), ("soon", "date-month", "1.born.month"),
            ("31/2/2020", "date-day", "1.born.day"),
            ("3/4/24", "date-year", "1.born.year"), ("3/13/2020", "date-month", "1.born.month"),
            ("21/11/2026", "date-ahead", "1.born"), ("12", "date-wrong", "1.born"), (None, "wrong-shape", "1.born"),
            ({"day": "3"}, "date-empty", "1.born.month"), (["x"], "wrong-shape", "1.born"),
            ("3/4/196", "date-year", "1.born.year"),
            ("x" * 999, "date-wrong", "1.born"), (True, "wrong-shape", "1.born"),
            ({"x": "y"}, "wrong-shape", "1.born"),
            ("0/1/2020", "date-day", "1.born.day"),
        )],
        *[([{**MAIR, "work": bad}], "choose-one", "0.work") for bad in (
            "", "all", "Full", "not-sure", None, True, 5, ["full"], {"work": "full"}, "full ",
        )],
    ],
)  # fmt: skip
def test_groups_that_are_refused(pack: CouncilPack, raw: Any, code: str, at: str | None) -> None:
    error = refused("group", raw, situation(pack), **HOUSEHOLD)
    assert error.code == code
    assert error.values.get("at") == at


@pytest.mark.parametrize(
    ("raw", "limits", "code"), [([], {"at_least": 1}, "group-few"), ([TOM] * 3, {"at_most": 2}, "group-full")]
)
def test_a_page_limits_how_many_there_are(pack: CouncilPack, raw: Any, limits: Any, code: str) -> None:
    assert refused("group", raw, situation(pack), **HOUSEHOLD, **limits).code == code


def test_what_is_known_of_a_group(pack: CouncilPack) -> None:
    kind, where = KINDS["group"], situation(pack)
    facts = kind.facts([MAIR, TOM, TOM], household(), where)
    assert facts == {
        "given": "given",
        "given.count": 3,
        "given.adults": 1,
        "given.children": 2,
        "given.name": ("given",),
        "given.work": ("part",),
    }
    assert set(facts) == set(kind.fact_values(household(), pack.council))
    assert is_many(household(), "given.work")
    assert not is_many(household(), "given.adults")
    assert kind.facts([], household(), where)["given.count"] == 0


def test_how_a_group_reads(pack: CouncilPack) -> None:
    kind, where = KINDS["group"], situation(pack)
    assert kind.shown([MAIR, TOM], household(), where, Language()).splitlines() == [
        "Mair, Monday 3 April 1961, Part time",
        "Tom, Wednesday 1 January 2020",
    ]
    assert kind.shown([], household(), where, Language()) == "None"
    assert kind.words([MAIR, TOM], household(), where, Language())["given.adults"] == "1"
    assert kind.words([], household(), where, Language()).keys() == kind.word_names(household())


def test_what_is_masked_stays_masked_in_a_group_but_for_the_council(pack: CouncilPack) -> None:
    asked = household(page=[NAME, Page(id="nino", kind="national_insurance", ask="Number?", short="Number")], count={})
    value = [{"name": "Mair", "nino": "AB123456C"}]
    assert KINDS["group"].shown(value, asked, situation(pack), Language()) == "Mair, Ends in 456C"
    assert KINDS["group"].in_full(value, asked, situation(pack), Language()) == "Mair, AB 12 34 56 C"


def test_examples_stand_on_both_sides_of_what_a_group_counts(pack: CouncilPack) -> None:
    kind, where = KINDS["group"], situation(pack)
    facts = [kind.facts(value, household(), where) for value in kind.examples(household(), where)]
    assert {fact["given.count"] for fact in facts} >= {0, 1, 2, 3, 4}
    assert {0, 1} <= {fact["given.adults"] for fact in facts}
    assert {0, 1} <= {fact["given.children"] for fact in facts}
    assert {fact["given.work"] for fact in facts} >= {(), ("full",), ("part",), ("none",)}


@pytest.mark.parametrize(
    ("change", "keys"),
    [
        ({}, []),
        ({"page": []}, ["page", "count", "count"]),
        ({"each": ""}, ["each"]),
        ({"at_most": MOST + 1}, ["at_most"]),
        ({"at_least": 3, "at_most": 2}, ["at_most"]),
        ({"at_least": -1}, ["at_most"]),
        ({"count": {"old": {"age": {"at_least": 60}}}}, ["count"]),
        ({"page": [NAME, BORN, NAME]}, ["page"]),
        ({"page": [NAME, msgspec.structs.replace(BORN, kind="group")]}, ["page", "count", "count"]),
        ({"page": [NAME, msgspec.structs.replace(BORN, kind="notice")]}, ["page", "count", "count"]),
        ({"page": [NAME, msgspec.structs.replace(BORN, short="")]}, ["page", "count", "count"]),
        ({"page": [msgspec.structs.replace(WORK, id="first"), NAME, BORN]}, ["page"]),
        ({"page": [NAME, BORN, msgspec.structs.replace(NAME, id="adults")]}, ["page"]),
        ({"page": [NAME, BORN, Page(id="n", kind="number", ask="?", short="N", at_least=5, at_most=1)]}, ["page"]),
    ],
)
def test_what_the_checker_says_of_a_group(pack: CouncilPack, change: dict[str, Any], keys: list[str]) -> None:
    assert [key for key, _, _ in KINDS["group"].problems(household(**change), [], pack.council)] == keys


@pytest.mark.parametrize("value", [None, "", "x", True, {"a": "b"}, ["x"]])
def test_other_answers_hold_no_records(value: Any) -> None:
    assert records_of(value) == []
