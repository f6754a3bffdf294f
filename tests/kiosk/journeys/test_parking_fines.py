"""Residents with a parking fine: those who pay it, those who cannot, and those who say that it is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, by_text, ended, home, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed

FINE: Story = {"fine": "FH20451863", "plate": "AB12 CDE"}


def a_challenge(paper: str = "ticket", day: str = "2026-11-10", **more: Any) -> Story:
    """Return what is asked up to the reason, in order."""
    return {"for-whom": "self", "paid": "no", "paper": paper, "paper-date": day, **more, **FINE}


def because(pack: CouncilPack, reason: str, **more: Any) -> Story:
    """Return the reason and all after it, in order."""
    rest = {page.replace("_", "-"): answer for page, answer in more.items()}
    return {
        "to-the-car": "owner", "reason": reason, **rest, "what-happened": "I was back at two.", "proof": [],
        "name": "Ann Rees", "where": home(pack), **without_reply(), "true": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(("day", "half_again"), [("2026-11-06", True), ("2026-11-05", False)])
def test_a_ticket_waits_and_half_may_be_paid_after_an_early_challenge(
    pack: CouncilPack, day: str, half_again: bool
) -> None:
    visit = told(
        pack, "challenge-parking-fine", {**a_challenge(day=day), **because(pack, "signs", signs_what=["worn"])}
    )
    assert said_next(visit).startswith("The fine waits from now on. You have our answer by Friday 18 December")
    assert ("14 days more to pay half" in said_next(visit)) == half_again
    assert ("arall i dalu hanner" in said_next(visit, "cy")) == half_again
    assert "Please do not pay now" in said_next(visit)
    assert "FH20451863" not in printed(visit)
    assert "AB12" not in printed(visit)


@pytest.mark.parametrize(
    ("day", "heading"), [("2026-10-23", ""), ("2026-10-22", "Please wait for the letter to the owner")]
)
def test_after_28_days_a_ticket_waits_for_the_letter(pack: CouncilPack, day: str, heading: str) -> None:
    story = {"for-whom": "self", "paid": "no", "paper": "ticket", "paper-date": day}
    visit = told(pack, "challenge-parking-fine", story)
    assert ended(visit) == heading
    assert ended(visit, "cy") == ("Arhoswch am y llythyr at y perchennog, os gwelwch yn dda" if heading else "")


@pytest.mark.parametrize("paper", ["owner-letter", "camera"])
@pytest.mark.parametrize(("day", "late"), [("2026-10-23", False), ("2026-10-22", True)])
def test_a_late_answer_to_a_letter_says_why(pack: CouncilPack, paper: str, day: str, late: bool) -> None:
    why = {"late-why": "I was in hospital"} if late else {}
    story = {**a_challenge(paper, day, **why), **because(pack, "ill")}
    visit = told(pack, "challenge-parking-fine", story)
    assert said_next(visit).startswith("The 28 days are over" if late else "The fine waits from now on")
    assert ("tribunal" in said_next(visit)) == (not late)
    assert ("tribiwnlys" in said_next(visit, "cy")) == (not late)


@pytest.mark.parametrize(
    ("first", "heading"),
    [
        ({"paid": "yes"}, "A fine that is paid cannot be challenged"),
        ({"paid": "no", "paper": "no"}, "Now the tribunal can decide"),
        ({"paid": "no", "paper": "more"}, "We cannot look at the reason for the fine any more"),
        ({"paid": "no", "paper": "court"}, "We cannot look at the reason for the fine any more"),
    ],
)
def test_where_the_council_can_no_longer_decide_it_says_who_can(pack: CouncilPack, first: Story, heading: str) -> None:
    visit = told(pack, "challenge-parking-fine", {"for-whom": "self", **first})
    assert ended(visit) == heading
    assert ended(visit, "cy") not in ("", heading)


@pytest.mark.parametrize("agrees", ["yes", "no"])
def test_with_a_letter_to_the_owner_the_owner_must_agree(pack: CouncilPack, agrees: str) -> None:
    story = {**a_challenge("owner-letter"), "to-the-car": "driver", "owner-agrees": agrees}
    visit = told(pack, "challenge-parking-fine", story)
    assert ended(visit) == ("Please ask the owner of the car first" if agrees == "no" else "")
    assert "owner-agrees" not in asked(told(pack, "challenge-parking-fine", {**a_challenge(), "to-the-car": "driver"}))


@pytest.mark.parametrize(
    ("not_mine", "pages"),
    [
        ("sold", {"changed-on", "other-owner"}),
        ("bought-later", {"changed-on", "other-owner"}),
        ("stolen", {"crime-number"}),
        ("never", set()),
    ],
)
def test_a_car_of_somebody_else(pack: CouncilPack, not_mine: str, pages: set[str]) -> None:
    story = {**a_challenge("owner-letter"), "to-the-car": "not-owner", "not-mine": not_mine}
    visit = told(pack, "challenge-parking-fine", story)
    assert asked(visit) & {"changed-on", "other-owner", "crime-number", "reason"} == pages
    assert ("log-book" in {paper.id for paper in needed(visit)}) == (not_mine in ("sold", "bought-later"))


@pytest.mark.parametrize(
    ("reason", "page"),
    [
        ("paid", "paid-how"), ("signs", "signs-what"), ("machine", "machine-what"), ("loading", "loading-minutes"),
        ("broke-down", "repaired-by"), ("wrong", "wrong-what"), ("ill", "what-happened"), ("other", "what-happened"),
    ],
)  # fmt: skip
def test_each_reason_has_its_own_question(pack: CouncilPack, reason: str, page: str) -> None:
    story = {**a_challenge(), "to-the-car": "owner", "reason": reason}
    visit = told(pack, "challenge-parking-fine", story)
    assert visit.first_unanswered is not None
    assert visit.first_unanswered.id == page


def test_a_badge_that_lay_wrong_is_brought_along(pack: CouncilPack) -> None:
    story = {**a_challenge(), **because(pack, "paid", paid_how="blue-badge", badge_clock="badge")}
    visit = told(pack, "challenge-parking-fine", story)
    assert {paper.id for paper in needed(visit)} == {"parking-ticket"}
    assert "Or: The line on your bank paper" in printed(visit)


def to_pay(paper: str, day: str = "", can_pay: str = "now") -> Story:
    return {"right": "yes", "paper": paper, **({"paper-date": day} if day else {}), "can-pay": can_pay}


@pytest.mark.parametrize(
    ("paper", "day", "heading"),
    [
        ("ticket", "2026-11-06", "Half of the fine is enough now"),
        ("ticket", "2026-11-05", "Pay the whole sum on the paper"),
        ("camera", "2026-10-30", "Half of the fine is enough now"),
        ("camera", "2026-10-29", "Pay the whole sum on the paper"),
        ("no", "2026-11-05", "The letter says how much it is now"),
        ("owner-letter", "", "Pay the whole sum on the paper"),
        ("more", "", "Pay the sum on the last letter"),
        ("court", "", "Pay the sum on the last letter"),
        ("not-sure", "", "Ask first how much it is now"),
    ],
)
def test_how_much_is_due_is_told_by_the_paper_and_its_day(
    pack: CouncilPack, paper: str, day: str, heading: str
) -> None:
    visit = told(pack, "pay-parking-fine", to_pay(paper, day))
    assert ended(visit) == heading
    assert ended(visit, "cy") not in ("", heading)
    assert visit.ending is not None
    assert visit.ending.outcome == "pay"


@pytest.mark.parametrize("right", ["no", "not-mine"])
def test_nobody_pays_a_fine_that_they_think_is_wrong(pack: CouncilPack, right: str) -> None:
    visit = told(pack, "pay-parking-fine", {"right": right})
    assert ended(visit) == "Please do not pay it yet"
    assert visit.ending is not None
    assert "challenge-parking-fine" in {way.journey for way in visit.ending.alternatives}


def test_bailiffs_alone_can_agree_to_parts(pack: CouncilPack) -> None:
    visit = told(pack, "pay-parking-fine", {"right": "yes", "paper": "bailiffs"})
    assert ended(visit) == "Please talk to the bailiffs, not to us"
    assert ended(visit, "cy") == "Siaradwch â’r beilïaid, nid â ni, os gwelwch yn dda"


def test_a_fine_in_parts_waits_for_the_answer(pack: CouncilPack) -> None:
    story = {
        **to_pay("more", can_pay="parts"), **FINE, "part": {"amount": "10", "per": "fortnight"},
        "first-part": "2026-12-01", "other-bills": "most", "name": "Ann Rees", **by_text(),
        "referral-money-advice": "yes",
    }  # fmt: skip
    visit = told(pack, "pay-parking-fine", story)
    assert said_next(visit).startswith("The fine waits from now on. You have our answer, with the days and sums, by")
    assert "Friday 27 November" in said_next(visit)
    assert said_next(visit, "cy").startswith("Mae’r ddirwy’n aros o hyn ymlaen.")


def test_whoever_has_no_money_says_why_and_names_no_day(pack: CouncilPack) -> None:
    story = {**to_pay("owner-letter", can_pay="nothing"), **FINE, "no-money-because": "ill", "other-bills": "none"}
    visit = told(pack, "pay-parking-fine", {**story, "name": "Ann Rees", **without_reply()})
    assert visit.complete
    assert not {"part", "first-part", "referral-money-advice"} & asked(visit)


def test_whoever_knows_no_first_day_chooses_it_later(pack: CouncilPack) -> None:
    story = {
        **to_pay("court", can_pay="parts"), **FINE, "part": {"amount": "5", "per": "week"}, "first-part": "not-sure",
        "other-bills": "some", "name": "Ann Rees", **without_reply(),
    }  # fmt: skip
    assert "you choose the first day" in said_next(told(pack, "pay-parking-fine", story))
