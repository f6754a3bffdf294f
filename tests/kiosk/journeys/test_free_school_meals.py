"""Families who ask for free school meals."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, papers, printed, said_next, told

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack

NIA = {"name": "Nia Llŷr", "born": "2015-03-04", "school": "weir"}
LOWRI = {"name": "Lowri Llŷr", "born": "2020-11-30", "school": "castle"}
WHO_ASKS = {"school-clothes": True, **by_text(), "your-full-name": "Mair Llŷr", "true": True}
CHECKED = {
    "whose-benefit": "mine", "benefit-born": "1988-07-01", "check-online": True, "insurance-number": "AB 12 34 56 C",
}  # fmt: skip


def meals(pack: CouncilPack, benefit: str, whose: Story, *children: Story) -> Story:
    """Free meals for these children, with this benefit and what is asked of whoever gets it."""
    return {
        "benefit": benefit, "children": list(children) or [NIA, LOWRI], "where": home(pack), "food": [],
        **whose, **WHO_ASKS,
    }  # fmt: skip


def test_the_computer_is_asked_and_nobody_at_school_sees_it(pack: CouncilPack) -> None:
    visit = told(pack, "free-school-meals", meals(pack, "universal-credit", CHECKED))
    assert said_next(visit).startswith("We ask the computer, and tell you and the school by Friday 27 November.")
    assert "Ni all neb yn yr ysgol weld pwy sy’n bwyta am ddim." in said_next(visit, "cy")
    assert "Within 5 working days" in said_next(visit, dated=False)
    assert papers(visit) == set()
    paper = printed(visit)
    assert not [word for word in ("Nia", "Credit", "AB 12") if word in paper]


@pytest.mark.parametrize("answers", [{"check-online": False}, {"check-online": True, "insurance-number": "not-sure"}])
def test_without_the_computer_a_letter_is_shown(pack: CouncilPack, answers: Story) -> None:
    whose = {"whose-benefit": "partner", "partner-name": "Ifan Llŷr", "benefit-born": "1980-01-01", **answers}
    visit = told(pack, "free-school-meals", meals(pack, "pension-credit", whose))
    assert papers(visit) == {"benefit"}
    assert said_next(visit).startswith("We look at it as soon as you have shown us your papers.")
    assert "dangos eich papurau i ni" in said_next(visit, "cy")


@pytest.mark.parametrize(
    ("benefit", "whose", "expected"),
    [
        ("asylum", {"whose-benefit": "mine", "benefit-born": "1990-01-01", "asylum-number": ""}, {"asylum"}),
        ("no-benefits", {}, {"visa", "pay"}),
    ],
)
def test_families_from_abroad_show_what_they_have(
    pack: CouncilPack, benefit: str, whose: Story, expected: set[str]
) -> None:
    visit = told(pack, "free-school-meals", meals(pack, benefit, whose))
    assert papers(visit) == expected
    assert "check-online" not in asked(visit)
    assert [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)] == ["crisis-help"]


@pytest.mark.parametrize(("born", "free_already"), [("2019-09-01", True), ("2019-08-31", False)])
def test_up_to_year_2_everybody_eats_free(pack: CouncilPack, born: str, free_already: bool) -> None:
    child = {**LOWRI, "born": born}
    visit = told(pack, "free-school-meals", meals(pack, "universal-credit", CHECKED, child))
    assert ("little-ones" in asked(visit)) is free_already
    assert said_next(visit).startswith("Your children eat free already") is free_already
    assert said_next(visit, "cy").startswith("Mae eich plant yn bwyta am ddim yn barod") is free_already


def test_one_older_child_is_enough_to_ask_for_meals(pack: CouncilPack) -> None:
    visit = told(pack, "free-school-meals", meals(pack, "universal-credit", CHECKED, NIA, LOWRI))
    assert visit.facts["children.older"] == 1
    assert "little-ones" not in asked(visit)


def test_without_a_benefit_there_is_other_help(pack: CouncilPack) -> None:
    visit = told(pack, "free-school-meals", {"benefit": "none"})
    assert ended(visit) == "Older children eat free with one of those benefits"
    assert ended(visit, "cy") == "Mae plant hŷn yn bwyta am ddim gydag un o’r budd-daliadau hynny"


def test_the_kitchen_is_told_what_makes_a_child_ill(pack: CouncilPack) -> None:
    story: dict[str, Any] = {**meals(pack, "universal-credit", {}), "food": ["allergy", "halal"]}
    before = {page: story[page] for page in ("benefit", "children", "where", "food")}
    assert "allergy" in asked(told(pack, "free-school-meals", before))
    assert "allergy" not in asked(told(pack, "free-school-meals", {**before, "food": ["halal"]}))


def test_a_school_elsewhere_is_named(pack: CouncilPack) -> None:
    child = {**NIA, "school": "other", "other-school": "Hill School, Marlton"}
    assert told(pack, "free-school-meals", meals(pack, "universal-credit", CHECKED, child)).complete
