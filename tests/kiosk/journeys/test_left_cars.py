"""Residents who tell the council about a car that never moves."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, printed, said_next, street, told, urgent, without_reply

from kiosk.council_pack import CouncilPack


def a_car(**answers: Any) -> Story:
    """Return what is asked before the street, in order."""
    return {
        "danger": "none", "what": "car", "plates": "known", "plate": "AB12 CDE", "make": "A blue Ford Fiesta",
        "land": "road", "since": "longer", "signs": ["tyres"], "taxed": "not-taxed", "stolen": "no", **answers,
    }  # fmt: skip


def sent(pack: CouncilPack, answers: Story) -> Story:
    return {**answers, "street": street(pack), "near": "12", "whose": "", **without_reply()}


def without(answers: Story, *pages: str) -> Story:
    return {page: value for page, value in answers.items() if page not in pages}


def test_a_left_car_is_looked_at_in_five_working_days(pack: CouncilPack) -> None:
    visit = told(pack, "abandoned-car", sent(pack, a_car()))
    assert said_next(visit).startswith("We will look at it by Friday 27 November. We then write to the owner")
    assert "sy’n cael saith diwrnod i’w symud" in said_next(visit, "cy")
    assert "A car" in printed(visit)
    assert "AB12" not in printed(visit)
    assert not urgent(visit)


@pytest.mark.parametrize("danger", ["burnt", "leaking", "sharp"])
def test_a_dangerous_car_is_urgent_however_new_it_is(pack: CouncilPack, danger: str) -> None:
    answers = without(a_car(danger=danger, since="two-weeks", signs=[]), "taxed")
    visit = told(pack, "abandoned-car", sent(pack, answers))
    assert urgent(visit)
    assert "danger-now" in asked(visit)
    assert said_next(visit).startswith("Your report is marked as urgent")


@pytest.mark.parametrize(
    ("answers", "may_stand"),
    [
        ({"since": "two-weeks", "signs": []}, True),
        ({"since": "four-weeks", "signs": []}, True),
        ({"since": "longer", "signs": []}, False),
        ({"since": "longer", "signs": [], "taxed": "taxed"}, True),
        ({"since": "longer", "signs": [], "taxed": "not-sure"}, False),
        ({"since": "two-weeks", "signs": ["green"]}, False),
        ({"since": "not-sure", "signs": ["windows"], "taxed": "taxed"}, False),
    ],
)
def test_a_car_that_is_taxed_or_new_there_and_whole_may_stand(
    pack: CouncilPack, answers: Story, may_stand: bool
) -> None:
    visit = told(pack, "abandoned-car", without(a_car(**answers), "stolen"))
    assert ended(visit) == ("It may stand there for now" if may_stand else "")
    assert ended(visit, "cy") == ("Caiff sefyll yno am y tro" if may_stand else "")


def test_a_car_without_plates_may_be_reported_at_once(pack: CouncilPack) -> None:
    answers = without(a_car(plates="gone", since="two-weeks", signs=[]), "plate", "taxed")
    visit = told(pack, "abandoned-car", sent(pack, answers))
    assert "Without number plates it can take longer" in said_next(visit)


def test_on_private_land_only_its_owner_can_ask(pack: CouncilPack) -> None:
    def on_private_land(mine: str) -> Story:
        first = without(a_car(land="private"), "since", "signs", "taxed", "stolen")
        return {**first, "your-land": mine}

    assert ended(told(pack, "abandoned-car", on_private_land("no"))) == "Whoever owns the land has to ask us"
    rest = {page: value for page, value in a_car().items() if page in ("since", "signs", "taxed", "stolen")}
    visit = told(pack, "abandoned-car", sent(pack, {**on_private_land("yes"), **rest}))
    assert "On private land the law makes us wait 15 days more" in said_next(visit)


def test_whoever_thinks_that_it_was_stolen_hears_of_the_police(pack: CouncilPack) -> None:
    assert "tell-police" in asked(told(pack, "abandoned-car", a_car(stolen="yes")))
    assert "tell-police" not in asked(told(pack, "abandoned-car", a_car(stolen="not-sure")))
