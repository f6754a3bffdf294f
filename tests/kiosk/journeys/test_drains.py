"""Residents who tell the council about a drain or a flood."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, said_next, street, told, urgent, without_reply

from kiosk.council_pack import CouncilPack


def a_drain(pack: CouncilPack, of: str = "", **answers: Any) -> Story:
    return {
        "danger": "none", "what": "road", "street": street(pack, of=of), "near": "The bus stop", "wrong": "slow",
        "rain": "any", "water-goes": "road", "parked": "no",
        **{page.replace("_", "-"): answer for page, answer in answers.items()}, **without_reply(),
    }  # fmt: skip


def a_flood(pack: CouncilPack, danger: str, of: str = "") -> Story:
    return {"danger": danger, "street": street(pack, of=of), "near": "The bus stop", **without_reply()}


def test_a_blocked_drain_is_looked_at_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "drain", a_drain(pack))
    assert said_next(visit).startswith("We will look at the drain by Friday 27 November")
    assert "Caiff y rhan fwyaf o ddraeniau eu clirio" in said_next(visit, "cy")
    assert "Water runs away slowly" in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize("danger", ["home", "cover", "road"])
def test_a_danger_is_urgent_and_nothing_more_is_asked_of_the_drain(pack: CouncilPack, danger: str) -> None:
    visit = told(pack, "drain", a_flood(pack, danger))
    assert urgent(visit)
    assert "danger-now" in asked(visit)
    assert not {"what", "wrong", "rain", "parked"} & asked(visit)
    assert said_next(visit).startswith("Your report is marked as urgent. We look at it before any other drain")
    assert "do it now" in said_next(visit, dated=False)


def test_a_flood_on_a_county_road_is_handed_on(pack: CouncilPack) -> None:
    assert "Marlshire County Council" in said_next(told(pack, "drain", a_flood(pack, "road", of="county")))
    assert "Gyngor Sir Marlshire" in said_next(told(pack, "drain", a_drain(pack, of="county")), "cy")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"water_goes": "homes", "rain": "heavy"}, "because water could get into homes"),
        ({"rain": "dry"}, "we tell the water company"),
        ({"rain": "heavy"}, "empty again an hour or two later"),
        ({"rain": "not-sure"}, "Most drains are cleared on that visit."),
    ],
)
def test_what_happens_next_fits_the_water(pack: CouncilPack, answers: Story, expected: str) -> None:
    assert expected in said_next(told(pack, "drain", a_drain(pack, **answers)))


def test_rain_is_asked_only_where_there_is_water(pack: CouncilPack) -> None:
    for wrong, is_asked in (("slow", True), ("stands", True), ("covered", False), ("smell", False), ("loud", False)):
        answers = {"danger": "not-sure", "what": "path", "street": street(pack), "near": "12", "wrong": wrong}
        assert ({"rain", "water-goes"} <= asked(told(pack, "drain", answers))) == is_asked


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"what": "home", "renting": "yes"}, "Our housing team mends it", "Ein tîm tai sy’n ei drwsio"),
        (
            {"what": "home", "renting": "no"},
            "The owner or the water company mends it",
            "Y perchennog neu’r cwmni dŵr sy’n ei drwsio",
        ),
        ({"what": "dirty"}, "Please tell the water company now", "Dywedwch wrth y cwmni dŵr nawr, os gwelwch yn dda"),
    ],
)
def test_pipes_that_are_not_the_councils_have_somebody_else_who_helps(
    pack: CouncilPack, answers: Story, english: str, welsh: str
) -> None:
    visit = told(pack, "drain", {"danger": "none", **answers})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


def test_a_flood_that_is_known_need_not_be_told_again(pack: CouncilPack) -> None:
    where = {"street": street(pack, problem=664), "near": "12"}
    visit = told(pack, "drain", {"danger": "none", "what": "road", **where, "known": "same"})
    assert ended(visit) == "We know about it. You do not need to report it."
    assert "known" not in asked(told(pack, "drain", {"danger": "home", **where}))
