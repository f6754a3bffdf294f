"""Few walks take every branch of a journey; a branch that no answers take is never claimed."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.branches import Branch, branches, covering, taken
from kiosk.council_pack import CouncilPack
from kiosk.journey import Journey, NextStep, Offer
from kiosk.journey_pages import Page
from kiosk.visit import Visit


def journey(*pages: Page, **more: object) -> Journey:
    usual: dict[str, object] = {"next": [NextStep(dated="Soon.", undated="Soon.")]}
    return Journey(
        id="made-up",
        version=1,
        title="Made up",
        contact_type="CM004",
        minutes=1,
        need=[],
        privacy=["One.", "Two.", "Three."],
        page=list(pages),
        topic="streets-and-parks",
        service=582,
        interaction=17,
        **(usual | more),  # type: ignore[arg-type]
    )


def yes_no(page_id: str, **more: object) -> Page:
    return Page(id=page_id, kind="yes_no", ask=f"{page_id}?", short=page_id, **more)  # type: ignore[arg-type]


@pytest.fixture
def begun(pack: CouncilPack) -> datetime:
    return datetime(2026, 11, 20, 12, tzinfo=pack.zone)


def walked(pack: CouncilPack, made: Journey, begun: datetime) -> tuple[list[Visit], set[Branch]]:
    """The walks, and what none of them takes."""
    start = Visit(pack, made, begun)
    walks = list(covering(start))
    assert all(walk.complete or walk.ending for walk in walks)
    return walks, branches(start) - set[Branch]().union(*(taken(walk) for walk in walks))


def test_every_option_page_and_passage_is_taken_by_few_walks(pack: CouncilPack, begun: datetime) -> None:
    made = journey(
        Page(
            id="what", kind="choice", ask="What?", short="What", options={"a": "A", "b": "B", "c": "C"}, not_sure=True
        ),
        yes_no("more", when={"what": {"is": "a"}}),
        yes_no("last", when={"more": {"is": "yes"}}),
    )
    walks, left = walked(pack, made, begun)
    assert left == set()
    assert len(walks) <= 6


def test_an_ending_that_two_answers_together_lead_to_is_reached(pack: CouncilPack, begun: datetime) -> None:
    both = {"first": {"is": "yes"}, "third": {"is": "no"}}
    made = journey(
        yes_no("first"), yes_no("second"), yes_no("third"),
        Page(id="stop", kind="ending", ask="Stop", outcome="answered", when=both),
        yes_no("fourth"),
    )  # fmt: skip
    walks, left = walked(pack, made, begun)
    assert left == set()
    assert any(walk.ending for walk in walks)


def test_what_many_answers_together_decide_is_taken_too(pack: CouncilPack, begun: datetime) -> None:
    names = ["a", "b", "c", "d", "e"]
    every = {name: {"is": "yes"} for name in names}
    made = journey(
        *(yes_no(name) for name in names),
        next=[NextStep(dated="All.", undated="All.", when=every), NextStep(dated="Soon.", undated="Soon.")],
        offers=[Offer(id="some", when={"a": {"is": "no"}, "e": {"is": "no"}})],
        urgent={"any": [{"b": {"is": "yes"}, "c": {"is": "no"}}]},
    )
    _, left = walked(pack, made, begun)
    assert left == set()


def test_a_branch_that_nothing_leads_to_stays_left(pack: CouncilPack, begun: datetime) -> None:
    never = {"first": {"is": "yes"}, "all": [{"first": {"is": "no"}}]}
    made = journey(yes_no("first"), yes_no("second", when=never))
    _, left = walked(pack, made, begun)
    assert left == {
        Branch("shown", "second"),
        Branch("chosen", "second", "yes"),
        Branch("chosen", "second", "no"),
    }


def test_what_lies_behind_an_ending_is_not_said_to_be_passed(pack: CouncilPack, begun: datetime) -> None:
    stop = Page(id="stop", kind="ending", ask="Stop", outcome="answered", when={"first": {"is": "yes"}})
    made = journey(yes_no("first"), stop, yes_no("second", when={"first": {"is": "no"}}))
    ended = Visit(pack, made, begun).answer("first", "yes")
    assert taken(ended) == {
        Branch("shown", "first"),
        Branch("shown", "stop"),
        Branch("chosen", "first", "yes"),
    }


def test_the_demo_council_s_longest_journey_needs_few_walks(pack: CouncilPack, begun: datetime) -> None:
    walks, left = walked(pack, pack.journeys["missed-bin"], begun)
    assert left == set()
    assert len(walks) < 60


def test_a_third_choice_can_be_each_that_was_not_chosen_before(pack: CouncilPack, begun: datetime) -> None:
    def ranked(page_id: str, *before: str) -> Page:
        options = {"oak": "Oak", "elm": "Elm", "ash": "Ash"}
        return Page(id=page_id, kind="choice", ask="Which?", short="Tree", options=options, differs_from=list(before))

    _, left = walked(pack, journey(ranked("a"), ranked("b", "a"), ranked("c", "a", "b")), begun)
    assert left == set()
