"""Residents who need a bin, or help with theirs."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, said_next, told, without_reply

from kiosk.council_pack import CouncilPack

FOR_HIM: Story = {
    "for-whom": "someone-else", "their-name": "Alun Rees", "you-are": "friend", "they-agree": "yes",
    "whose-contact": "mine",
}  # fmt: skip


def a_bin(pack: CouncilPack, wanted: str, which: tuple[str, ...] = ("recycling",), **more: Any) -> Story:
    rest = {page.replace("_", "-"): answer for page, answer in more.items()}
    return {"for-whom": "self", "where": home(pack), "wanted": wanted, "which": list(which), **rest}


def test_a_home_without_bins_gets_them_in_ten_working_days(pack: CouncilPack) -> None:
    story = {**a_bin(pack, "none", ("rubbish", "food"), leave_at="front"), **without_reply()}
    visit = told(pack, "new-bin", story)
    assert said_next(visit).startswith("We will bring what is needed for rubbish and food waste by Friday 4 December")
    assert "Until then, put it out in bags" in said_next(visit)
    assert said_next(visit, "cy").startswith("Byddwn yn dod â’r hyn sydd ei angen ar gyfer")
    assert "Rubbish (black bin)" in printed(visit)
    assert "people" not in asked(visit)


@pytest.mark.parametrize("broken", ["lid", "wheel"])
def test_a_lid_or_wheel_is_mended_where_the_bin_stands(pack: CouncilPack, broken: str) -> None:
    visit = told(pack, "new-bin", {**a_bin(pack, "broken", broken=broken), **without_reply()})
    assert said_next(visit).startswith("We will come and mend it by")
    fetched = {**a_bin(pack, "broken", broken=broken), "where": home(pack, assisted=True), **without_reply()}
    assert said_next(told(pack, "new-bin", fetched)).startswith("We will come and mend it at the door by")


def test_a_bin_that_is_split_is_changed_for_another(pack: CouncilPack) -> None:
    visit = told(pack, "new-bin", {**a_bin(pack, "broken", broken="split", old_one="yes"), **without_reply()})
    assert "take the old one away" in said_next(visit)
    assert "yn mynd â’r hen un i ffwrdd" in said_next(visit, "cy")
    kept = told(pack, "new-bin", {**a_bin(pack, "broken", broken="split", old_one="no"), **without_reply()})
    assert "take the old one away" not in said_next(kept)


def test_whoever_has_help_with_bins_is_not_asked_to_put_one_out(pack: CouncilPack) -> None:
    story = {**a_bin(pack, "broken", broken="split"), "where": home(pack, assisted=True)}
    assert "old-one" not in asked(told(pack, "new-bin", story))


@pytest.mark.parametrize(
    ("people", "larger_for", "refused"),
    [("6", None, False), ("5", [], True), ("5", ["nappies"], False), ("1", ["medical"], False), ("1", [], True)],
)
def test_a_larger_black_bin_is_for_large_homes_nappies_and_illness(
    pack: CouncilPack, people: str, larger_for: list[str] | None, refused: bool
) -> None:
    story = dict(a_bin(pack, "more", ("rubbish",), people=people))
    if larger_for is not None:
        story["larger-for"] = larger_for
    visit = told(pack, "new-bin", story)
    assert ended(visit) == ("We cannot give this home more room for rubbish" if refused else "")
    if not refused:
        assert told(pack, "new-bin", {**story, "leave-at": "front", **without_reply()}).complete


def test_more_recycling_needs_no_reason(pack: CouncilPack) -> None:
    visit = told(pack, "new-bin", {**a_bin(pack, "more", leave_at="store", way_in="Code 12"), **without_reply()})
    assert said_next(visit).startswith("We will bring what is needed for recycling by")
    assert "Code 12" not in printed(visit)


def some_help(pack: CouncilPack, **more: Any) -> Story:
    return {
        "where": home(pack), "able": "nobody", "hard": ["walking"], "how-long": "always", "bins-stand": "side",
        "way": [], **more, "crew-may-know": "no", **without_reply(),
    }  # fmt: skip


def test_the_help_begins_in_ten_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "help-with-bins", {"for-whom": "self", **some_help(pack)})
    assert said_next(visit).startswith("The help begins by Friday 4 December")
    assert said_next(visit, "cy").startswith("Bydd yr help yn dechrau erbyn")
    assert "Walking" not in printed(visit)


def test_somebody_else_is_asked_about_as_they(pack: CouncilPack) -> None:
    visit = told(pack, "help-with-bins", {**FOR_HIM, **some_help(pack)})
    assert visit.page_named("hard").ask == "What makes it hard for them?"
    assert visit.complete


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"way": ["steps"]}, "Somebody comes to look at the way"),
        ({"way": ["far"], "how-long": "year"}, "Somebody comes to look at the way"),
        ({"way": ["gravel"], "how-long": "3-months"}, "ends when you said"),
        ({"way": ["gate", "dog"], "gate": "1234", "dog": "inside"}, "leave the bins where they stand"),
    ],
)
def test_steps_need_a_visit_and_short_help_ends(pack: CouncilPack, more: Story, expected: str) -> None:
    visit = told(pack, "help-with-bins", {"for-whom": "self", **some_help(pack, **more)})
    assert expected in said_next(visit)
    assert "1234" not in printed(visit)


def test_a_home_that_has_the_help_need_not_ask(pack: CouncilPack) -> None:
    visit = told(pack, "help-with-bins", {"for-whom": "self", "where": home(pack, assisted=True)})
    assert ended(visit) == "This home has the help already"
    assert ended(visit, "cy") == "Mae’r cartref hwn yn cael yr help yn barod"


@pytest.mark.parametrize(("able", "heading"), [("always", "The help is for homes where nobody can"), ("sometimes", "")])
def test_the_help_is_for_homes_where_nobody_can_every_time(pack: CouncilPack, able: str, heading: str) -> None:
    visit = told(pack, "help-with-bins", {"for-whom": "self", "where": home(pack), "able": able})
    assert ended(visit) == heading
