"""Residents who want to drive a taxi, or to go on driving one."""

from __future__ import annotations

from typing import Any

import pytest
from residents import Story, asked, ended, home, printed, said_next, told, without_reply

from kiosk.conditions import holds
from kiosk.council_pack import CouncilPack
from kiosk.evidence import needed
from kiosk.visit import Visit


def a_first_licence(pack: CouncilPack, **more: Any) -> Story:
    """Return every answer of somebody without points or stories, in order; `more` changes or adds some."""
    story = {
        "wanted": "new", "born": "1990-01-31", "licence-years": "three", "work-right": "passport", "drive-what": "both",
        "driving-code": "", "points": "0", "medical": "done", "records": "yes", "records-number": "001234567890",
        "court": "no", "refused": "no", "knowledge": "passed", "training": "done", "name": "Ann Rees",
        "where": home(pack), "same-home": "yes", "abroad": "no", "photo": "bring", **without_reply(), "true": "yes",
    }  # fmt: skip
    return {**story, **{page.replace("_", "-"): answer for page, answer in more.items()}}


def routed(visit: Visit) -> str:
    return next((route.to for route in visit.journey.route if holds(route.when, visit.facts)), visit.journey.routing)


def test_a_first_licence_is_decided_after_papers_and_tests(pack: CouncilPack) -> None:
    visit = told(pack, "taxi-licence", a_first_licence(pack))
    assert said_next(visit).startswith("Once we have seen your papers and you have passed the tests, we decide within")
    assert said_next(visit, "cy").startswith("Ar ôl i ni weld eich papurau ac i chi basio’r profion")
    assert {paper.id for paper in needed(visit)} == {"licence", "work", "medical", "training", "photo"}
    assert routed(visit) == "taxi-licensing"
    assert "001234567890" not in printed(visit)


@pytest.mark.parametrize(
    ("born", "heading"), [("2005-11-20", ""), ("2005-11-21", "You can have this licence from the age of 21")]
)
def test_drivers_are_21_or_older(pack: CouncilPack, born: str, heading: str) -> None:
    visit = told(pack, "taxi-licence", {"wanted": "new", "born": born})
    assert ended(visit) == heading
    assert ended(visit, "cy") == ("Gallwch gael y drwydded hon o 21 oed" if heading else "")


@pytest.mark.parametrize(
    ("more", "heading"),
    [
        ({"licence-years": "three"}, ""),
        ({"licence-years": "fewer"}, "You need a full car licence for 3 years first"),
        ({"licence-years": "none"}, "You need a full car licence for 3 years first"),
        ({"licence-years": "three", "work-right": "no"}, "First you need the right to work here"),
        ({"licence-years": "three", "work-right": "share-code"}, ""),
    ],
)
def test_what_is_needed_before_a_first_licence(pack: CouncilPack, more: Story, heading: str) -> None:
    visit = told(pack, "taxi-licence", {"wanted": "new", "born": "1990-01-31", **more})
    assert ended(visit) == heading
    assert bool(ended(visit, "cy")) == bool(heading)


@pytest.mark.parametrize(("points", "panel"), [("0", False), ("6", False), ("7", True), ("12", True)])
def test_a_panel_looks_at_many_points(pack: CouncilPack, points: str, panel: bool) -> None:
    visit = told(pack, "taxi-licence", a_first_licence(pack, points=points))
    assert (routed(visit) == "taxi-panel") == panel
    assert said_next(visit).startswith("A panel looks at your form") == panel
    assert said_next(visit, "cy").startswith("Mae panel yn edrych ar eich ffurflen") == panel


def test_a_panel_hears_those_who_were_in_court_or_refused(pack: CouncilPack) -> None:
    story = dict(a_first_licence(pack))
    before, after = list(story.items())[: list(story).index("court")], list(story.items())[list(story).index("court") :]
    court = {"court": "yes", "court-what": [{"what": "Speeding", "when": "2019-05-01"}]}
    rest = {**dict(after[1:]), "refused": "no"}
    visit = told(pack, "taxi-licence", {**dict(before), **court, **rest})
    assert routed(visit) == "taxi-panel"
    assert "Speeding" not in printed(visit)


def the_next_licence(pack: CouncilPack, ends: str) -> Story:
    return {
        "wanted": "renew", "born": "1990-01-31", "work-right": "passport", "drive-what": "taxi", "badge-ends": ends,
        "badge-number": "214", "tax-code": "1A2B3C4D5", "driving-code": "", "points": "3", "medical": "not-due",
        "records": "no", "court": "no", "refused": "no", "training": "not-yet", "name": "Ann Rees",
        "where": home(pack), "same-home": "no",
        "earlier-homes": [{"address": "1 The Lane, Oldbrook", "until": "2024-01-01"}], "abroad": "yes",
        "photo": "desk", **without_reply(), "true": "yes",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("ends", "ended_already"), [("2026-11-20", False), ("2026-11-19", True), ("2027-01-01", False)]
)
def test_the_next_licence_and_a_badge_that_has_ended(pack: CouncilPack, ends: str, ended_already: bool) -> None:
    visit = told(pack, "taxi-licence", the_next_licence(pack, ends))
    assert ("badge-ended" in asked(visit)) == ended_already
    assert not {"knowledge", "licence-years"} & asked(visit)
    assert "you may go on driving until then" in said_next(visit)
    assert {paper.id for paper in needed(visit)} == {"licence", "work", "abroad"}
