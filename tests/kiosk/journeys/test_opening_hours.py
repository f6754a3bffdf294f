"""Residents who look up when a place is open, and some who found it shut."""

from __future__ import annotations

import csv

import pytest
from residents import ended, printed, routed, said_next, told, without_reply

from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.errors import AnswerError
from kiosk.page_views import page_view

JOURNEY = "opening-hours"
PLACES = ("fairholme", "oldbrook", "harrow-marsh", "llanhelyg", "town-hall", "tip")
OF_THE_TABLE = {"town-hall": "town-hall", "tip": "recycling-centre"}


def hours_said(pack: CouncilPack, place: str) -> str:
    visit = told(pack, JOURNEY, {"place": place, "wanted": "usual"})
    assert visit.ending is not None
    return " ".join(page_view(visit, visit.ending, pack.language("en")).text)


def as_said(time: str) -> str:
    """Return a time of the table as people say it: "13:00" as "1"."""
    hour, minute = time.split(":")
    return str((int(hour) - 1) % 12 + 1) + (f":{minute}" if minute != "00" else "")


@pytest.mark.parametrize("place", PLACES)
def test_the_hours_are_those_that_articles_reckon_with(pack: CouncilPack, place: str) -> None:
    with (DEMO_COUNCIL / "words" / "opening.csv").open(encoding="utf-8", newline="") as source:
        rows = {row["id"]: row for row in csv.DictReader(source)}
    row = rows[OF_THE_TABLE.get(place, f"{place}-library")]
    said = hours_said(pack, place)
    for span in {row[day] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")} - {""}:
        first, last = span.split("-")
        assert f"{as_said(first)} to {as_said(last)}" in said


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_its_own_ending_in_both_languages(pack: CouncilPack, place: str) -> None:
    visit = told(pack, JOURNEY, {"place": place, "wanted": "usual"})
    assert ended(visit).endswith(" is open")
    assert ended(visit, "cy").endswith(" ar agor")


@pytest.mark.parametrize("place", PLACES)
def test_only_the_tip_is_open_on_bank_holidays(pack: CouncilPack, place: str) -> None:
    visit = told(pack, JOURNEY, {"place": place, "wanted": "holiday"})
    is_open = place == "tip"
    assert ended(visit) == ("It is open on most bank holidays" if is_open else "It is shut on bank holidays")
    assert ended(visit, "cy").startswith("Mae ar agor" if is_open else "Mae ar gau")


@pytest.mark.parametrize(
    ("cost", "team"), [("", "buildings"), ("way", "buildings"), ("fare", "managers"), ("appointment", "managers")]
)
def test_who_found_it_shut_hears_why(pack: CouncilPack, cost: str, team: str) -> None:
    found = {"came-on": "2026-11-19", "came-at": "morning", "said-why": "nothing", "cost": cost}
    visit = told(pack, JOURNEY, {"place": "oldbrook", "wanted": "was-shut", **found, **without_reply()})
    assert said_next(visit).startswith("We find out by Friday 27 November why it was shut.")
    assert said_next(visit, "cy").startswith("Byddwn yn cael gwybod erbyn dydd Gwener 27 Tachwedd")
    assert "Oldbrook library" in printed(visit)
    assert routed(visit) == team


@pytest.mark.parametrize(("day", "fits"), [("2026-08-19", False), ("2026-08-20", True), ("2026-11-21", False)])
def test_only_the_last_three_months_can_be_looked_into(pack: CouncilPack, day: str, fits: bool) -> None:
    visit = told(pack, JOURNEY, {"place": "oldbrook", "wanted": "was-shut"})
    if fits:
        visit.answer("came-on", day)
        return
    with pytest.raises(AnswerError):
        visit.answer("came-on", day)
