from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.working_days import due_date, is_working_day, next_working_day, working_days_between

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("start", "standard", "due"),
    [
        (date(2026, 11, 20), 2, date(2026, 11, 24)),  # Friday → Tuesday: the picture's day
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # Saturday
        (date(2026, 12, 23), 2, date(2026, 12, 29)),  # Christmas Day, and Boxing Day (Saturday) kept on Monday 28
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2027, 12, 24), 1, date(2027, 12, 29)),  # both Christmas days on a weekend: Monday 27, Tuesday 28
        (date(2026, 4, 2), 1, date(2026, 4, 7)),  # Good Friday and Easter Monday
        (date(2026, 4, 1), 2, date(2026, 4, 7)),
        (date(2026, 5, 1), 1, date(2026, 5, 5)),  # early May bank holiday
        (date(2026, 8, 28), 1, date(2026, 9, 1)),  # summer bank holiday
    ],
)
@pytest.mark.parametrize("calendar", ["ENG", "WLS"])
def test_standards_skip_weekends_and_bank_holidays(start: date, standard: int, due: date, calendar: str) -> None:
    assert due_date(start, standard, calendar) == due


def test_scottish_days_are_working_days_here() -> None:
    assert is_working_day(date(2026, 11, 30))  # St Andrew
    assert is_working_day(date(2027, 3, 17), "WLS")  # St Patrick


def test_a_councils_own_closed_days_do_not_count() -> None:
    closed = [date(2026, 12, 29), date(2026, 12, 30)]
    assert due_date(date(2026, 12, 24), 1, closed=closed) == date(2026, 12, 31)
    assert next_working_day(date(2026, 12, 24), closed=closed) == date(2026, 12, 31)


def test_less_than_no_days_and_unknown_calendars_are_refused() -> None:
    with pytest.raises(ValueError, match="0 working days or more"):
        due_date(date(2026, 11, 20), -1)
    with pytest.raises(ValueError, match="use ENG"):
        is_working_day(date(2026, 11, 20), "SCT")


@given(days, st.integers(0, 30), st.sampled_from(["ENG", "WLS"]))
def test_the_days_between_are_the_standard(start: date, standard: int, calendar: str) -> None:
    due = due_date(start, standard, calendar)
    assert working_days_between(start, due, calendar) == standard
    if standard:
        assert is_working_day(due, calendar)


@given(days, days)
def test_nothing_lies_between_a_day_and_an_earlier_one(first: date, second: date) -> None:
    start, end = max(first, second), min(first, second)
    assert working_days_between(start, end) == 0
    assert working_days_between(end, end + timedelta(days=1)) in (0, 1)
