"""Residents who book a computer in a library, or ask about a charge on their library card."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, routed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError

COMPUTER, CHARGE = "library-computer", "library-fine"


def booked(**answers: Any) -> Story:
    """Return what is asked up to the library card, in order."""
    return {
        "library": "oldbrook", "day": "2026-11-24", "part": "early", "how-long": "hour", "use": ["browse"],
        "needs": [], **answers,
    }  # fmt: skip


def last_of_booking(**answers: Any) -> Story:
    return {**answers, "has-card": "yes", **without_reply()}


def test_a_computer_is_kept_and_we_say_if_none_is_free(pack: CouncilPack) -> None:
    visit = told(pack, COMPUTER, {**booked(), **last_of_booking()})
    assert said_next(visit).startswith("Oldbrook library keeps a computer for you. We tell you by Monday 23 November")
    assert said_next(visit, "cy").startswith("Mae Llyfrgell Oldbrook yn cadw cyfrifiadur i chi.")
    assert "From when it opens until 12" in printed(visit)
    assert "Tuesday 24 November" in printed(visit)


@pytest.mark.parametrize(("day", "ends"), [("2026-11-20", True), ("2026-11-21", False)])
def test_for_the_same_day_nobody_books(pack: CouncilPack, day: str, ends: bool) -> None:
    visit = told(pack, COMPUTER, {"library": "fairholme", "day": day})
    assert ended(visit) == ("For today, just go to the desk" if ends else "")
    assert ended(visit, "cy") == ("Ar gyfer heddiw, ewch at y ddesg" if ends else "")


@pytest.mark.parametrize(("day", "fits"), [("2026-11-19", False), ("2026-12-04", True), ("2026-12-05", False)])
def test_a_computer_is_booked_up_to_two_weeks_before(pack: CouncilPack, day: str, fits: bool) -> None:
    visit = told(pack, COMPUTER, {"library": "fairholme"})
    if fits:
        visit.answer("day", day)
        return
    with pytest.raises(AnswerError):
        visit.answer("day", day)


@pytest.mark.parametrize(("day", "waits"), [("2026-11-21", False), ("2026-11-22", True)])
def test_for_tomorrow_nobody_waits_for_an_answer(pack: CouncilPack, day: str, waits: bool) -> None:
    visit = told(pack, COMPUTER, {**booked(day=day), **last_of_booking()})
    assert ("You need not wait for an answer." in said_next(visit)) != waits
    assert ("Nid oes angen i chi aros am ateb." in said_next(visit, "cy", dated=False)) != waits


@pytest.mark.parametrize(
    ("library", "said", "team"),
    [
        ("fairholme", "Fairholme library is open from Monday to Saturday.", "library-fairholme"),
        ("oldbrook", "Oldbrook library is shut on Wednesday and Sunday.", "library-oldbrook"),
        ("harrow-marsh", "Harrow Marsh library is open on Tuesday,", "library-harrow-marsh"),
        ("llanhelyg", "Llanhelyg library is open on Monday,", "library-llanhelyg"),
    ],
)
def test_each_library_says_its_days_and_gets_its_bookings(
    pack: CouncilPack, library: str, said: str, team: str
) -> None:
    visit = told(pack, COMPUTER, {**booked(library=library), **last_of_booking()})
    assert visit.page_named("day").text[0].startswith(said)
    assert routed(visit) == team


@pytest.mark.parametrize(
    ("use", "helper", "prints"),
    [([], False, False), (["browse"], False, False), (["form"], True, False), (["print", "learn"], True, True)],
)
def test_a_helper_is_offered_for_what_is_hard(pack: CouncilPack, use: list[str], helper: bool, prints: bool) -> None:
    visit = told(pack, COMPUTER, booked(use=use))
    assert ("helper" in asked(visit)) == helper
    assert ("prints" in asked(visit)) == prints


def test_a_helper_is_asked_to_be_there(pack: CouncilPack) -> None:
    visit = told(pack, COMPUTER, {**booked(use=["call"]), **last_of_booking(helper="yes")})
    assert "when-helpers-come" in asked(visit)
    assert "asks somebody to be there for you" in said_next(visit)


def charge(what: str, **answers: Any) -> Story:
    return {"for-whom": "self", "what": what, **answers}


def less(**answers: Any) -> Story:
    """Return the answers of somebody who asks for less to pay, up to how they are told."""
    first = {"wanted": "less", "card": "20451000123456", "thing": "Dune", "because": "ill"}
    return {**first, "charge": "4.50", "hard": "no", **answers}


@pytest.mark.parametrize(
    ("person", "what", "free"), [("child", "late", True), ("child", "lost", False), ("self", "late", False)]
)
def test_children_pay_nothing_for_what_is_late(pack: CouncilPack, person: str, what: str, free: bool) -> None:
    who = {"for-whom": "child", "child-name": "Nia Price"} if person == "child" else {"for-whom": "self"}
    visit = told(pack, CHARGE, {**who, "what": what})
    assert ended(visit) == ("Children pay nothing for what is late" if free else "")
    assert ended(visit, "cy") == ("Nid yw plant yn talu dim am yr hyn sy’n hwyr" if free else "")


def test_who_wants_to_pay_goes_to_the_desk(pack: CouncilPack) -> None:
    visit = told(pack, CHARGE, charge("lost", wanted="pay"))
    assert ended(visit) == "You can pay at the desk"
    assert ended(visit, "cy") == "Gallwch dalu wrth y ddesg"


@pytest.mark.parametrize(
    ("amount", "hard", "taken_off"),
    [("9.99", "yes", True), ("10", "yes", False), ("9", "no", False), ("not-sure", "yes", False)],
)
def test_a_small_charge_that_is_hard_to_pay_is_taken_off(
    pack: CouncilPack, amount: str, hard: str, taken_off: bool
) -> None:
    visit = told(pack, CHARGE, {**charge("late"), **less(charge=amount, hard=hard), **without_reply()})
    assert said_next(visit).startswith("We take the whole charge off the card by Friday 27 November") == taken_off
    assert said_next(visit, "cy").startswith("Rydym yn tynnu’r tâl cyfan oddi ar y cerdyn erbyn") == taken_off
    assert "20451000123456" not in printed(visit)


def test_what_was_given_back_is_looked_for_first(pack: CouncilPack) -> None:
    story = {"card": "20451000123456", "thing": "Dune", "gave-back-at": "box", "gave-back-on": "not-sure"}
    visit = told(pack, CHARGE, {**charge("gave-back"), **story, **without_reply()})
    assert "wanted" not in asked(visit)
    assert "You need not pay before that." in said_next(visit)


@pytest.mark.parametrize(("others", "stop"), [("yes", True), ("not-sure", True), ("no", False)])
def test_a_card_that_others_may_have_can_be_stopped(pack: CouncilPack, others: str, stop: bool) -> None:
    story = {"card": "not-sure", "holder": "Ann Price", "thing": "Dune", "others-use-card": others}
    assert ("stop-card" in asked(told(pack, CHARGE, {**charge("never-had"), **story}))) == stop


@pytest.mark.parametrize(
    ("what", "because", "expected"),
    [("lost", "forgot", True), ("damaged", "other", True), ("lost", "stolen", False), ("late", "forgot", False)],
)
def test_the_same_book_can_be_given_in_its_place(pack: CouncilPack, what: str, because: str, expected: bool) -> None:
    story = {"wanted": "less", "card": "20451000123456", "thing": "Dune", "because": because}
    visit = told(pack, CHARGE, {**charge(what), **story})
    assert ("in-its-place" in asked(visit)) == expected


def test_we_wait_four_weeks_for_the_same_book(pack: CouncilPack) -> None:
    story = {"wanted": "less", "card": "20451000123456", "thing": "Dune", "because": "forgot", "in-its-place": "same"}
    visit = told(pack, CHARGE, {**charge("lost"), **story, "charge": "12", "hard": "yes", **without_reply()})
    assert "We wait four weeks" in said_next(visit)
