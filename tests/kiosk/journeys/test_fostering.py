"""People who think of fostering a child."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack

ALONE = {"born": "1980-05-05", "spare-room": "yes"}


def fostering(pack: CouncilPack, **answers: Any) -> Story:
    """Somebody who owns a home and lives there alone."""
    story = {
        **ALONE, "where": home(pack), "home-is": "own", "people": [], "time-at-home": "day", "ages": ["five"],
        "how-long": ["weekends"], "done-before": [], "fostered-before": "no", "smoke": "nobody", "pets": [],
        "drive": False, "tongues": "Polish", "faith": "", "records": "talk", "why-now": "", "first-step": "evening",
        **by_text(), "your-full-name": "Mair Llŷr",
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    assert given.keys() <= story.keys()
    return {**story, **given}


def behind(story: Story, page: str, more: Story) -> Story:
    """The story with more answers behind that page."""
    longer: dict[str, Any] = {}
    for name, answer in story.items():
        longer[name] = answer
        longer.update(more if name == page else {})
    return longer


def test_somebody_gets_in_touch_and_nothing_is_decided(pack: CouncilPack) -> None:
    visit = told(pack, "foster-carer", fostering(pack))
    assert said_next(visit).startswith("Somebody from the fostering team gets in touch by Friday 27 November")
    assert "Wedyn chi sy’n penderfynu a fyddwn yn ymweld â chi." in said_next(visit, "cy")
    assert "within 5 working days" in said_next(visit, dated=False)
    assert routed(visit) == "fostering"
    assert not [word for word in ("Mair", "Polish") if word in printed(visit)]
    assert [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)] == ["library-card"]


def test_who_wants_no_reply_finds_a_letter_at_the_desk(pack: CouncilPack) -> None:
    story = {page: answer for page, answer in fostering(pack).items() if page not in ("contact", "mobile")}
    name = story.pop("your-full-name")
    visit = told(pack, "foster-carer", {**story, **without_reply(), "your-full-name": name})
    assert "the desk has a letter for you" in said_next(visit)
    assert "mae llythyr i chi wrth y ddesg" in said_next(visit, "cy")


@pytest.mark.parametrize(("born", "young"), [("2005-11-20", False), ("2005-11-21", True)])
def test_foster_carers_are_21(pack: CouncilPack, born: str, young: bool) -> None:
    visit = told(pack, "foster-carer", {"born": born})
    assert ended(visit) == ("Not yet, but there is something now" if young else "")
    assert ended(visit, "cy") == ("Ddim eto, ond mae rhywbeth nawr" if young else "")


@pytest.mark.parametrize(("room", "now"), [("no", False), ("soon", True), ("baby", True), ("yes", True)])
def test_without_a_room_there_are_other_ways_to_help(pack: CouncilPack, room: str, now: bool) -> None:
    visit = told(pack, "foster-carer", {**ALONE, "spare-room": room})
    assert ended(visit) == ("" if now else "Not now, but you can help a child in other ways")
    assert ended(visit, "cy") == ("" if now else "Ddim nawr, ond gallwch helpu plentyn mewn ffyrdd eraill")


@pytest.mark.parametrize("before", ["now", "past"])
def test_what_was_learned_elsewhere_counts(pack: CouncilPack, before: str) -> None:
    story = behind(fostering(pack, fostered_before=before), "fostered-before", {"fostered-for": "Marlshire"})
    visit = told(pack, "foster-carer", story)
    assert routed(visit) == "fostering-transfers"
    assert "What you have learned already counts." in said_next(visit)
    assert "yn cyfrif yn barod" in said_next(visit, "cy")


@pytest.mark.parametrize(("born", "asked_about"), [("2008-11-20", False), ("2008-11-21", True)])
def test_children_at_home_are_asked_about_up_to_18(pack: CouncilPack, born: str, asked_about: bool) -> None:
    nia = {"name": "Nia Llŷr", "born": born, "is": "child"}
    story = fostering(pack, people=[nia])
    visit = told(pack, "foster-carer", behind(story, "people", {"children-think": "unsure"} if asked_about else {}))
    assert visit.complete
    assert ("children-think" in asked(visit)) is asked_about


@pytest.mark.parametrize(
    ("smoke", "ages", "told_of_it"),
    [
        ("inside", ["baby"], True),
        ("outside", ["disabled", "five"], True),
        ("inside", ["five"], False),
        ("nobody", ["baby"], False),
    ],
)
def test_smoke_is_spoken_of_only_where_it_matters(
    pack: CouncilPack, smoke: str, ages: list[str], told_of_it: bool
) -> None:
    visit = told(pack, "foster-carer", fostering(pack, smoke=smoke, ages=ages))
    assert ("smoke-and-babies" in asked(visit)) is told_of_it


@pytest.mark.parametrize(
    ("home_is", "rents"), [("council", True), ("private", True), ("own", False), ("family", False)]
)
def test_who_rents_is_told_that_it_is_no_hindrance(pack: CouncilPack, home_is: str, rents: bool) -> None:
    assert ("landlord" in asked(told(pack, "foster-carer", fostering(pack, home_is=home_is)))) is rents


def test_only_a_dog_has_to_be_described(pack: CouncilPack) -> None:
    story = fostering(pack, pets=["dog", "cat"])
    assert told(pack, "foster-carer", behind(story, "pets", {"dog": "A spaniel", "dog-with-children": "calm"})).complete
    assert told(pack, "foster-carer", fostering(pack, pets=["cat"])).complete
