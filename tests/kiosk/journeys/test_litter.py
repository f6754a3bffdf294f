"""Residents who tell the council about litter, glass, dog mess, a full bin or a dead animal."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, printed, said_next, street, told, urgent, without_reply

from kiosk.council_pack import CouncilPack


def seen(pack: CouncilPack, what: str, place: str = "homes", **more: Any) -> Story:
    often = {} if what == "animal" or more.get("bin-is") == "broken" else {"often": more.pop("often", "first")}
    where = {"street": street(pack), "near": "The swings"}
    first = {page: more.pop(page) for page in ("bin-is", "what-else") if page in more}
    return {"what": what, **first, "place": place, **more, **where, **often, **without_reply()}


def test_litter_is_cleaned_up_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "litter", seen(pack, "litter"))
    assert said_next(visit).startswith("We will clean it by Friday 27 November")
    assert said_next(visit, "cy").startswith("Byddwn yn glanhau yno erbyn")
    assert "Litter on the ground" in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("what", "place", "is_urgent"),
    [
        ("needles", "homes", True),
        ("needles", "play", True),
        ("glass", "play", True),
        ("glass", "school", True),
        ("glass", "shops", False),
        ("litter", "play", False),
    ],
)
def test_needles_and_glass_where_children_play_are_urgent(
    pack: CouncilPack, what: str, place: str, is_urgent: bool
) -> None:
    visit = told(pack, "litter", seen(pack, what, place))
    assert urgent(visit) == is_urgent
    assert ("danger-now" in asked(visit)) == is_urgent
    assert said_next(visit).startswith("Your report is marked as urgent") == is_urgent


@pytest.mark.parametrize(
    ("what", "more", "expected"),
    [
        ("animal", {"pet": "pet"}, "We look for a chip, so that we can tell its owner."),
        ("animal", {"pet": "large"}, "Please do not touch it."),
        ("bin", {"bin-is": "full", "often": "always"}, "We will empty the bin"),
        ("bin", {"bin-is": "broken"}, "We mend it or bring another one."),
        ("leaves", {"often": "always"}, "Because it comes back, we look at how often we clean there."),
        ("other", {"what-else": "Spilt paint", "often": "always"}, "We clean it, or tell whoever does."),
        ("dog-mess", {"when-worst": "early"}, "We will clean it"),
    ],
)
def test_what_happens_next_fits_what_lies_there(pack: CouncilPack, what: str, more: Story, expected: str) -> None:
    assert expected in said_next(told(pack, "litter", seen(pack, what, **more)))
