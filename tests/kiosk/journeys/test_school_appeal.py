"""Parents who appeal for a place at a school."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, papers, printed, routed, said_next, told

from kiosk.council_pack import CouncilPack

CHILD = {"child-name": "Nia Llŷr"}
UP_TO_THE_LETTER = {"letter": "yes", "wanted-school": "mill-road", "plan": "no", "before": "no"}
MEETING = {"hearing": "there", "at-meeting": [], "days-not": "", "sooner": True}
LAST = {"parent": "parent", **by_text(), "your-full-name": "Mair Llŷr", "true": True}


def an_appeal(**answers: Any) -> Story:
    """An appeal in time, for a place in year 4 during the year, with a meeting."""
    story = {
        **CHILD, **UP_TO_THE_LETTER, "letter-date": "2026-11-18", "year": "juniors", "term": "during",
        "grounds": ["sister"], "reasons": "Her brother is there.", "other-offer": "taken", **MEETING, **LAST,
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


def test_three_people_from_outside_meet_the_family(pack: CouncilPack) -> None:
    visit = told(pack, "school-appeal", an_appeal())
    assert said_next(visit).startswith(
        "Three people from outside the school and the council meet you by Wednesday 20 Jan"
    )
    assert said_next(visit, "cy").startswith("Bydd tri pherson o’r tu allan i’r ysgol a’r cyngor yn cwrdd â chi")
    assert "within 40 working days" in said_next(visit, dated=False)
    assert papers(visit) == {"letter"}
    assert not [word for word in ("Nia", "brother") if word in printed(visit)]


def test_without_a_meeting_they_read(pack: CouncilPack) -> None:
    story = {
        page: answer for page, answer in an_appeal(hearing="papers").items() if page not in {*MEETING} - {"hearing"}
    }
    visit = told(pack, "school-appeal", story)
    assert "from what you and the school wrote" in said_next(visit)
    assert "a ysgrifennoch chi a’r ysgol" in said_next(visit, "cy")


@pytest.mark.parametrize(("letter_date", "late"), [("2026-10-23", False), ("2026-10-22", True)])
def test_after_four_weeks_it_says_why_it_is_late(pack: CouncilPack, letter_date: str, late: bool) -> None:
    story = an_appeal(letter_date=letter_date)
    visit = told(pack, "school-appeal", behind(story, "letter-date", {"late-why": "I was ill"} if late else {}))
    assert said_next(visit).startswith("The people who decide first look at why it comes late.") is late
    assert ("pam y daw’n hwyr" in said_next(visit, "cy")) is late


@pytest.mark.parametrize(
    ("answers", "english", "welsh"),
    [
        ({"letter": "waiting"}, "You can appeal once it is in writing", "Gallwch apelio pan fydd yn ysgrifenedig"),
        ({"wanted-school": "st-mary"}, "You appeal at the school itself", "Rydych yn apelio yn yr ysgol ei hun"),
        ({"wanted-school": "holy-trinity"}, "You appeal at the school itself", "Rydych yn apelio yn yr ysgol ei hun"),
        ({"wanted-school": "elsewhere"}, "You appeal to the council of that place", "Rydych yn apelio i gyngor y lle"),
        ({"plan": "yes"}, "A court for schools decides about a school in a plan", "Llys i ysgolion sy’n penderfynu"),
        ({"before": "same"}, "There is one appeal for each school year", "Mae un apêl ar gyfer pob blwyddyn ysgol"),
    ],
)
def test_what_is_appealed_elsewhere_or_not_yet(pack: CouncilPack, answers: Story, english: str, welsh: str) -> None:
    story = {**CHILD, **UP_TO_THE_LETTER, **answers}
    last = list(story).index(next(iter(answers)))
    visit = told(pack, "school-appeal", {page: story[page] for page in list(story)[: last + 1]})
    assert ended(visit) == english
    assert ended(visit, "cy").startswith(welsh)


@pytest.mark.parametrize("before", ["no", "changed"])
def test_a_first_appeal_and_one_after_a_change_go_on(pack: CouncilPack, before: str) -> None:
    assert told(pack, "school-appeal", an_appeal(before=before)).complete


@pytest.mark.parametrize(
    ("year", "small_class", "told_of_it"),
    [("reception", "yes", True), ("infants", "not-sure", True), ("infants", "no", False)],
)
def test_the_rule_of_30_is_said_plainly(pack: CouncilPack, year: str, small_class: str, told_of_it: bool) -> None:
    visit = told(pack, "school-appeal", behind(an_appeal(year=year), "term", {"small-class": small_class}))
    assert ("rule-of-30" in asked(visit)) is told_of_it


@pytest.mark.parametrize("year", ["juniors", "seven", "upper"])
def test_older_children_have_no_rule_of_30(pack: CouncilPack, year: str) -> None:
    assert not {"small-class", "rule-of-30"} & asked(told(pack, "school-appeal", an_appeal(year=year)))


@pytest.mark.parametrize(("grounds", "paper"), [(["health"], "doctor"), (["safety"], "doctor"), (["moved"], "home")])
def test_some_reasons_have_to_be_shown(pack: CouncilPack, grounds: list[str], paper: str) -> None:
    assert papers(told(pack, "school-appeal", an_appeal(grounds=grounds))) == {"letter", paper}


def test_a_mistake_is_asked_for_and_a_language_too(pack: CouncilPack) -> None:
    story = behind(an_appeal(grounds=["mistake"]), "grounds", {"mistake": "The way was measured from the old home"})
    story = behind({**story, "at-meeting": ["language", "helper"]}, "at-meeting", {"language": "Polish"})
    assert told(pack, "school-appeal", story).complete


@pytest.mark.parametrize(
    ("term", "other_offer", "to"),
    [
        ("during", "none", "no-child-without-school"),
        ("september", "none", "school-appeals"),
        ("during", "refused", "school-appeals"),
    ],
)
def test_a_child_without_any_school_is_looked_after_meanwhile(
    pack: CouncilPack, term: str, other_offer: str, to: str
) -> None:
    assert routed(told(pack, "school-appeal", an_appeal(term=term, other_offer=other_offer))) == to
