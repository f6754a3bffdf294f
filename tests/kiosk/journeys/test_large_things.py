"""Residents who would like large things taken away."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.evidence import to_bring
from kiosk.page_views import page_view

WORN_OUT: Story = {"thing": "mattress", "carry": "yes"}


def large_things(pack: CouncilPack, *items: Story, **more: Any) -> dict[str, Any]:
    """The story of these things (one old mattress where none is said); answers by page, with _ for -."""
    story: dict[str, Any] = {
        "kind-of-things": "home", "items": [dict(item) for item in items or [WORN_OUT]], "where": home(pack),
        "resting": "front", "help-with-tax": "no",
    }  # fmt: skip
    story |= {page.replace("_", "-"): answer for page, answer in more.items()}
    return story


def to_the_end(story: Story, *, reuse: str = "") -> dict[str, Any]:
    """The story with a text message wanted, and yes or no to the reuse shop where that is asked."""
    asked_last = {"referral-reuse": reuse} if reuse else {}
    return {**story, **by_text(), "full-name": "Mair Rees", **asked_last}


def test_one_mattress_goes_for_the_price_of_three(pack: CouncilPack) -> None:
    visit = told(pack, "bulky-item", to_the_end(large_things(pack)))
    assert said_next(visit).startswith("We offer you two days to choose from by Friday 27 November. You pay when you")
    assert said_next(visit, "cy").startswith("Byddwn yn cynnig dau ddiwrnod i chi ddewis ohonynt erbyn dydd Gwener 27")
    assert "by 6 in the morning" in printed(visit)
    assert "erbyn 6 y bore" in printed(visit, "cy")
    assert "Mair" not in printed(visit)
    assert to_bring(visit, pack.language("en")).lines == ()


@pytest.mark.parametrize(
    ("count", "price"),
    [(1, "It costs £38"), (3, "It costs £38"), (4, "It costs £50"), (5, "It costs £62"), (6, "It costs £74")],
)
def test_the_price_grows_from_the_fourth_thing_on(pack: CouncilPack, count: int, price: str) -> None:
    visit = told(pack, "bulky-item", large_things(pack, *[WORN_OUT] * count))
    page = visit.page_named("price")
    assert page_view(visit, page, pack.language("en")).heading == price
    assert page_view(visit, page, pack.language("cy")).heading == price.replace("It costs", "Mae’n costio")


@pytest.mark.parametrize("count", [0, 7])
def test_from_one_to_six_things(pack: CouncilPack, count: int) -> None:
    story = {"kind-of-things": "home", "items": [dict(WORN_OUT)] * count}
    with pytest.raises(AnswerError):
        told(pack, "bulky-item", story)


@pytest.mark.parametrize(
    ("more", "free"),
    [
        ({"help_with_tax": "yes", "free_this_year": "no"}, True),
        ({"help_with_tax": "yes", "free_this_year": "yes"}, False),
        ({"help_with_tax": "not-sure"}, False),
        ({"help_with_tax": "no"}, False),
    ],
)
def test_one_visit_a_year_is_free_with_help_for_council_tax(pack: CouncilPack, more: Story, free: bool) -> None:
    visit = told(pack, "bulky-item", to_the_end(large_things(pack, *[WORN_OUT] * 6, **more)))
    heading = page_view(visit, visit.page_named("price"), pack.language("en")).heading
    assert (heading == "This visit is free") is free
    assert ("This visit is free." in said_next(visit)) is free
    assert ("Mae’r ymweliad hwn am ddim." in said_next(visit, "cy")) is free
    assert bool(to_bring(visit, pack.language("en")).papers) is free


def test_whoever_asks_at_the_desk_finds_the_days_there(pack: CouncilPack) -> None:
    visit = told(pack, "bulky-item", {**large_things(pack), **without_reply(), "full-name": "Mair Rees"})
    assert said_next(visit).startswith("Two days to choose from will be at the desk here by Friday 27 November.")


def test_whoever_cannot_carry_it_out_is_not_left_alone_with_it(pack: CouncilPack) -> None:
    visit = told(pack, "bulky-item", to_the_end(large_things(pack, resting="inside")))
    assert "We look for somebody who can carry it out" in said_next(visit)
    assert "Byddwn yn chwilio am rywun a all ei gario allan" in said_next(visit, "cy")


@pytest.mark.parametrize(("resting", "way"), [("store", True), ("front", False), ("drive", False)])
def test_only_behind_a_gate_is_a_way_in_asked_for(pack: CouncilPack, resting: str, way: bool) -> None:
    assert ("way-in" in asked(told(pack, "bulky-item", large_things(pack, resting=resting)))) is way


@pytest.mark.parametrize(("thing", "told_how"), [("fridge", True), ("machine", False)])
def test_a_fridge_is_emptied_first(pack: CouncilPack, thing: str, told_how: bool) -> None:
    item: Story = {"thing": thing, "carry": "yes", **({"good": "no"} if thing == "machine" else {})}
    assert ("fridge-ready" in asked(told(pack, "bulky-item", large_things(pack, WORN_OUT, item)))) is told_how


@pytest.mark.parametrize(("carry", "team"), [("no", "large-things-by-four"), ("yes", "large-things")])
def test_what_two_cannot_carry_goes_to_a_larger_crew(pack: CouncilPack, carry: str, team: str) -> None:
    item = {"thing": "wood", "good": "no", "carry": carry}
    visit = told(pack, "bulky-item", to_the_end(large_things(pack, WORN_OUT, item)))
    assert routed(visit) == team


@pytest.mark.parametrize(("good", "offered"), [("yes", True), ("no", False), ("not-sure", False)])
def test_only_what_is_still_good_is_offered_to_the_reuse_shop(pack: CouncilPack, good: str, offered: bool) -> None:
    item = {"thing": "soft-seat", "good": good, "carry": "yes"}
    visit = told(pack, "bulky-item", to_the_end(large_things(pack, item), reuse="no" if offered else ""))
    assert ("referral-reuse" in asked(visit)) is offered
    assert visit.complete


def test_without_a_way_to_reach_them_nobody_is_offered_the_reuse_shop(pack: CouncilPack) -> None:
    item = {"thing": "soft-seat", "good": "yes", "carry": "yes"}
    visit = told(pack, "bulky-item", {**large_things(pack, item), **without_reply(), "full-name": "Mair Rees"})
    assert "referral-reuse" not in asked(visit)


@pytest.mark.parametrize(
    ("kind", "english", "welsh"),
    [
        ("builder", "The large things lorry cannot take this", "Ni all y lori pethau mawr fynd â hyn"),
        ("asbestos", "Please leave it where it is", "Gadewch ef lle mae, os gwelwch yn dda"),
        (
            "business",
            "We cannot take things from a business or a home you let",
            "Ni allwn fynd â phethau o fusnes neu o gartref rydych yn ei osod",
        ),
    ],
)
def test_what_no_lorry_of_ours_may_take(pack: CouncilPack, kind: str, english: str, welsh: str) -> None:
    visit = told(pack, "bulky-item", {"kind-of-things": kind})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


def test_something_else_is_named(pack: CouncilPack) -> None:
    item = {"thing": "other", "which-thing": "A garden swing", "good": "not-sure", "carry": "not-sure"}
    assert told(pack, "bulky-item", to_the_end(large_things(pack, item))).complete
