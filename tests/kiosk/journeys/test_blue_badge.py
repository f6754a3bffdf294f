"""Residents who ask for a Blue Badge, for themselves, a child, somebody else or a group."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, said_next, told, urgent, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.visit import Visit

HER: Story = {
    "for-whom": "someone-else", "their-name": "Olwen Rees", "you-are": "family", "they-agree": "yes",
    "whose-contact": "mine",
}  # fmt: skip
AT_THE_END: Story = {"photo": "desk", **without_reply(), "true": "yes"}


def for_me(pack: CouncilPack, **answers: Any) -> Story:
    """Return what is asked of somebody who wants a first badge, up to the benefits, in order."""
    first = {"for-whom": "self", "wanted": "new", "name": "Ann Rees", "born": "1950-03-27", "where": home(pack)}
    return {**first, **answers}


def walking(pack: CouncilPack, stop: str = "cars", signs: list[str] | None = None) -> Story:
    """Return the answers of somebody who can hardly walk, up to what happens when they do."""
    steps = {"walk-stop": stop} if stop == "not-at-all" else {"walk-stop": stop, "walk-signs": signs or []}
    return {**for_me(pack), "benefits": [], "difficulty": ["walking"], "how-long": "for-good", **steps}


def about_it(**answers: Any) -> Story:
    rest = {"condition": "Arthritis", "treatment": "no", "who-knows": "nobody", **answers}
    return {**rest, **AT_THE_END}


def for_a_child(pack: CouncilPack, under_3: str) -> Story:
    first = {"for-whom": "child", "child-name": "Ifan Rees", "wanted": "new", "born": "2024-06-01"}
    return {**first, "where": home(pack), "under-3": under_3}


def papers(visit: Visit) -> set[str]:
    return {paper.id for paper in needed(visit)}


def routed(visit: Visit) -> str:
    from kiosk.conditions import holds

    return next((route.to for route in visit.journey.route if holds(route.when, visit.facts)), visit.journey.routing)


@pytest.mark.parametrize("benefit", ["pip-moving", "pip-journeys", "dla"])
def test_with_a_benefit_nobody_is_asked_how_they_walk(pack: CouncilPack, benefit: str) -> None:
    story = {
        **for_me(pack), "benefits": [benefit], "benefit-ends": "2028-04-01", "check-benefit": "yes",
        "ni-number": "QQ 12 34 56 C".replace("QQ", "AB"), **AT_THE_END,
    }  # fmt: skip
    visit = told(pack, "blue-badge", story)
    assert said_next(visit).startswith("Once we have seen your letter, we can mostly decide within four weeks")
    assert said_next(visit, "cy").startswith("Ar ôl gweld eich llythyr, gallwn benderfynu o fewn pedair wythnos")
    assert not {"difficulty", "walk-stop", "condition"} & asked(visit)
    assert papers(visit) == {"identity", "address", "benefit"}
    assert routed(visit) == "blue-badge-direct"
    assert "AB123456C" not in printed(visit)
    assert "Independence" not in printed(visit)


def test_whoever_is_on_the_list_of_blind_people_shows_that_paper(pack: CouncilPack) -> None:
    visit = told(pack, "blue-badge", {**for_me(pack), "benefits": ["blind"], **AT_THE_END})
    assert papers(visit) == {"identity", "address", "sight"}
    assert not {"benefit-ends", "check-benefit", "ni-number"} & asked(visit)


def test_a_benefit_office_is_asked_only_with_a_yes(pack: CouncilPack) -> None:
    story = {**for_me(pack), "benefits": ["war"], "check-benefit": "no"}
    assert "ni-number" not in asked(told(pack, "blue-badge", story))


def test_whoever_can_hardly_walk_may_be_asked_to_show_it(pack: CouncilPack) -> None:
    story = {**walking(pack, signs=["pain"]), "aids": ["stick"], "some-days": "same", **about_it()}
    visit = told(pack, "blue-badge", story)
    assert said_next(visit).startswith("Once we have seen your papers, we decide within 60 working days.")
    assert "walk a short way" in said_next(visit)
    assert "i gerdded ychydig gyda rhywun sy’n deall y peth" in said_next(visit, "cy")
    assert "doctor" in papers(visit)
    assert routed(visit) == "blue-badge"
    assert "Arthritis" not in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("stop", "signs", "refused"),
    [
        ("further", [], True),
        ("further", ["pain"], False),
        ("further", ["danger"], False),
        ("buses", [], False),
        ("cars", [], False),
        ("not-at-all", None, False),
    ],
)
def test_whoever_walks_far_without_pain_hears_so_at_once(
    pack: CouncilPack, stop: str, signs: list[str] | None, refused: bool
) -> None:
    visit = told(pack, "blue-badge", walking(pack, stop, signs))
    assert ended(visit) == ("The badge is for people who can hardly walk" if refused else "")
    assert ended(visit, "cy") == ("Mae’r bathodyn i bobl sydd prin yn gallu cerdded" if refused else "")


def test_walking_far_does_not_count_against_hidden_reasons(pack: CouncilPack) -> None:
    story = {**walking(pack, "further", []), "difficulty": ["walking", "hidden"]}
    assert not ended(told(pack, "blue-badge", story))


@pytest.mark.parametrize(("how_long", "heading"), [("shorter", "The badge is for what lasts 3 years or more"),
                                                   ("for-good", ""), ("not-sure", ""), ("time-short", "")])  # fmt: skip
def test_the_badge_is_for_what_lasts_three_years(pack: CouncilPack, how_long: str, heading: str) -> None:
    story = {**for_me(pack), "benefits": [], "difficulty": ["walking"], "how-long": how_long}
    assert ended(told(pack, "blue-badge", story)) == heading


def test_whoever_may_not_live_long_comes_first(pack: CouncilPack) -> None:
    story = {
        **for_me(pack), "benefits": [], "difficulty": ["walking"], "how-long": "time-short", "walk-stop": "not-at-all",
        "aids": ["wheelchair"], "some-days": "same", "condition": "Cancer", "who-knows": "doctor",
        "who-name": "Dr Khan, Mill Lane Surgery", "ask-them": "yes", **AT_THE_END,
    }  # fmt: skip
    visit = told(pack, "blue-badge", story)
    assert urgent(visit)
    assert said_next(visit).startswith("We look at this before all others")
    assert said_next(visit, "cy").startswith("Rydym yn edrych ar hwn cyn y lleill i gyd")
    assert "treatment" not in asked(visit)
    assert "Cancer" not in printed(visit)
    assert "Khan" not in printed(visit)


def test_hidden_reasons_are_asked_about_as_they_are(pack: CouncilPack) -> None:
    story = {
        **HER, "wanted": "new", "born": "2001-01-31", "where": home(pack), "benefits": [], "difficulty": ["hidden"],
        "how-long": "not-sure", "hidden-what": ["traffic", "fear"], "hidden-often": "always",
        "hidden-now": "We hold hands.", **about_it(),
    }  # fmt: skip
    visit = told(pack, "blue-badge", story)
    assert visit.page_named("difficulty").ask == "What is very hard for them?"
    assert "we may ask to talk with you" in said_next(visit)
    assert not {"name", "walk-stop"} & asked(visit)


@pytest.mark.parametrize(
    ("difficulty", "drives", "heading"),
    [(["arms"], "no", "For the arms alone, the badge is for drivers"), (["arms"], "yes", "")],
)
def test_for_the_arms_alone_it_is_for_drivers(
    pack: CouncilPack, difficulty: list[str], drives: str, heading: str
) -> None:
    story = {**for_me(pack), "benefits": [], "difficulty": difficulty, "how-long": "for-good", "arms-drive": drives}
    visit = told(pack, "blue-badge", story)
    assert ended(visit) == heading
    assert ("arms-machine" in asked(visit)) == (drives == "yes")


def test_none_of_the_reasons_of_the_law(pack: CouncilPack) -> None:
    visit = told(pack, "blue-badge", {**for_me(pack), "benefits": [], "difficulty": ["none"]})
    assert ended(visit) == "The law gives this badge for those reasons only"
    assert ended(visit, "cy") == "Dim ond am y rhesymau hynny y mae’r gyfraith yn rhoi’r bathodyn hwn"


@pytest.mark.parametrize(("baby", "ends"), [("equipment", False), ("treatment", False), ("neither", True)])
def test_very_small_children_get_it_for_two_reasons(pack: CouncilPack, baby: str, ends: bool) -> None:
    visit = told(pack, "blue-badge", {**for_a_child(pack, "yes"), "baby": baby})
    assert ended(visit) == ("We cannot give this badge before your child is 3" if ends else "")
    assert "benefits" not in asked(visit)
    if not ends:
        assert "baby-what" in asked(visit)


def test_a_child_of_three_is_asked_about_as_others(pack: CouncilPack) -> None:
    visit = told(pack, "blue-badge", for_a_child(pack, "no"))
    assert "benefits" in asked(visit)
    assert visit.page_named("benefits").ask == "Is one of these true for them?"


@pytest.mark.parametrize(
    ("ends_on", "heading"),
    [("2027-02-12", ""), ("2027-02-13", "You can ask for the next badge a little later"), ("2025-01-01", "")],
)
def test_the_next_badge_may_be_asked_for_twelve_weeks_before(pack: CouncilPack, ends_on: str, heading: str) -> None:
    visit = told(pack, "blue-badge", {"for-whom": "self", "wanted": "renew", "ends-on": ends_on})
    assert ended(visit) == heading


@pytest.mark.parametrize(("how", "crime"), [("stolen", True), ("lost", False), ("broken", False)])
def test_a_lost_badge_is_stopped_and_made_again(pack: CouncilPack, how: str, crime: bool) -> None:
    first = {"for-whom": "self", "wanted": "lost", "lost-how": how, **({"crime-number": ""} if crime else {})}
    rest = {"badge-number": "7KD4N9", "name": "Ann Rees", "born": "1950-03-27", "where": home(pack)}
    visit = told(pack, "blue-badge", {**first, **rest, **AT_THE_END})
    assert said_next(visit).startswith("We stop the old badge today")
    assert ("crime-number" in asked(visit)) == crime
    assert not {"benefits", "difficulty"} & asked(visit)


def test_a_badge_is_given_back_at_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, "blue-badge", {"for-whom": "self", "wanted": "back"})
    assert ended(visit) == "Please leave the badge at the desk"
    assert ended(visit, "cy") == "Gadewch y bathodyn wrth y ddesg, os gwelwch yn dda"


def test_a_group_that_drives_people_may_have_badges(pack: CouncilPack) -> None:
    group = {"for-whom": "business", "business-name": "Mill Lane Day Centre", "business-role": "staff"}
    assert ended(told(pack, "blue-badge", {**group, "group-drives": "no"})) == "This badge is for those who do both"
    story = {
        **group, "group-drives": "yes", "group-people": "40", "group-badges": "2", "where": home(pack),
        **without_reply(), "true": "yes",
    }  # fmt: skip
    visit = told(pack, "blue-badge", story)
    assert "how people are driven" in said_next(visit)
    assert routed(visit) == "blue-badge-groups"
    assert not {"born", "photo", "benefits", "name"} & asked(visit)
