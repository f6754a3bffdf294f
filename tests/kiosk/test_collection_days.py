from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest

from kiosk.collection_days import is_collection_day, last_collections, next_collection, state_of
from kiosk.council_pack import CouncilPack
from kiosk.gazetteer import Address

WEEK_A = date(2026, 11, 16)


@pytest.fixture(scope="module")
def house(pack: CouncilPack) -> Address:
    """Fridays; which bin in which week is set by hand."""
    [found] = [one for one in pack.gazetteer.at_postcode("FH1 4QT") if one.number == "14"]
    from dataclasses import is_dataclass, replace

    bins = {"rubbish": "b", "recycling": "a", "food": "every"}
    return replace(found, bins=bins) if is_dataclass(found) else msgspec.structs.replace(found, bins=bins)


@pytest.mark.parametrize(
    ("bins", "day", "collected"),
    [
        (["recycling"], date(2026, 11, 20), True),
        (["recycling"], date(2026, 11, 27), False),
        (["recycling"], date(2026, 11, 13), False),
        (["recycling"], date(2026, 11, 6), True),
        (["rubbish"], date(2026, 11, 27), True),
        (["rubbish"], date(2026, 11, 20), False),
        (["food"], date(2026, 11, 20), True),
        (["food"], date(2026, 11, 27), True),
        (["rubbish", "recycling"], date(2026, 11, 27), True),
        (["food"], date(2026, 11, 19), False),
        (["garden"], date(2026, 11, 20), False),
        ([], date(2026, 11, 20), False),
        (["recycling"], date(2027, 1, 1), True),
    ],
)
def test_which_bin_on_which_day(house: Address, bins: list[str], day: date, collected: bool) -> None:
    assert is_collection_day(house, bins, day, WEEK_A) is collected


def test_the_last_and_the_next_collections(house: Address) -> None:
    friday = date(2026, 11, 20)
    assert last_collections(house, ["recycling"], friday, WEEK_A) == [friday, date(2026, 11, 6), date(2026, 10, 23)]
    assert last_collections(house, ["food"], friday, WEEK_A, most=2) == [friday, date(2026, 11, 13)]
    assert last_collections(house, ["garden"], friday, WEEK_A) == []
    assert next_collection(house, ["recycling"], friday, WEEK_A) == date(2026, 12, 4)
    assert next_collection(house, ["food"], friday, WEEK_A) == date(2026, 11, 27)
    assert next_collection(house, ["garden"], friday, WEEK_A) is None


@pytest.mark.parametrize(
    ("limit", "day", "now", "state"),
    [
        (2, date(2026, 11, 20), (2026, 11, 24, 23), "ok"),
        (2, date(2026, 11, 20), (2026, 11, 25, 0), "too-late"),
        (0, date(2026, 11, 20), (2026, 11, 22, 9), "ok"),  # no working day has passed on a Sunday
        (0, date(2026, 11, 20), (2026, 11, 23, 9), "too-late"),
        (5, date(2026, 11, 20), (2026, 11, 27, 9), "ok"),
        (5, date(2026, 11, 20), (2026, 11, 30, 9), "too-late"),
    ],
)
def test_the_councils_limit_counts(pack: CouncilPack, limit: int, day: date, now: tuple[int, ...], state: str) -> None:
    collections = msgspec.structs.replace(pack.council.collections, limit_working_days=limit)
    council = msgspec.structs.replace(pack.council, collections=collections)
    assert state_of(day, datetime(*now, tzinfo=pack.zone), council) == state  # type: ignore[arg-type]
