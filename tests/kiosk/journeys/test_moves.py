"""People who moved home, and landlords whose tenants changed."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, routed, said_next, told, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.visit import Visit

MOVED = "change-address"
TENANTS = "tenant-change"
ELSEWHERE = {"line1": "4 Quay Street", "town": "Northport", "postcode": "NP1 4QT"}


def given(usual: dict[str, Any], **answers: Any) -> Story:
    """Return a story with some answers changed; None is not asked."""
    changed = {page.replace("_", "-"): answer for page, answer in answers.items()}
    return {page: answer for page, answer in {**usual, **changed}.items() if answer is not None}


def moved_in(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of somebody who rents a flat here, alone, and came from elsewhere."""
    usual: dict[str, Any] = {
        "direction": "in", "who-pays": "me", "moved-on": "2026-11-14", "came-from": ELSEWHERE, "where": home(pack),
        "new-is": "private", "yours-from": "2026-11-10", "new-landlord": "Otter Lettings", "full-name": "Mair Llŷr",
        "moved-along": [], "only-adult": "yes", "also-tell": ["voting", "bins"], **without_reply(),
    }  # fmt: skip
    return given(usual, **answers)


def moved_out(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of somebody who rented here, alone, and moved away."""
    usual: dict[str, Any] = {
        "direction": "out", "who-pays": "me", "moved-on": "2026-11-14", "old-home": home(pack), "account": "12345674",
        "old-was": "rented", "rented-until": "2026-11-30", "old-landlord": "Otter Lettings", "old-now": None,
        "sold-on": None, "buyer": None, "left-inside": None, "still-there": "none", "stays-name": None,
        "new-home": ELSEWHERE, "full-name": "Mair Llŷr", "debit": "yes", **without_reply(),
    }  # fmt: skip
    return given(usual, **answers)


def moved_within(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of somebody who sold one home here and bought another, with one more adult."""
    usual: dict[str, Any] = {
        "direction": "within", "who-pays": "me", "moved-on": "2026-11-20", "old-home": home(pack),
        "account": "not-sure", "old-was": "owned", "old-now": "sold", "sold-on": "2026-11-20",
        "buyer": "Ifor Bevan", "left-inside": None, "where": home(pack), "new-is": "own",
        "yours-from": "2026-11-20", "full-name": "Mair Llŷr",
        "moved-along": [{"name": "Idris Vaughan", "studies": "no"}], "debit": "not-sure", "also-tell": [],
        **without_reply(),
    }  # fmt: skip
    return given(usual, **answers)


def offered(visit: Visit) -> list[str]:
    """Return the ids of what was accepted on the way."""
    return [offer.id for offer in visit.journey.offers if holds(offer.when, visit.facts)]


def nudged(visit: Visit) -> list[str]:
    """Return the journeys that may help as well."""
    return [nudge.journey for nudge in visit.journey.nudge if holds(nudge.when, visit.facts)]


def test_who_moved_in_gets_a_first_bill_in_ten_working_days(pack: CouncilPack) -> None:
    visit = told(pack, MOVED, moved_in(pack))
    assert said_next(visit).startswith("We send you your first bill by Friday 4 December")
    assert "eich bil cyntaf atoch erbyn dydd Gwener 4 Rhagfyr" in said_next(visit, "cy")
    assert offered(visit) == ["tell-voting", "tell-bins"]
    assert nudged(visit)[0] == "council-tax-one-adult"
    assert not {"old-home", "account", "debit"} & asked(visit)


def test_who_moved_out_gets_a_last_bill(pack: CouncilPack) -> None:
    visit = told(pack, MOVED, moved_out(pack))
    assert said_next(visit).startswith("We send you your last bill by Friday 4 December")
    assert "eich bil olaf atoch erbyn dydd Gwener 4 Rhagfyr" in said_next(visit, "cy")
    assert not {"where", "new-is", "moved-along", "also-tell"} & asked(visit)
    assert routed(visit) == "council-tax"


def test_who_moved_within_gets_both_bills(pack: CouncilPack) -> None:
    visit = told(pack, MOVED, moved_within(pack))
    assert "a last bill for the old home and a first one for the new home" in said_next(visit)
    assert "bil olaf am yr hen gartref ac un cyntaf" in said_next(visit, "cy", dated=False)
    assert "only-adult" not in asked(visit)
    assert nudged(visit) == []


@pytest.mark.parametrize("pays", ["landlord", "others"])
def test_who_moved_within_to_somebody_who_pays_gets_a_last_bill_only(pack: CouncilPack, pays: str) -> None:
    less = {"new_is": None, "yours_from": None, "moved_along": None}
    visit = told(pack, MOVED, moved_within(pack, who_pays=pays, **less))
    assert said_next(visit).startswith("We send you a last bill for the old home by Friday 4 December.")
    assert "gyda phwy bynnag sy’n ei dalu nawr" in said_next(visit, "cy")
    assert not {"new-is", "yours-from", "moved-along"} & asked(visit)


@pytest.mark.parametrize("direction", ["in", "out"])
@pytest.mark.parametrize(
    ("pays", "english", "welsh"),
    [
        (
            "landlord",
            "Your landlord pays the bill, so we need nothing from you",
            "Eich landlord sy’n talu’r bil, felly nid oes angen dim arnom gennych chi",
        ),
        ("others", "They tell us about their bill", "Nhw sy’n dweud wrthym am eu bil"),
    ],
)
def test_who_has_no_bill_need_not_tell_us(
    pack: CouncilPack, direction: str, pays: str, english: str, welsh: str
) -> None:
    visit = told(pack, MOVED, {"direction": direction, "who-pays": pays})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-12-20", True), ("2026-12-21", False), ("2020-11-20", True), ("2020-11-19", False)]
)
def test_a_move_can_be_told_from_a_month_before(pack: CouncilPack, day: str, fits: bool) -> None:
    before: Story = {"direction": "in", "who-pays": "me"}
    if fits:
        assert told(pack, MOVED, {**before, "moved-on": day}).first_unanswered
    else:
        with pytest.raises(AnswerError):
            told(pack, MOVED, {**before, "moved-on": day})


@pytest.mark.parametrize(
    ("now", "team"), [("sold", "council-tax"), ("empty", "council-tax-empty"), ("let", "council-tax-empty")]
)
def test_an_old_home_that_is_still_theirs_goes_to_another_team(pack: CouncilPack, now: str, team: str) -> None:
    owned = {"old_was": "owned", "rented_until": None, "old_landlord": None, "still_there": None}
    more: dict[str, Any] = {"sold": {"sold_on": "not-sure", "buyer": "Ifor Bevan"}, "let": {"buyer": "Ifor Bevan"}}.get(
        now, {"left_inside": "some"}
    )
    visit = told(pack, MOVED, moved_out(pack, **owned, old_now=now, **more))
    assert routed(visit) == team
    assert ("council-tax-empty-home" in nudged(visit)) == (now == "empty")


@pytest.mark.parametrize(("stay", "is_asked"), [("none", False), ("one", True), ("more", True)])
def test_who_stays_behind_is_named(pack: CouncilPack, stay: str, is_asked: bool) -> None:
    visit = told(pack, MOVED, moved_out(pack, still_there=stay, stays_name="Idris Vaughan" if is_asked else None))
    assert ("stays-name" in asked(visit)) == is_asked
    assert visit.complete


def test_no_landlord_is_asked_of_who_lives_with_family(pack: CouncilPack) -> None:
    visit = told(pack, MOVED, moved_in(pack, new_is="family", yours_from=None, new_landlord=None))
    assert visit.complete
    assert not {"yours-from", "new-landlord"} & asked(visit)


def new_tenants(pack: CouncilPack, **answers: Any) -> Story:
    """Return the story of a landlord whose tenants left and who has others."""
    usual: dict[str, Any] = {
        "for-whom": "self", "where": home(pack), "let-as": "whole", "account": "not-sure", "acts-for": "owner",
        "owner-name": None, "what-changed": "both", "tenants-out": [{"name": "Ifor Bevan", "now-at": ""}],
        "rent-ended": "2026-11-13", "left-on": "2026-11-12", "some-stay": "no", "there-now": None, "furnished": "part",
        "tenants-in": [{"name": "Mair Llŷr", "studies": "no", "reach": ""}], "rent-began": "2026-11-16", "gap": "yes",
        "main-home": "yes", **without_reply(),
    }  # fmt: skip
    return given(usual, **answers)


def nobody_new(pack: CouncilPack, there: str, **answers: Any) -> Story:
    """Return the story of a landlord whose tenants left, and who is there now."""
    after = {"tenants_in": None, "rent_began": None, "gap": None, "main_home": None, "some_stay": None}
    return new_tenants(pack, what_changed="out", there_now=there, **after, **answers)


def test_new_tenants_get_a_bill_once_their_agreement_was_seen(pack: CouncilPack) -> None:
    visit = told(pack, TENANTS, new_tenants(pack))
    assert said_next(visit).startswith(
        "We send the first bill to the new tenants within 10 working days of the council"
    )
    assert "y bil cyntaf at y tenantiaid newydd o fewn 10 diwrnod gwaith i’r cyngor gael eich papur" in said_next(
        visit, "cy"
    )
    assert "18 December" in said_next(visit)
    assert routed(visit) == "council-tax"


def test_where_nobody_has_a_main_home_the_owner_pays(pack: CouncilPack) -> None:
    for main, owner in (("no", True), ("yes", False), ("not-sure", False)):
        visit = told(pack, TENANTS, new_tenants(pack, main_home=main))
        assert said_next(visit).startswith("We send the bill to the owner within") == owner


@pytest.mark.parametrize(("there", "empty"), [("nobody", True), ("works", True), ("others", False), ("owner", False)])
def test_an_empty_home_goes_to_the_team_for_those(pack: CouncilPack, there: str, empty: bool) -> None:
    visit = told(pack, TENANTS, nobody_new(pack, there))
    assert (routed(visit) == "council-tax-empty") == empty
    assert ("The owner gets a bill for the days after that." in said_next(visit)) == empty
    assert ("Mae’r perchennog yn cael bil am y dyddiau wedyn." in said_next(visit, "cy")) == empty
    assert nudged(visit) == (["council-tax-empty-home"] if empty else [])
    assert "tenants-in" not in asked(visit)


@pytest.mark.parametrize(("studies", "nudges"), [("yes", ["council-tax-students"]), ("no", [])])
def test_students_are_told_of_what_they_need_not_pay(pack: CouncilPack, studies: str, nudges: list[str]) -> None:
    tenants = [{"name": "Mair Llŷr", "studies": studies, "reach": "mair@example.org"}]
    assert nudged(told(pack, TENANTS, new_tenants(pack, tenants_in=tenants))) == nudges


def test_a_firm_says_whose_home_it_is(pack: CouncilPack) -> None:
    firm = {"for-whom": "business", "business-name": "Otter Lettings", "business-role": "staff"}
    story = {**firm, **new_tenants(pack, acts_for="agent", owner_name="Idris Vaughan, 4 Quay Street")}
    visit = told(pack, TENANTS, {**story, "for-whom": "business"})
    assert visit.complete


@pytest.mark.parametrize(
    ("let_as", "english", "welsh"),
    [
        (
            "rooms",
            "The owner pays here, so you need not tell us of each tenant",
            "Y perchennog sy’n talu yma, felly nid oes rhaid dweud wrthym am bob tenant",
        ),
        ("lodger", "Your own bill may change, and nothing else", "Gall eich bil eich hun newid, a dim byd arall"),
    ],
)
def test_rooms_and_lodgers_need_not_be_told(pack: CouncilPack, let_as: str, english: str, welsh: str) -> None:
    visit = told(pack, TENANTS, {"for-whom": "self", "where": home(pack), "let-as": let_as})
    assert (ended(visit), ended(visit, "cy")) == (english, welsh)


@pytest.mark.parametrize(("day", "fits"), [("2026-12-04", True), ("2026-12-05", False)])
def test_a_rent_that_begins_can_be_told_two_weeks_before(pack: CouncilPack, day: str, fits: bool) -> None:
    if fits:
        assert told(pack, TENANTS, new_tenants(pack, rent_began=day)).complete
    else:
        with pytest.raises(AnswerError):
            told(pack, TENANTS, new_tenants(pack, rent_began=day))
