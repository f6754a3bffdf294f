"""People who join the list for a home, and people on it who choose one."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, routed, said_next, told

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.visit import Visit

LIST = "housing-register"
BID = "housing-bid"
BEFORE: Story = {"for-whom": "self", "living": "private", "born": "1985-03-03", "lived-here": "yes"}
CHILD = {"name": "Osian Llŷr", "born": "2016-02-02", "relation": "child"}


def joining(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of somebody alone who rents and can join, but for these answers; None is not asked."""
    usual: dict[str, Any] = {
        **BEFORE, "other-link": None, "comes-in": {"amount": "2000", "per": "month"}, "saved": "500",
        "full-name": "Mair Llŷr", "where": home(pack), "moved-in": "2019-01-01", "earlier-homes": None, "household": [],
        "bedrooms": "1", "too-large": None, "sleeping": [], "health": "no", "health-how": None, "doctor": None,
        "ask-doctor": None, "more-help": [], "rent-owed": "no", "rent-plan": None, "trouble": "no",
        "areas": ["castle", "ty-mawr"], "home-needs": [], "ni-number": "not-sure", **by_text(), "true": "yes",
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {page: answer for page, answer in {**usual, **given}.items() if answer is not None}


def up_to(pack: CouncilPack, page: str, **answers: Any) -> Visit:
    """Return the visit of the same person, ended after that page."""
    story = joining(pack, **answers)
    return told(pack, LIST, {name: story[name] for name in list(story)[: list(story).index(page) + 1]})


def test_somebody_who_rents_joins_and_brings_papers(pack: CouncilPack) -> None:
    visit = told(pack, LIST, joining(pack))
    assert said_next(visit).startswith("We write within 20 working days of the council getting all your papers")
    assert "o fewn 20 diwrnod gwaith i’r cyngor gael eich papurau i gyd" in said_next(visit, "cy")
    paper = printed(visit)
    assert "A passport, driving licence or birth certificate" in paper
    assert "Child Benefit" not in paper
    assert "Mair" not in paper
    assert routed(visit) == "housing-list"


def test_the_papers_fit_the_people(pack: CouncilPack) -> None:
    ill = {"health": "much", "health_how": ["steps"], "doctor": "Dr Owen", "ask_doctor": "yes"}
    visit = told(pack, LIST, joining(pack, household=[CHILD], **ill))
    assert "A letter about Child Benefit" in printed(visit)
    assert "Unrhyw lythyr gan feddyg" in printed(visit, "cy")
    assert routed(visit) == "housing-list-health"


@pytest.mark.parametrize(
    ("per", "amount", "english"),
    [
        ("month", "5000", ""),
        ("month", "5001", "The list is for homes with up to £60,000 a year"),
        ("week", "1153.99", ""),
        ("week", "1154", "The list is for homes with up to £60,000 a year"),
        ("year", "60000", ""),
        ("year", "60100", "The list is for homes with up to £60,000 a year"),
    ],
)
def test_the_limit_of_what_comes_in(pack: CouncilPack, per: str, amount: str, english: str) -> None:
    visit = up_to(pack, "comes-in", comes_in={"amount": amount, "per": per})
    assert ended(visit) == english
    assert ended(visit, "cy") == ("Mae’r rhestr ar gyfer cartrefi â hyd at £60,000 y flwyddyn" if english else "")


@pytest.mark.parametrize(("saved", "over"), [("16000", False), ("16000.99", False), ("16001", True)])
def test_the_limit_of_what_is_saved(pack: CouncilPack, saved: str, over: bool) -> None:
    visit = up_to(pack, "saved", saved=saved)
    assert ended(visit) == ("The list is for people with savings up to £16,000" if over else "")
    assert ended(visit, "cy") == ("Mae’r rhestr ar gyfer pobl â chynilion hyd at £16,000" if over else "")


@pytest.mark.parametrize(("born", "young"), [("2010-11-20", False), ("2010-11-21", True)])
def test_the_list_is_open_from_the_sixteenth_birthday_on(pack: CouncilPack, born: str, young: bool) -> None:
    visit = up_to(pack, "born", born=born)
    assert ended(visit) == ("The list is open from the 16th birthday on" if young else "")
    assert ended(visit, "cy") == ("Mae’r rhestr ar agor o’r pen-blwydd yn 16 ymlaen" if young else "")


def test_who_owns_a_home_is_told_why_not(pack: CouncilPack) -> None:
    visit = up_to(pack, "living", living="own")
    assert ended(visit) == "The list is for people who do not own a home"
    assert ended(visit, "cy") == "Mae’r rhestr ar gyfer pobl nad ydynt yn berchen ar gartref"


@pytest.mark.parametrize("link", ["work", "family", "army", "fear", "helped", "none"])
def test_who_has_not_lived_here_for_three_years_needs_another_reason(pack: CouncilPack, link: str) -> None:
    visit = told(pack, LIST, {**BEFORE, "lived-here": "no", "other-link": link})
    assert ended(visit) == ("Another council’s list may be the right one" if link == "none" else "")
    assert ended(visit, "cy") == ("Efallai mai rhestr cyngor arall yw’r un gywir" if link == "none" else "")
    assert "other-link" not in asked(told(pack, LIST, BEFORE))


@pytest.mark.parametrize(("since", "is_asked"), [("2021-11-20", False), ("2021-11-21", True)])
def test_earlier_homes_are_asked_for_the_last_five_years(pack: CouncilPack, since: str, is_asked: bool) -> None:
    assert ("earlier-homes" in asked(up_to(pack, "moved-in", moved_in=since))) == is_asked


@pytest.mark.parametrize(("rooms", "is_asked"), [("1", False), ("2", True)])
def test_who_has_rooms_to_spare_in_a_home_of_ours_comes_first(pack: CouncilPack, rooms: str, is_asked: bool) -> None:
    assert ("too-large" in asked(up_to(pack, "bedrooms", living="council", bedrooms=rooms))) == is_asked
    if is_asked:
        assert (
            routed(told(pack, LIST, joining(pack, living="council", bedrooms=rooms, too_large="yes")))
            == "smaller-homes"
        )


def test_who_has_no_home_is_told_not_to_wait_for_the_list(pack: CouncilPack) -> None:
    visit = told(pack, LIST, joining(pack, living="nowhere", where={"none": "no-fixed"}))
    assert "tell the desk today" in said_next(visit)
    assert "dywedwch wrth y ddesg heddiw" in said_next(visit, "cy", dated=False)


def test_somebody_else_may_be_helped_to_join(pack: CouncilPack) -> None:
    other = {"for-whom": "someone-else", "their-name": "Idris Vaughan", "you-are": "by-law", "whose-contact": "mine"}
    story = {**other, **joining(pack, full_name=None)}
    visit = told(pack, LIST, {**story, "for-whom": "someone-else"})
    assert visit.complete
    assert "full-name" not in asked(visit)


def bidding(**answers: Any) -> Story:
    """Return the story of three people who bid for one house; None is not asked."""
    usual: dict[str, Any] = {
        "list": "47", "account": "HR204518", "still-right": "yes", "people-now": None, "how-many": "3",
        "first-home": "three", "second-home": "none", "third-home": None, "all-older": None, "wheelchair": None,
        "stairs": None, "dog": None, "move-from": "2026-12-01", **by_text(),
    }  # fmt: skip
    given = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {page: answer for page, answer in {**usual, **given}.items() if answer is not None}


def bid_up_to(pack: CouncilPack, page: str, **answers: Any) -> Visit:
    """Return the visit of the same people, ended after that page."""
    story = bidding(**answers)
    return told(pack, BID, {name: story[name] for name in list(story)[: list(story).index(page) + 1]})


def test_a_bid_is_told_of_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, BID, bidding())
    assert said_next(visit).startswith("We tell you by Friday 27 November if you are among the first three")
    assert "erbyn dydd Gwener 27 Tachwedd os ydych ymhlith y tri cyntaf" in said_next(visit, "cy")
    assert "4705: 3 bedrooms, Alder Walk" in printed(visit)
    assert "HR204518" not in printed(visit)
    assert routed(visit) == "housing-bids"


def test_who_needs_no_reply_asks_at_the_desk(pack: CouncilPack) -> None:
    story = {page: answer for page, answer in bidding(contact="none").items() if page != "mobile"}
    visit = told(pack, BID, story)
    assert said_next(visit).startswith("Ask at the desk from Friday 27 November on")
    assert "ond nid cyn dydd Gwener 27 Tachwedd" in said_next(visit, "cy")


def test_three_bids_are_three_homes(pack: CouncilPack) -> None:
    visit = told(pack, BID, bidding(how_many="5", second_home="four", third_home="two-stairs", stairs="yes"))
    assert visit.complete
    for second in ("three", "four"):
        with pytest.raises(AnswerError):
            told(pack, BID, bidding(first_home=second, how_many="5", second_home=second))


def test_people_who_are_others_now_are_looked_at_by_the_list(pack: CouncilPack) -> None:
    visit = told(pack, BID, bidding(still_right="no", people_now="A baby, born on 2 November"))
    assert routed(visit) == "housing-list"


@pytest.mark.parametrize(
    ("home_id", "people", "english", "welsh"),
    [
        ("one-lift", "2", "", ""),
        (
            "one-lift",
            "3",
            "A home with 1 bedroom is for one or two people",
            "Mae cartref ag 1 ystafell wely ar gyfer un neu ddau o bobl",
        ),
        (
            "four",
            "4",
            "A home with 4 bedrooms is for five people or more",
            "Mae cartref â 4 ystafell wely ar gyfer pump o bobl neu fwy",
        ),
        ("four", "5", "", ""),
    ],
)
def test_a_home_fits_as_many_people(pack: CouncilPack, home_id: str, people: str, english: str, welsh: str) -> None:
    for bids in ({"first_home": home_id, "second_home": "none"}, {"first_home": "three", "second_home": home_id}):
        visit = bid_up_to(pack, "second-home", how_many=people, **bids)
        if bids["second_home"] == home_id:
            visit = visit.answer("third-home", "none")
        assert (ended(visit), ended(visit, "cy")) == (english, welsh)


@pytest.mark.parametrize(
    ("home_id", "page", "wrong", "right", "english", "welsh"),
    [
        (
            "one-older",
            "all-older",
            "no",
            "yes",
            "The home for older people is for 55 or older",
            "Mae’r cartref i bobl hŷn ar gyfer pobl 55 oed neu’n hŷn",
        ),
        (
            "two-wheelchair",
            "wheelchair",
            "no",
            "yes",
            "The bungalow is for people who need its wide doors",
            "Mae’r byngalo ar gyfer pobl sydd angen ei ddrysau llydan",
        ),
        (
            "two-stairs",
            "stairs",
            "no",
            "yes",
            "The flat without a lift has 32 steps",
            "Mae gan y fflat heb lifft 32 o risiau",
        ),
        (
            "one-lift",
            "dog",
            "yes",
            "no",
            "Dogs cannot live in the flat with a lift",
            "Ni chaiff cŵn fyw yn y fflat gyda lifft",
        ),
    ],
)
def test_the_rules_of_each_home_are_asked_where_it_was_chosen(
    pack: CouncilPack, home_id: str, page: str, wrong: str, right: str, english: str, welsh: str
) -> None:
    before = bid_up_to(pack, "second-home", how_many="2", first_home=home_id)
    assert page in asked(before)
    visit = before.answer(page, wrong)
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)
    assert not ended(before.answer(page, right))
    assert page not in asked(told(pack, BID, bidding()))


def test_an_older_list_is_closed(pack: CouncilPack) -> None:
    visit = told(pack, BID, {"list": "older"})
    assert ended(visit) == "Bids for that list are closed"
    assert ended(visit, "cy") == "Mae cynigion ar gyfer y rhestr honno wedi cau"


def test_only_who_is_on_the_list_can_bid(pack: CouncilPack) -> None:
    visit = told(pack, BID, {"list": "47", "account": "not-sure", "on-the-list": "no"})
    assert (ended(visit), ended(visit, "cy")) == (
        "Please join the list first",
        "Ymunwch â’r rhestr yn gyntaf, os gwelwch yn dda",
    )
    visit = told(pack, BID, {"list": "47", "account": "not-sure", "on-the-list": "yes"})
    assert {"full-name", "born"} <= asked(visit)


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-11-20", True), ("2026-11-19", False), ("2027-02-20", True), ("2027-02-21", False)]
)
def test_a_home_can_be_had_within_three_months(pack: CouncilPack, day: str, fits: bool) -> None:
    if fits:
        assert told(pack, BID, bidding(move_from=day)).complete
    else:
        with pytest.raises(AnswerError):
            told(pack, BID, bidding(move_from=day))
