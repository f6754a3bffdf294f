"""Tenants of the council who ask for a repair."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack

REPAIR = "housing-repair"
WITHIN_A_DAY = "Somebody comes within 24 hours"
WITHIN_5_DAYS = "Somebody comes to repair it within 5 working days."


def a_repair(
    pack: CouncilPack, room: str = "kitchen", first: str = "first", there: tuple[str, ...] = (), **wrong: Any
) -> Story:
    """Return the story of somebody who lets us in at any time; `wrong` is what is wrong, in the order asked."""
    inside = {"good-times": ["any"]} if room not in ("outside", "shared") else {}
    return {
        "danger": "none", "landlord": "council", "where": home(pack), "room": room,
        **{page.replace("_", "-"): answer for page, answer in wrong.items()},
        "details": "Day and night", "told-before": first, "who-there": list(there), **inside, "at-the-door": [],
        **without_reply(),
    }  # fmt: skip


def test_a_dripping_tap_is_repaired_in_twenty_working_days(pack: CouncilPack) -> None:
    visit = told(pack, REPAIR, a_repair(pack, what="water", water_what="drips"))
    assert said_next(visit).startswith("Somebody comes to repair it by Friday 18 December")
    assert said_next(visit, "cy").startswith("Daw rhywun i’w drwsio erbyn dydd Gwener 18 Rhagfyr")
    assert "In the kitchen" in printed(visit)
    assert "Day and night" not in printed(visit)
    assert not urgent(visit)
    assert routed(visit) == "repairs"


@pytest.mark.parametrize("danger", ["gas", "sparks", "flood", "falling"])
def test_a_danger_is_urgent_and_nothing_more_is_asked_of_it(pack: CouncilPack, danger: str) -> None:
    story = {
        "danger": danger,
        "landlord": "council",
        "where": home(pack),
        "details": "",
        "who-there": ["baby"],
        "at-the-door": ["slow"],
    }
    visit = told(pack, REPAIR, {**story, **by_text(), "name": ""})
    assert urgent(visit)
    assert ("gas-now" in asked(visit)) == (danger == "gas")
    assert ("danger-now" in asked(visit)) == (danger != "gas")
    assert not {"room", "what", "told-before", "good-times"} & asked(visit)
    assert "to make the home safe" in said_next(visit)
    assert "do it now" in said_next(visit, dated=False)
    assert "Daw rhywun o fewn 24 awr" in said_next(visit, "cy")


@pytest.mark.parametrize(
    ("wrong", "soon"),
    [
        ({"what": "water", "water_what": "leak", "stop_water": "no"}, True),
        ({"what": "water", "water_what": "leak", "stop_water": "not-sure"}, True),
        ({"what": "water", "water_what": "leak", "stop_water": "yes"}, False),
        ({"what": "water", "water_what": "none"}, True),
        ({"what": "toilet", "toilet_what": "flush", "only_toilet": "yes"}, True),
        ({"what": "toilet", "toilet_what": "flush", "only_toilet": "no"}, False),
        ({"what": "heating", "heating_what": "all", "heater": "no"}, True),
        ({"what": "heating", "heating_what": "heating", "heater": "yes"}, True),
        ({"what": "heating", "heating_what": "water"}, False),
        ({"what": "power", "power_what": "none", "neighbours_power": "yes"}, True),
        ({"what": "power", "power_what": "none", "neighbours_power": "not-sure"}, True),
        ({"what": "power", "power_what": "hot"}, True),
        ({"what": "power", "power_what": "part"}, False),
        ({"what": "window", "window_what": "glass", "climb_in": "yes", "broken_in": "no"}, True),
        ({"what": "window", "window_what": "glass", "climb_in": "no", "broken_in": "not-sure"}, False),
        ({"what": "door", "door_what": "open", "broken_in": "yes", "crime_number": ""}, True),
        ({"what": "floor", "floor_what": "hole"}, False),
    ],
)  # fmt: skip
def test_what_cannot_wait_comes_within_a_day_and_what_is_less_bad_in_five(
    pack: CouncilPack, wrong: Story, soon: bool
) -> None:
    visit = told(pack, REPAIR, a_repair(pack, **wrong))
    assert urgent(visit) == soon
    assert (WITHIN_A_DAY if soon else WITHIN_5_DAYS) in said_next(visit)


@pytest.mark.parametrize(
    ("wrong", "room"),
    [
        ({"outside_what": "rain-in"}, "outside"),
        ({"shared_what": "lift"}, "shared"),
        ({"shared_what": "entry"}, "shared"),
    ],
)
def test_rain_and_lifts_take_five_days_and_nobody_has_to_be_at_home(pack: CouncilPack, wrong: Story, room: str) -> None:
    visit = told(pack, REPAIR, a_repair(pack, room, **wrong))
    assert said_next(visit).startswith(WITHIN_5_DAYS)
    assert "good-times" not in asked(visit)


@pytest.mark.parametrize("size", ["plate", "door", "rooms"])
def test_damp_is_always_looked_at_in_ten_working_days(pack: CouncilPack, size: str) -> None:
    visit = told(pack, REPAIR, a_repair(pack, "living", what="damp", mould_size=size, damp_from="cold"))
    assert "within 10 working days" in said_next(visit)
    assert "Nid ydym byth yn beio’r ffordd rydych yn byw" in said_next(visit, "cy")
    assert routed(visit) == "damp-and-mould"
    assert not urgent(visit)


@pytest.mark.parametrize("there", ["baby", "old", "ill", "pregnant"])
def test_much_mould_beside_somebody_weak_is_urgent(pack: CouncilPack, there: str) -> None:
    much = told(
        pack, REPAIR, a_repair(pack, "living", there=(there,), what="damp", mould_size="rooms", damp_from="leak")
    )
    less = told(
        pack, REPAIR, a_repair(pack, "living", there=(there,), what="damp", mould_size="door", damp_from="leak")
    )
    assert (urgent(much), urgent(less)) == (True, False)
    assert WITHIN_A_DAY in said_next(much)


@pytest.mark.parametrize(
    ("first", "team"), [("first", "repairs"), ("nobody-came", "repairs-again"), ("broke-again", "repairs-again")]
)
def test_what_was_told_before_goes_to_others(pack: CouncilPack, first: str, team: str) -> None:
    assert routed(told(pack, REPAIR, a_repair(pack, first=first, what="power", power_what="one"))) == team


def test_a_power_cut_in_the_whole_street_is_for_105(pack: CouncilPack) -> None:
    story = {"danger": "none", "landlord": "council", "where": home(pack), "room": "whole", "what": "power"}
    visit = told(pack, REPAIR, {**story, "power-what": "none", "neighbours-power": "no"})
    assert (ended(visit), ended(visit, "cy")) == ("It is a power cut: call 105", "Toriad trydan yw hwn: ffoniwch 105")


@pytest.mark.parametrize(
    ("landlord", "english", "welsh"),
    [
        ("association", "Your housing association repairs it", "Eich cymdeithas dai sy’n ei drwsio"),
        (
            "private",
            "Your landlord must repair it, and we can make them",
            "Rhaid i’ch landlord ei drwsio, a gallwn ni wneud iddo wneud hynny",
        ),
        ("own", "You repair your own home", "Chi sy’n trwsio eich cartref eich hun"),
    ],
)
def test_homes_of_others_are_repaired_by_others(pack: CouncilPack, landlord: str, english: str, welsh: str) -> None:
    for danger in ("none", "gas"):
        visit = told(pack, REPAIR, {"danger": danger, "landlord": landlord})
        assert (ended(visit), ended(visit, "cy")) == (english, welsh)


@pytest.mark.parametrize(
    ("other", "room"),
    [({"what": "other"}, "hall"), ({"outside-what": "other"}, "outside"), ({"shared-what": "other"}, "shared")],
)
def test_something_else_has_to_be_said_in_words(pack: CouncilPack, other: Story, room: str) -> None:
    visit = told(pack, REPAIR, {"danger": "none", "landlord": "council", "where": home(pack), "room": room, **other})
    assert visit.first_unanswered == visit.journey.page_named("broken")
    assert "details" not in asked(visit)
