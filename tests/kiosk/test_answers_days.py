"""Days and ranges of days: written as people write them, kept in one form."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import msgspec
import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.answers.date import limit_day, years_between
from kiosk.answers.words import words_for
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.journey import NextStep
from kiosk.journey_pages import DayLimit, Page
from kiosk.language import Language

TODAY = DayLimit()  # the tests' clock says 20 November 2026
IN_1961 = [
    "3/4/1961", "03/04/1961", "3/4/61", "3.4.1961", "3-4-1961", "3 4 1961", "03 04 61", "03041961", "030461",
    "1961-04-03", "1961/4/3", "3 April 1961", "3 april 61", "3 APRIL 1961", "3rd April 1961", "3rd of April, 1961",
    "the 3rd of April 1961", "April 3 1961", "April 3rd, 1961", "3 Apr 1961", "3 Apr. 61", "3apr1961", "1961 April 3",
    "Monday 3 April 1961", "Mon, 3 Apr 1961", "3 Ebrill 1961", "3ydd o Ebrill 1961", "Dydd Llun 3 Ebrill 1961",
    "3 kwietnia 1961", "3 kwiecień 1961", "  3 / 4 / 1961  ", "3/4/1961.", "٣/٤/١٩٦١", "۳/۴/۱۹۶۱", "３/４/１９６１",
    "3–4–1961",
    "3 Ebr 1961", "3 kwi 1961", "3, April, 1961",
]  # fmt: skip


@pytest.mark.parametrize("typed", IN_1961)
def test_every_way_to_write_a_day(pack: CouncilPack, typed: str) -> None:
    assert KINDS["date"].tidy(typed, page("date", latest=TODAY), situation(pack)) == "1961-04-03"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"day": "3", "month": "4", "year": "1961"}, "1961-04-03"),
        ({"day": "03", "month": "04", "year": "61"}, "1961-04-03"),
        ({"day": "3", "month": "April", "year": "1961"}, "1961-04-03"),
        ({"day": "3", "month": "ebr", "year": "1961"}, "1961-04-03"),
        ({"day": "٣", "month": "٤", "year": "١٩٦١"}, "1961-04-03"),
        ("9 July 2026", "2026-07-09"),
        ("July 9 2026", "2026-07-09"),
        ("9/7/2026", "2026-07-09"),
        ("29/2/2024", "2024-02-29"),
        ("29/2/2000", "2000-02-29"),
        ("29 o Chwefror 2024", "2024-02-29"),
        ("3 o Fai 1961", "1961-05-03"),
        ("3 Sept 1961", "1961-09-03"),
        ("3 Rhagfyr 1961", "1961-12-03"),
        ("3 o Ragfyr 1961", "1961-12-03"),
        ("31/12/1999", "1999-12-31"),
        ("1/1/1800", "1800-01-01"),
        ("20/11/2026", "2026-11-20"),
        ("1/1/27", "1927-01-01"),
        ("20/11/26", None),
    ],
)
def test_days_that_are_easily_misread(pack: CouncilPack, typed: Any, kept: str | None) -> None:
    """The text "20/11/26" could be today or a hundred years ago: the year is asked for in full."""
    where, born = situation(pack), page("date", latest=TODAY)
    if kept is None:
        assert refused("date", typed, where, latest=TODAY).code == "date-year"
    else:
        assert KINDS["date"].tidy(typed, born, where) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-empty"), ("   ", "date-empty"), ({"day": "", "month": "", "year": ""}, "date-empty"),
        ({"day": "3", "month": "", "year": "1961"}, "date-empty"), ({"day": "3", "month": "4"}, "date-empty"),
        ({}, "date-empty"), ("12", "date-wrong"), ("3/4", "date-wrong"), ("3 April", "date-wrong"),
        ("April 1961", "date-wrong"), ("1961", "date-wrong"), ("3/4/1961/5", "date-wrong"),
        ("3 April May 1961", "date-wrong"), ("1234567", "date-wrong"), ("030419610", "date-wrong"),
        ("3+4+1961", "date-wrong"), ("3:4:1961", "date-wrong"), ("<3/4/1961>", "date-wrong"),
        ("x" * 5000, "date-wrong"), ("333/4/1961", "date-wrong"), ("3/444/1961", "date-wrong"),
        ("soon", "date-month"), ("3 Foo 1961", "date-month"), ("3 ma 1961", "date-month"),
        ("3 J 1961", "date-month"), ("3/13/1961", "date-month"), ("4/25/1961", "date-month"),
        ("3/0/1961", "date-month"), ({"day": "3", "month": "13", "year": "1961"}, "date-month"),
        ({"day": "3", "month": "soon", "year": "1961"}, "date-month"),
        ({"day": "3", "month": "044", "year": "1961"}, "date-month"),
        ("31/2/1961", "date-day"), ("30/2/2024", "date-day"), ("29/2/1961", "date-day"), ("29/2/1900", "date-day"),
        ("31/4/1961", "date-day"), ("0/4/1961", "date-day"), ("32/1/1961", "date-day"), ("31/4/61", "date-day"),
        ({"day": "x", "month": "4", "year": "1961"}, "date-day"),
        ({"day": "-3", "month": "4", "year": "1961"}, "date-day"),
        ("3/4/196", "date-year"), ("3/4/19611", "date-year"), ("3/4/1799", "date-year"), ("3/4/2200", "date-year"),
        ("3/4/0000", "date-year"), ("3/4/24", "date-year"), ({"day": "3", "month": "4", "year": "9"}, "date-year"),
        ({"day": "3", "month": "4", "year": "196x"}, "date-year"),
        (None, "wrong-shape"), (19610403, "wrong-shape"), (["3/4/1961"], "wrong-shape"), (True, "wrong-shape"),
        ({"tag": "3"}, "wrong-shape"), ({"day": ["3"], "month": "4", "year": "1961"}, "wrong-shape"),
        ("not-sure", "date-month"), ("21/11/2026", "date-ahead"), ("3/4/2061", "date-ahead"),
    ],
)  # fmt: skip
def test_days_that_are_refused(pack: CouncilPack, typed: Any, code: str) -> None:
    assert refused("date", typed, situation(pack), latest=TODAY).code == code


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ({"day": "3", "month": "", "year": "1961"}, "month"),
        ({"day": "3", "month": "4", "year": ""}, "year"),
        ({"day": "", "month": "4", "year": ""}, "day"),
        ({"day": "3", "month": "13", "year": "1961"}, "month"),
        ({"day": "31", "month": "2", "year": "1961"}, "day"),
        ({"day": "3", "month": "4", "year": "196"}, "year"),
    ],
)
def test_a_refusal_says_which_box_is_meant(pack: CouncilPack, typed: Any, at: str) -> None:
    assert refused("date", typed, situation(pack)).values["at"] == at


def test_two_figures_of_a_year_are_never_guessed_where_the_day_may_be_ahead(pack: CouncilPack) -> None:
    assert refused("date", "1/1/27", situation(pack)).code == "date-year"
    assert KINDS["date"].tidy("1/1/27", page("date", earliest=TODAY), situation(pack)) == "2027-01-01"
    assert KINDS["date"].tidy("1/1/61", page("date"), situation(pack)) == "1961-01-01"


def test_with_a_clock_that_is_not_trusted_nothing_is_too_early_or_too_late(pack: CouncilPack) -> None:
    where = replace(situation(pack), clock_trusted=False)
    assert KINDS["date"].tidy("3/4/2061", page("date", latest=TODAY), where) == "2061-04-03"
    assert refused("date", "3/4/61", where, latest=TODAY).code == "date-year"
    assert KINDS["date"].facts("1961-04-03", page("date"), where) == {"given": date(1961, 4, 3)}
    assert KINDS["date"].options(page("date", pick=["today"]), where, Language()) == []
    fixed = DayLimit(on=date(2026, 4, 1))
    assert refused("date", "31/3/2026", where, earliest=fixed).code == "date-early"


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        (DayLimit(), date(2026, 11, 20)),
        (DayLimit(days=-1), date(2026, 11, 19)),
        (DayLimit(months=-1), date(2026, 10, 20)),
        (DayLimit(months=3), date(2027, 2, 20)),
        (DayLimit(years=-18), date(2008, 11, 20)),
        (DayLimit(years=1, months=1, days=1), date(2027, 12, 21)),
        (DayLimit(on=date(2026, 4, 1)), date(2026, 4, 1)),
        (None, None),
    ],
)
def test_limits_are_counted_from_today(limit: DayLimit | None, day: date | None) -> None:
    assert limit_day(limit, date(2026, 11, 20)) == day


def test_a_limit_at_the_end_of_a_month_stays_in_its_month() -> None:
    assert limit_day(DayLimit(months=1), date(2026, 1, 31)) == date(2026, 2, 28)
    assert limit_day(DayLimit(years=-1), date(2024, 2, 29)) == date(2023, 2, 28)


def test_a_day_outside_the_limits_is_told_the_limit_in_words(pack: CouncilPack) -> None:
    early = refused("date", "31/3/2026", situation(pack), earliest=DayLimit(on=date(2026, 4, 1)))
    assert words_for(early, Language()) == "Write Wednesday 1 April 2026 or a later date"
    late = refused("date", "21/12/2026", situation(pack), latest=DayLimit(months=1))
    assert words_for(late, pack.language("cy")).count("2026") == 1


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(1960, 11, 20), date(2026, 11, 20), 66),
        (date(1960, 11, 21), date(2026, 11, 20), 65),
        (date(2004, 2, 29), date(2025, 2, 28), 20),
        (date(2004, 2, 29), date(2025, 3, 1), 21),
        (date(2026, 11, 20), date(2026, 11, 20), 0),
        (date(2027, 1, 1), date(2026, 11, 20), -1),
    ],
)
def test_ages_are_whole_years(born: date, today: date, age: int) -> None:
    assert years_between(born, today) == age


def test_what_is_known_of_a_day(pack: CouncilPack) -> None:
    kind, where = KINDS["date"], situation(pack)
    facts = {"given": date(1961, 4, 3), "given.age": 65, "given.days-ago": 23972}
    assert kind.facts("1961-04-03", page("date"), where) == facts
    assert kind.facts("not-sure", page("date", not_sure=True), where) == {"given": "not-sure"}
    assert kind.shown("1961-04-03", page("date"), where, Language()) == "Monday 3 April 1961"
    welsh = pack.language("cy")
    assert kind.shown("1961-04-03", page("date"), where, welsh) == "Dydd Llun 3 Ebrill 1961"
    assert kind.words("1961-04-03", page("date"), where, welsh) == {"given": "dydd Llun 3 Ebrill 1961"}
    assert kind.words("not-sure", page("date", not_sure=True), where, Language()) == {
        "given": "I am not sure of the day"
    }


def test_days_to_pick_with_one_touch(pack: CouncilPack) -> None:
    options = KINDS["date"].options(page("date", pick=["today", "yesterday"]), situation(pack), Language())
    assert [(option.value, option.label, option.hint) for option in options] == [
        ("2026-11-20", "Today", "Friday 20 November"),
        ("2026-11-19", "Yesterday", "Thursday 19 November"),
    ]


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ({"from": "3/4/2026", "to": "5/4/2026"}, {"from": "2026-04-03", "to": "2026-04-05"}),
        ({"from": "3 April 2026", "to": "3 April 2026"}, {"from": "2026-04-03", "to": "2026-04-03"}),
        ({"from": {"day": "1", "month": "1", "year": "2026"}, "to": "2/1/2026"}, {"from": "2026-01-01",
        "to": "2026-01-02"}),
    ],
)  # fmt: skip
def test_ranges_that_are_taken(pack: CouncilPack, raw: Any, kept: dict[str, str]) -> None:
    assert KINDS["date_range"].tidy(raw, page("date_range"), situation(pack)) == kept


@pytest.mark.parametrize("typed", IN_1961)
def test_each_end_of_a_range_is_written_in_every_way(pack: CouncilPack, typed: str) -> None:
    raw = {"from": typed, "to": typed}
    kept = {"from": "1961-04-03", "to": "1961-04-03"}
    assert KINDS["date_range"].tidy(raw, page("date_range", latest=TODAY), situation(pack)) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "date-empty"), ("12", "date-wrong"), ("3/4", "date-wrong"), ("April 1961", "date-wrong"),
        ("soon", "date-month"), ("3/13/1961", "date-month"), ("31/2/1961", "date-day"), ("3/4/196", "date-year"),
        ("3/4/26", "date-year"), ("21/11/2026", "date-ahead"), ("3 ma 1961", "date-month"), ("0/1/1961", "date-day"),
        ("x" * 300, "date-wrong"), ("1961", "date-wrong"), ("3+4+1961", "date-wrong"),
        ({"day": "3"}, "date-empty"), (["3"], "wrong-shape"), (None, "wrong-shape"), ({"x": "3"}, "wrong-shape"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("end", ["from", "to"])
def test_each_end_of_a_range_is_refused_as_a_day_is(pack: CouncilPack, typed: Any, code: str, end: str) -> None:
    raw = {"from": "1/1/1961", "to": "1/1/2026", end: typed}
    error = refused("date_range", raw, situation(pack), latest=TODAY)
    assert error.code == code
    assert code == "wrong-shape" or error.values["at"].split(".")[0] == end


@pytest.mark.parametrize("raw", [{"from": "5/4/2026", "to": "4/4/2026"}, {"from": "1/1/2026", "to": "31/12/2025"}])
def test_a_range_ends_after_it_begins(pack: CouncilPack, raw: Any) -> None:
    assert refused("date_range", raw, situation(pack)).code == "range-order"


@pytest.mark.parametrize("raw", [None, 5, ["a"], {"since": "1/1/2026"}, "1/1/2026 to 2/1/2026"])
def test_what_is_no_range_is_refused(pack: CouncilPack, raw: Any) -> None:
    assert refused("date_range", raw, situation(pack)).code == "wrong-shape"


def test_what_is_known_of_a_range(pack: CouncilPack) -> None:
    kind, where, value = KINDS["date_range"], situation(pack), {"from": "2026-04-03", "to": "2026-04-05"}
    assert kind.facts(value, page("date_range"), where) == {
        "given": "given",
        "given.from": date(2026, 4, 3),
        "given.to": date(2026, 4, 5),
        "given.days": 3,
    }
    words = kind.words(value, page("date_range"), where, Language())
    assert words["given"] == "From Friday 3 April 2026 to Sunday 5 April 2026"
    assert words["given.to"] == "Sunday 5 April 2026"
    assert kind.shown(value, page("date_range"), where, pack.language("cy")).startswith(
        "Cyntaf: dydd Gwener 3 Ebrill 2026"
    )


@pytest.mark.parametrize("kind", ["date", "date_range"])
def test_a_day_that_nobody_knows_may_be_left_open_where_the_page_says_so(pack: CouncilPack, kind: str) -> None:
    where = situation(pack)
    assert KINDS[kind].tidy("not-sure", page(kind, not_sure=True), where) == "not-sure"
    assert KINDS[kind].shown("not-sure", page(kind, not_sure=True), where, Language()) == "I am not sure of the day"
    assert KINDS[kind].tidy("", page(kind, optional=True), where) == ""
    with pytest.raises(AnswerError):
        KINDS[kind].tidy("not-sure", page(kind), where)


def test_examples_are_days_even_where_a_condition_asks_whether_the_day_is_known(pack: CouncilPack) -> None:
    asked = page("date", not_sure=True)
    told_now = NextStep(dated="Now", undated="Now", when={asked.id: {"is": "not-sure"}})
    told_late = NextStep(dated="Late", undated="Late", when={asked.id: {"before": date(2026, 4, 1)}})
    where = situation(pack)
    where = replace(where, journey=msgspec.structs.replace(where.journey, next=[told_now, told_late]))
    examples = KINDS["date"].examples(asked, where)
    assert {"2026-03-31", "2026-04-01", "not-sure"} <= set(map(str, examples))


def test_examples_of_a_range_stand_on_both_sides_of_a_limit_of_days(pack: CouncilPack) -> None:
    asked, where = page("date_range", earliest=TODAY), situation(pack)
    after = Page(id="later", kind="notice", ask="Later", when={"given.days": {"at_least": 29}})
    where = replace(where, journey=msgspec.structs.replace(where.journey, page=[asked, after]))
    kind = KINDS["date_range"]
    lengths = {kind.facts(value, asked, where)["given.days"] for value in kind.examples(asked, where)}
    assert {28, 29, 30} <= lengths
