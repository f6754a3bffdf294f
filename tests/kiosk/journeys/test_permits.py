"""Residents who want to park in a permit street, or whose guests, carers and builders do."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed

NOT_LISTED = {"line1": "The Old Forge", "town": "Fairholme", "postcode": "FH1 9ZZ"}
AT_THE_END: Story = {"name": "Ann Rees", **without_reply(), "true": "yes"}


def home_in(pack: CouncilPack, zone: str) -> dict[str, str]:
    """Return a home in a street of that zone, empty for a street without one."""
    return {"uprn": next(each.uprn for each in pack.gazetteer.all_addresses() if each.street.zone == zone)}


def for_my_car(pack: CouncilPack, wanted: str = "new", **more: Any) -> Story:
    """Return what is asked up to what it is, in order."""
    return {"for-whom": "self", "where": home_in(pack, "c"), "badge": "no", "wanted": wanted, **more}


def the_car(**more: Any) -> Story:
    return {"vehicle-kind": "car", "plate": "AB12 CDE", **more}


def test_a_first_permit_names_the_zone_and_the_cost(pack: CouncilPack) -> None:
    car = the_car(**{"whose-car": "own", "electric": "no", "from-day": "2026-12-01"})
    visit = told(pack, "parking-permit", {**for_my_car(pack), "permits-there": "one", **car, **AT_THE_END})
    assert "within 5 working days how to pay. The permit for zone C is good from the day you pay" in said_next(visit)
    assert "£95 for the second" in said_next(visit)
    assert "Mae’r drwydded ar gyfer parth C yn dda" in said_next(visit, "cy")
    assert {paper.id for paper in needed(visit)} == {"home", "car"}
    assert "AB12" not in printed(visit)


@pytest.mark.parametrize(("zone", "heading"), [("", "Nobody needs a permit in this street"), ("a", ""), ("f", "")])
def test_only_streets_in_a_zone_need_permits(pack: CouncilPack, zone: str, heading: str) -> None:
    visit = told(pack, "parking-permit", {"for-whom": "self", "where": home_in(pack, zone)})
    assert ended(visit) == heading
    assert ended(visit, "cy") == ("Nid oes angen trwydded ar neb yn y stryd hon" if heading else "")


@pytest.mark.parametrize(
    ("sign", "heading"), [("b", ""), ("not-sure", ""), ("no-letter", "Without such a sign, nobody needs a permit")]
)
def test_an_address_that_is_not_listed_looks_at_the_signs(pack: CouncilPack, sign: str, heading: str) -> None:
    visit = told(pack, "parking-permit", {"for-whom": "self", "where": NOT_LISTED, "sign": sign})
    assert ended(visit) == heading
    if not heading:
        car = the_car(**{"whose-car": "own", "electric": "yes", "from-day": "2026-11-20"})
        rest = {"badge": "no", "wanted": "new", "permits-there": "none", **car, **AT_THE_END}
        visit = told(pack, "parking-permit", {"for-whom": "self", "where": NOT_LISTED, "sign": sign, **rest})
        assert said_next(visit).startswith("First we find out if this address is in a zone")


def test_a_blue_badge_is_enough(pack: CouncilPack) -> None:
    visit = told(pack, "parking-permit", {"for-whom": "self", "where": home_in(pack, "d"), "badge": "yes"})
    assert ended(visit) == "With a Blue Badge you need no permit"
    assert ended(visit, "cy") == "Gyda Bathodyn Glas nid oes angen trwydded"


@pytest.mark.parametrize(
    ("there", "heading"), [("none", ""), ("one", ""), ("not-sure", ""), ("two", "A home can have two permits")]
)
def test_a_home_can_have_two(pack: CouncilPack, there: str, heading: str) -> None:
    assert ended(told(pack, "parking-permit", {**for_my_car(pack), "permits-there": there})) == heading


@pytest.mark.parametrize(
    ("day", "heading"), [("2026-12-18", ""), ("2026-12-19", "You can ask for the next permit a little later")]
)
def test_the_next_permit_may_be_asked_for_four_weeks_before(pack: CouncilPack, day: str, heading: str) -> None:
    story = for_my_car(pack, "renew", **{"permit-ends": day})
    assert ended(told(pack, "parking-permit", story)) == heading


@pytest.mark.parametrize("kind", ["van", "camper"])
@pytest.mark.parametrize(("size", "heading"), [("fits", ""), ("not-sure", ""),
                                               ("longer", "This one is too large for a permit")])  # fmt: skip
def test_a_large_van_gets_none(pack: CouncilPack, kind: str, size: str, heading: str) -> None:
    story = {**for_my_car(pack), "permits-there": "none", "vehicle-kind": kind, "size": size}
    assert ended(told(pack, "parking-permit", story)) == heading


@pytest.mark.parametrize(("whose", "paper"), [("own", "car"), ("firm", "firm"), ("leased", "lease"), ("lent", "lent")])
def test_a_permit_changes_to_another_car(pack: CouncilPack, whose: str, paper: str) -> None:
    car = the_car(**{"old-plate": "not-sure", "whose-car": whose})
    visit = told(pack, "parking-permit", {**for_my_car(pack, "other-car"), **car, **AT_THE_END})
    assert "we change the permit to the new car within 5 working days" in said_next(visit)
    assert {each.id for each in needed(visit)} == {"home", paper}
    assert not {"electric", "from-day", "permits-there"} & asked(visit)


def test_the_next_permit_begins_when_this_one_ends(pack: CouncilPack) -> None:
    car = the_car(**{"whose-car": "own", "electric": "no"})
    visit = told(
        pack, "parking-permit", {**for_my_car(pack, "renew", **{"permit-ends": "2026-12-01"}), **car, **AT_THE_END}
    )
    assert "begins on the day when this one ends" in said_next(visit)


def guests(pack: CouncilPack, had: str, books: str = "") -> Story:
    first = {"for-whom": "self", "where": home_in(pack, "a"), "who-visits": "guests", "books-had": had}
    return {**first, **({"books": books} if books else {})}


@pytest.mark.parametrize(
    ("had", "books", "heading"),
    [
        ("0", "5", ""),
        ("1", "4", ""),
        ("1", "5", "Together that is more than five sets"),
        ("2", "3", ""),
        ("2", "4", "Together that is more than five sets"),
        ("3", "2", ""),
        ("3", "3", "Together that is more than five sets"),
        ("4", "1", ""),
        ("4", "2", "Together that is more than five sets"),
        ("5", "", "The home has had its 50 permits for this year"),
        ("not-sure", "5", ""),
    ],
)
def test_a_home_can_have_fifty_guest_permits_in_a_year(pack: CouncilPack, had: str, books: str, heading: str) -> None:
    visit = told(pack, "visitor-permits", guests(pack, had, books))
    assert ended(visit) == heading
    assert bool(ended(visit, "cy")) == bool(heading)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (
            {"paper-or-phone": "paper", "get-them": "desk"},
            "They will be at the desk here within 5 working days of the council",
        ),
        ({"paper-or-phone": "paper", "get-them": "post"}, "Then they come by post within three days"),
        ({"paper-or-phone": "phone"}, "we send you within 5 working days a link to pay"),
    ],
)
def test_guest_permits_come_as_they_are_wanted(pack: CouncilPack, how: Story, expected: str) -> None:
    visit = told(pack, "visitor-permits", {**guests(pack, "0", "2"), **how, **AT_THE_END})
    assert expected in said_next(visit)
    assert "£12" in said_next(visit)
    assert "£12" in said_next(visit, "cy")


def test_guests_need_none_outside_a_zone(pack: CouncilPack) -> None:
    visit = told(pack, "visitor-permits", {"for-whom": "self", "where": home_in(pack, "")})
    assert ended(visit) == "Guests need no permit in this street"


def a_carer(pack: CouncilPack, days: str) -> Story:
    where = {"for-whom": "self", "where": home_in(pack, "b"), "who-visits": "carer"}
    return {**where, "carer-from": "firm", "carer-firm": "Mill Care", "care-days": days}


def test_a_carers_permit_is_free(pack: CouncilPack) -> None:
    visit = told(pack, "visitor-permits", {**a_carer(pack, "weekly"), "at-once": "1", **AT_THE_END})
    assert "It is free and good for one year" in said_next(visit)
    assert "Mae am ddim ac yn dda am flwyddyn" in said_next(visit, "cy")
    assert {paper.id for paper in needed(visit)} == {"home", "care"}
    assert "Mill Care" not in printed(visit)
    seldom = told(pack, "visitor-permits", a_carer(pack, "seldom"))
    assert ended(seldom) == "For less than once a week, guest permits fit better"


@pytest.mark.parametrize(
    ("last", "heading"), [("2026-12-28", ""), ("2026-12-29", "For more than 4 weeks, please talk to us first")]
)
def test_builders_may_park_for_four_weeks(pack: CouncilPack, last: str, heading: str) -> None:
    work = {"from": "2026-12-01", "to": last}
    first = {"for-whom": "self", "where": home_in(pack, "e"), "who-visits": "builders", "work-days": work}
    assert ended(told(pack, "visitor-permits", first)) == heading
    if not heading:
        rest = {"builder-cars": "2", "plate": "not-sure", **AT_THE_END}
        visit = told(pack, "visitor-permits", {**first, **rest})
        assert "good on the days that you said" in said_next(visit)
