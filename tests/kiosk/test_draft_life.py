from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.draft_life import ends_at, last_day

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("saved_at", "last", "ends"),
    [
        (datetime(2026, 11, 20, 10, 0, tzinfo=UTC), date(2026, 12, 18), datetime(2026, 12, 19, tzinfo=UTC)),
        # Just after midnight in summer it is the day before in UTC.
        (datetime(2026, 6, 9, 23, 30, tzinfo=UTC), date(2026, 7, 8), datetime(2026, 7, 8, 23, 0, tzinfo=UTC)),
        # The clocks go back in between.
        (datetime(2026, 10, 10, 9, 0, tzinfo=UTC), date(2026, 11, 7), datetime(2026, 11, 8, tzinfo=UTC)),
    ],
)
def test_it_is_kept_to_the_end_of_the_day_that_is_printed(saved_at: datetime, last: date, ends: datetime) -> None:
    assert (last_day(saved_at, LONDON), ends_at(saved_at, LONDON)) == (last, ends)
