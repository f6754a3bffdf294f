"""Residents who tell the council about a street: holes, dumped rubbish."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, printed, said_next, street, told, urgent, without_reply

from kiosk.council_pack import CouncilPack


def a_hole(pack: CouncilPack, of: str = "", **answers: Any) -> Story:
    return {
        "what": "road", "depth": "golf-ball", "width": "lid", "risk": [], "harm": "none", **answers,
        "street": street(pack, of=of), "near": "The church gate", **without_reply(),
    }  # fmt: skip


def test_a_hole_in_the_road_is_looked_at_in_three_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "pothole", a_hole(pack))
    assert said_next(visit).startswith("We will look at the hole by Wednesday 25 November")
    assert "Mercher 25 Tachwedd" in said_next(visit, "cy")
    assert "In the road" in printed(visit)
    assert "church gate" not in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("answers", "is_urgent"),
    [
        ({"depth": "fist", "risk": ["swerve"]}, True),
        ({"depth": "fist", "risk": ["water", "dark"]}, False),
        ({"depth": "golf-ball", "risk": ["swerve"]}, False),
        ({"harm": "hurt"}, True),
        ({"harm": "both"}, True),
        ({"harm": "damage"}, False),
        ({"harm": "not-sure", "depth": "not-sure"}, False),
    ],
)
def test_a_hole_is_urgent_where_somebody_was_or_will_be_hurt(
    pack: CouncilPack, answers: Story, is_urgent: bool
) -> None:
    visit = told(pack, "pothole", a_hole(pack, **answers))
    assert urgent(visit) == is_urgent
    assert ("danger-now" in asked(visit)) == is_urgent
    assert said_next(visit).startswith("Your report is marked as urgent") == is_urgent


def test_a_hole_without_a_bottom_is_urgent_and_its_width_is_not_asked(pack: CouncilPack) -> None:
    answers = {key: value for key, value in a_hole(pack, of="county", depth="no-bottom").items() if key != "width"}
    visit = told(pack, "pothole", answers)
    assert urgent(visit)
    assert "known" not in asked(visit)
    assert "Marlshire County Council" in said_next(visit)
    assert "Gyngor Sir Marlshire" in said_next(visit, "cy")
    assert "do it now" in said_next(visit, dated=False)


def test_whoever_was_hurt_or_had_damage_hears_of_the_form(pack: CouncilPack) -> None:
    assert "money" in asked(told(pack, "pothole", a_hole(pack, harm="damage")))
    assert "money" not in asked(told(pack, "pothole", a_hole(pack)))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"what": "pavement"}, "If people could trip on it, we make it safe first."),
        ({"depth": "shallow"}, "may be mended later"),
        ({"what": "cycle"}, "mark it with paint"),
    ],
)
def test_what_happens_next_fits_the_hole(pack: CouncilPack, answers: Story, expected: str) -> None:
    assert expected in said_next(told(pack, "pothole", a_hole(pack, **answers)))


def test_a_county_road_is_handed_on(pack: CouncilPack) -> None:
    visit = told(pack, "pothole", a_hole(pack, of="county"))
    assert "county" in asked(visit)
    assert said_next(visit).startswith("We pass your report to Marlshire County Council")


def test_a_hole_on_private_land_is_the_owners(pack: CouncilPack) -> None:
    assert ended(told(pack, "pothole", {"what": "private"})) == "Whoever owns the land mends it"


def test_a_hole_that_is_known_need_not_be_told_again(pack: CouncilPack) -> None:
    answers = {**a_hole(pack), "street": street(pack, problem=557)}
    del answers["contact"]
    visit = told(pack, "pothole", {**answers, "known": "same"})
    assert ended(visit) == "We know about it. You do not need to report it."
    assert ended(visit, "cy") == "Rydym yn gwybod am hyn. Nid oes angen i chi roi gwybod amdano."
    assert "known" not in asked(told(pack, "pothole", {**answers, "harm": "hurt"}))


def rubbish(pack: CouncilPack, **answers: Any) -> Story:
    return {
        "what": ["bags"], "how-much": "boot", "land": "park", "street": street(pack), "near": "The pond",
        "papers": "no", "seen": "no", **answers,
    }  # fmt: skip


SAW_IT: Story = {
    "seen": "yes", "day": "2026-11-19", "time": "night", "had-vehicle": "plate", "plate": "AB12 CDE",
    "looked-like": "Two men in a white van",
}  # fmt: skip


def test_dumped_bags_are_cleared_in_three_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "dumped-rubbish", {**rubbish(pack), **without_reply()})
    assert said_next(visit).startswith("We will clear it by Wednesday 25 November")
    assert said_next(visit, "cy").startswith("Byddwn yn ei glirio erbyn")
    assert "Bags of rubbish" in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize("what", ["chemicals", "asbestos", "needles"])
def test_dangerous_rubbish_is_urgent_even_on_private_land(pack: CouncilPack, what: str) -> None:
    for land, told_next in (("park", "We make the place safe"), ("private", "We tell whoever owns the land")):
        visit = told(pack, "dumped-rubbish", {**rubbish(pack, what=["bags", what], land=land), **without_reply()})
        assert urgent(visit)
        assert "danger-now" in asked(visit)
        assert told_next in said_next(visit)


def test_on_private_land_the_owner_clears_what_nobody_saw(pack: CouncilPack) -> None:
    visit = told(pack, "dumped-rubbish", rubbish(pack, land="private"))
    assert ended(visit) == "Whoever owns the land has to clear it"
    assert ended(visit, "cy") == "Perchennog y tir sy’n gorfod ei glirio"


def test_on_private_land_a_name_in_it_is_worth_sending(pack: CouncilPack) -> None:
    visit = told(pack, "dumped-rubbish", {**rubbish(pack, land="private", papers="yes"), **without_reply()})
    assert "We start to find out who left it" in said_next(visit)


def test_whoever_saw_it_says_what_they_saw_and_may_be_asked_more(pack: CouncilPack) -> None:
    story = {**rubbish(pack), **SAW_IT, **by_text(), "witness": "court", "name": ""}
    visit = told(pack, "dumped-rubbish", story)
    assert "First we look for anything that shows who left it." in said_next(visit)
    assert "Yn gyntaf byddwn yn chwilio" in said_next(visit, "cy")
    for private in ("AB12", "white van", "07700"):
        assert private not in printed(visit)


def test_nobody_is_asked_to_be_a_witness_who_cannot_be_reached(pack: CouncilPack) -> None:
    visit = told(pack, "dumped-rubbish", {**rubbish(pack), **SAW_IT, **without_reply()})
    assert "witness" not in asked(visit)
    assert visit.complete


def test_a_lorry_full_can_take_longer(pack: CouncilPack) -> None:
    visit = told(pack, "dumped-rubbish", {**rubbish(pack, **{"how-much": "lorry"}), **without_reply()})
    assert "clearing it can take longer" in said_next(visit)


def test_what_is_in_the_way_is_asked_of_roads_and_paths_only(pack: CouncilPack) -> None:
    for land, is_asked in (("road", True), ("path", True), ("park", False), ("not-sure", False)):
        visit = told(pack, "dumped-rubbish", {"what": ["tyres"], "how-much": "one", "land": land})
        assert ("blocks" in asked(visit)) == is_asked


def test_rubbish_that_is_known_need_not_be_told_again(pack: CouncilPack) -> None:
    answers: Story = {
        "what": ["bags"], "how-much": "van", "land": "park", "street": street(pack, problem=587), "near": "The hall",
        "known": "same",
    }  # fmt: skip
    assert ended(told(pack, "dumped-rubbish", answers)) == "We know about it. You do not need to report it."
