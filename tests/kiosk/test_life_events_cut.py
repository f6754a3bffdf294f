"""Any event of any members: cut again, each is answered as if it had been asked alone."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from made_event import small_council

from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import ConfigError
from kiosk.journey import Journey
from kiosk.journey_pages import Origin, Page
from kiosk.journey_tables import Member
from kiosk.life_events import expanded
from kiosk.submission import AnswerValue
from kiosk.together import cut
from kiosk.visit import Visit

OPTIONS = {"a": "A", "b": "B", "c": "C"}


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> CouncilPack:
    return load_council_pack(small_council(tmp_path_factory.mktemp("council") / "pack"))


@st.composite
def conditions(draw: st.DrawFn, earlier: list[str]) -> dict[str, Any]:
    if not earlier or draw(st.integers(0, 2)) == 0:
        return {}

    def one() -> dict[str, Any]:
        test = draw(st.sampled_from(["is", "is_not", "any_of", "none_of"]))
        wanted = draw(st.sampled_from("abc")) if test.startswith("is") else draw(st.sampled_from([["a"], ["a", "b"]]))
        return {draw(st.sampled_from(earlier)): {test: wanted}}

    shape = draw(st.sampled_from(["one", "any", "all"]))
    return one() if shape == "one" else {shape: [one() for _ in range(draw(st.integers(1, 2)))]}


@st.composite
def pages(draw: st.DrawFn, names: str, *, may_end: bool) -> list[Page]:
    made: list[Page] = []
    for name in names:
        when = draw(conditions([page.id for page in made if page.is_question]))
        ends = may_end and bool(when) and draw(st.integers(0, 4)) == 0
        kind = "ending" if ends else "choice"
        made.append(
            Page(id=name, kind=cast(Any, kind), ask=name, short=name, when=when, options={} if ends else OPTIONS,
                 outcome="answered" if ends else "")
        )  # fmt: skip
    return made


def journey(name: str, its_pages: list[Page], **more: Any) -> Journey:
    return Journey(
        id=name, version=1, title=name, contact_type="CM001", minutes=1, need=[], privacy=["a", "b", "c"],
        page=its_pages, topic="t", **more,
    )  # fmt: skip


@st.composite
def events(draw: st.DrawFn) -> tuple[Journey, list[Journey]]:
    own = draw(pages("pqr", may_end=False))
    members = [journey(name, draw(pages("vwxyz"[: draw(st.integers(1, 5))], may_end=True))) for name in ("one", "two")]
    tables = []
    for member in members:
        asked = [page.id for page in member.page if page.kind == "choice"]
        chosen = st.lists(st.sampled_from(asked), unique=True, max_size=2) if asked else st.just([])
        given_ = {name: draw(st.sampled_from("pqr")) for name in draw(chosen)}
        fixed = {name: draw(st.sampled_from("abc")) for name in draw(chosen) if name not in given_}
        when = draw(conditions(["p", "q", "r"]))
        tables.append(Member(journey=member.id, when=when, given=given_, fixed=cast(Any, fixed)))
    return journey("event", own, life_event=True, member=tables), members


@given(events(), st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_an_event_cut_again_is_what_its_members_would_have_been_told(
    moved: CouncilPack, made: Any, chance: Any
) -> None:
    event, members = made
    file = Path("journeys/event.toml")
    try:
        whole, _ = expanded_of(event, members, file)
    except ConfigError:
        assume(False)
        return
    journeys = {each.id: each for each in members} | {"event": whole}
    pack = CouncilPack(moved.folder, moved.council, cast(Any, journeys), moved.gazetteer)
    visit = Visit(pack, whole, datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    while (page := visit.first_unanswered) is not None:
        visit = visit.answer(page.id, chance.choice("abc"))
    parts = {part.journey.id: part for part in cut(visit)} if visit.complete else {}
    given_ = visit.valid_answers()
    for table in whole.member:
        alone = Visit(pack, journeys[table.journey], visit.now)
        while (page := alone.first_unanswered) is not None:
            value = table.fixed.get(page.id) or given_.get(table.given.get(page.id, f"{table.journey}--{page.id}"))
            if value is None:
                break
            alone = alone.answer(page.id, cast(AnswerValue, value))
        if table.journey in parts:
            assert alone.complete
            assert alone.valid_answers() == parts[table.journey].valid_answers()
            asked = {name.partition("--")[2] for name in given_ if name.startswith(f"{table.journey}--")}
            assert asked <= set(alone.valid_answers())
        elif visit.facts.get(f"--{table.journey}") == "ended":
            assert alone.ending is not None


def expanded_of(event: Journey, members: list[Journey], file: Path) -> tuple[Journey, list[Origin]]:
    """Return the event with its members' pages, as its file would have it; where each stands does not matter here."""

    def places(one: Journey) -> list[Origin]:
        return [Origin(Path(f"journeys/{one.id}.toml"), index) for index in range(len(one.page))]

    return expanded(file, (event, places(event)), [(one, places(one)) for one in members])
