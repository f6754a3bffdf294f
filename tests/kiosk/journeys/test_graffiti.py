"""Residents who tell the council about writing or posters on a wall."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, said_next, street, told, urgent, without_reply

from kiosk.council_pack import CouncilPack


def written(pack: CouncilPack, what: str = "ours", says: str = "neither", **more: Any) -> Story:
    wall: Story = {"may-clean": "yes"} if more.get("yours") == "yes" else {}
    made: Story = {} if what == "box" else {"made-of": "brick", "reach": more.pop("reach", "yes")}
    where = {"street": street(pack), "near": "The bus stop"}
    return {"kind": "paint", "says": says, "what": what, **more, **wall, **made, "size": "door", **where}


def test_writing_on_a_bench_is_cleaned_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "graffiti", {**written(pack), **without_reply()})
    assert said_next(visit).startswith("We will clean it by Friday 27 November")
    assert "27 Tachwedd" in said_next(visit, "cy")
    assert "Writing or pictures in paint or pen" in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize(
    ("what", "more", "expected"),
    [
        ("ours", {}, "We clean or cover it on the next working day."),
        ("wall", {"yours": "yes"}, "We clean or cover it on the next working day."),
        ("wall", {"yours": "no"}, "We ask the owner on the next working day"),
        ("box", {}, "We clean or cover it on the next working day."),
    ],
)
def test_hateful_words_are_urgent_and_never_printed(pack: CouncilPack, what: str, more: Story, expected: str) -> None:
    visit = told(pack, "graffiti", {**written(pack, what, "hateful", **more), **without_reply()})
    assert urgent(visit)
    assert "tell-police" in asked(visit)
    assert expected in said_next(visit)
    assert "Hateful" not in printed(visit)


@pytest.mark.parametrize(
    ("what", "more", "expected"),
    [
        ("box", {}, "we tell the firm that owns it"),
        ("wall", {"yours": "no"}, "It is their wall, so they decide."),
        ("bridge", {"reach": "no"}, "So high up we need a lift"),
        ("wall", {"yours": "yes"}, "We will clean it by"),
    ],
)
def test_what_happens_next_fits_the_wall(pack: CouncilPack, what: str, more: Story, expected: str) -> None:
    visit = told(pack, "graffiti", {**written(pack, what, **more), **without_reply()})
    assert expected in said_next(visit)
    assert not urgent(visit)


def test_a_wall_is_left_alone_where_its_owner_says_so(pack: CouncilPack) -> None:
    story = {"kind": "posters", "says": "rude", "what": "wall", "yours": "yes", "may-clean": "no"}
    visit = told(pack, "graffiti", story)
    assert ended(visit) == "Then we leave your wall as it is"
    assert ended(visit, "cy") == "Yna rydym yn gadael eich wal fel y mae"
