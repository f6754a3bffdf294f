from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import example as with_example
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.answers import KINDS
from kiosk.answers.words import WORDS
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import AnswerError
from kiosk.examples import endings, example, examples
from kiosk.journey_pages import Page
from kiosk.language import Language
from kiosk.submission import Header
from kiosk.submitting import payload_of
from kiosk.visit import Visit

JOURNEYS = ("missed-bin", "street-light")
FRIDAY_EVENING = (2026, 11, 20, 19, 0)
_PACK = load_council_pack()

NOTHING_LIKE_IT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_PARTS = st.sampled_from(["uprn", "usrn", "line1", "town", "postcode", "name"])
ALMOST_LIKE_IT = (
    st.dictionaries(_PARTS, NOTHING_LIKE_IT | st.sampled_from(["FH1 4QT", "14 Mill Lane", "100000000000"]), max_size=4)
    | st.lists(st.sampled_from(["recycling", "rubbish", "not-sure", "yes"]) | NOTHING_LIKE_IT, max_size=4)
    | st.sampled_from(["yes", "no", "not-sure", "0001-01-01", "9999-12-31", "2026-11-20", "2026-W47-5", "a@b", "+44"])
    | st.dates().map(str)
)


@pytest.fixture(scope="module")
def pack() -> CouncilPack:
    return _PACK


def begun(journey: str, at: tuple[int, ...] = FRIDAY_EVENING) -> Visit:
    return Visit(_PACK, _PACK.journeys[journey], datetime(*at, tzinfo=_PACK.zone))  # type: ignore[arg-type]


def taken(visit: Visit, page_id: str, raw: Any) -> Visit | None:
    """Return the visit with the answer, or None where it is refused with a code that has words."""
    code = ""
    try:
        return visit.answer(page_id, raw)
    except AnswerError as error:
        code = error.code
    assert code in WORDS, code
    return None


def walk(visit: Visit, data: st.DataObject) -> Visit:
    """Answer page by page, mostly with nonsense first; every page is left in the end."""
    for _ in range(len(visit.journey.page) + 1):
        page = visit.first_unanswered
        if page is None:
            return visit
        for _try in range(data.draw(st.integers(0, 2))):
            raw: Any = data.draw(NOTHING_LIKE_IT | ALMOST_LIKE_IT)
            after = taken(visit, page.id, raw)
            if after is not None:
                assert page.id in after.valid_answers()
                json.dumps(after.answers[page.id])
                KINDS[page.kind].shown(after.answers[page.id], page, after.situation_at(page.id), Language())
        fine = KINDS[page.kind].examples(page, visit.situation_at(page.id))
        visit = visit.answer(page.id, data.draw(st.sampled_from(fine)))
    raise AssertionError("this journey never ends")


@pytest.mark.parametrize("journey", JOURNEYS)
@settings(max_examples=60)
@given(data=st.data(), hour=st.integers(0, 23), day=st.integers(1, 31))
def test_any_answers_lead_to_an_end(journey: str, data: st.DataObject, hour: int, day: int) -> None:
    visit = walk(begun(journey, (2026, 12, day, hour, 0)), data)
    assert visit.complete is (visit.ending is None)
    questions = [page.id for page in visit.path if page.is_question]
    assert [visit.position(page_id) for page_id in questions] == [
        (place, len(questions)) for place in range(1, len(questions) + 1)
    ]
    assert set(visit.valid_answers()) <= set(questions)
    for row in visit.summary(Language()):
        assert row.label
        assert row.shown
        assert "{" not in row.label


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=150)
@given(raw=NOTHING_LIKE_IT | ALMOST_LIKE_IT)
@with_example(raw=[{}])
@with_example(raw={"line1": "1 A Road", "town": "B", "usrn": ["x"]})
@with_example(raw={"usrn": {}})
@with_example(raw="\ud800")
@with_example(raw="0001-01-01")
@with_example(raw="9999-12-31")
def test_no_shape_of_answer_breaks_a_kind(kind: str, raw: Any) -> None:
    """Whatever a screen, a script or a person gives: a tidy answer, or a code with words."""
    page, visit = page_of(kind)
    situation = visit.situation_at(page.id)
    if taken(visit, page.id, raw) is None:
        return
    value = KINDS[kind].tidy(raw, page, situation)
    assert KINDS[kind].tidy(value, page, situation) == value, "tidy answers stay as they are"
    KINDS[kind].facts(value, page, situation)
    KINDS[kind].words(value, page, situation, Language())
    KINDS[kind].shown(value, page, situation, Language())


@cache
def page_of(kind: str) -> tuple[Any, Visit]:
    """Return a page of this kind with a visit that has come to it."""
    for journey in JOURNEYS:
        for answers in PATHS[journey]:
            visit = replace(begun(journey), answers=answers)
            for page in visit.path:
                if page.kind == kind:
                    return page, visit
    page = Page(id="given", kind=kind, ask="What is it?", short="It", optional=False)  # no shipped journey asks it
    journey = msgspec.structs.replace(_PACK.journeys["street-light"], page=[page])
    return page, replace(begun("street-light"), journey=journey)


PATHS = {journey: list(examples(begun(journey))) for journey in JOURNEYS}


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_path_of_pages_is_complete_and_becomes_a_payload(journey: str) -> None:
    assert len(PATHS[journey]) > 20
    reached: set[str] = set()
    for answers in PATHS[journey]:
        visit = replace(begun(journey), answers=answers)
        assert visit.complete
        payload = payload_of(visit, header(journey))
        asked = [page.id for page in visit.path if page.is_question]
        assert [answered.question for answered in payload.answers] == asked
        assert {answered.question: answered.answer for answered in payload.answers} == dict(answers)
        assert all(answered.asked and "{" not in answered.asked for answered in payload.answers)
        reached |= {page.id for page in visit.path}
    ended = {page.id for page, _ in endings(begun(journey))} | {
        page.id for page, _ in endings(begun(journey, (2026, 11, 20, 9, 0)))
    }
    assert reached | ended == {page.id for page in _PACK.journeys[journey].page}


def header(journey: str) -> Header:
    at = datetime(2026, 11, 20, 19, tzinfo=UTC)
    return Header("0" * 32, "KK-2345-6789-X", "library", journey, 1, "self", "en", at, clock_trusted=True)


def test_a_visit_never_changes() -> None:
    before = begun("street-light")
    after = before.answer("danger", "none")
    assert before.answers == {}
    assert after.answers == {"danger": "none"}
    with pytest.raises(FrozenInstanceError):
        before.answers = {}  # type: ignore[misc]


def test_a_refused_answer_leaves_the_visit_as_it_was() -> None:
    visit = begun("street-light").answer("danger", "none")
    with pytest.raises(AnswerError):
        visit.answer("has-number", "perhaps")
    assert visit.answers == {"danger": "none"}
    with pytest.raises(KeyError):
        visit.answer("no-such-page", "yes")


def test_a_page_that_is_not_on_the_path_cannot_be_answered() -> None:
    with pytest.raises(KeyError):
        begun("missed-bin").answer("tag-says", "too-heavy")


def test_answers_of_a_branch_left_behind_are_kept_for_coming_back_but_never_sent() -> None:
    visit = replace(begun("missed-bin"), answers=example(begun("missed-bin")))
    told = visit.answer("contact", "email").answer("email", "mair@example.org").answer("name", "Mair")
    left = told.answer("contact", "none")
    assert left.complete
    assert {"email", "name"} <= set(left.answers)
    payload = payload_of(left, header("missed-bin"))
    assert not {"email", "name", "mobile"} & {answered.question for answered in payload.answers}
    assert "mair@example.org" not in msgspec.json.encode(payload).decode()
    back = left.answer("contact", "email")
    assert back.complete
    assert back.valid_answers()["email"] == "mair@example.org"


def test_an_answer_that_no_longer_fits_is_asked_again_and_not_sent() -> None:
    """Bins of the old address that the new one does not have."""
    houses = [house for house in _PACK.gazetteer.all_addresses() if not house.assisted]
    garden = next(house for house in houses if "garden" in house.bins)
    without = next(house for house in houses if "garden" not in house.bins)
    visit = begun("missed-bin").answer("where", {"uprn": garden.uprn})
    while visit.first_unanswered is not None and visit.first_unanswered.id != "which-bins":
        visit = visit.answer(visit.first_unanswered.id, "other")
    moved = visit.answer("which-bins", ["garden"]).answer("where", {"uprn": without.uprn})
    while moved.first_unanswered is not None and moved.first_unanswered.id != "which-bins":
        moved = moved.answer(moved.first_unanswered.id, "other")
    assert moved.first_unanswered is not None
    assert moved.first_unanswered.id == "which-bins"
    assert "which-bins" not in moved.valid_answers()


def test_what_was_given_once_is_offered_in_the_next_journey() -> None:
    first = replace(begun("missed-bin"), answers=example(begun("missed-bin")))
    first = first.answer("contact", "text").answer("mobile", "07700900123").answer("name", "Mair")
    second = replace(begun("street-light"), carried=first.carried)
    for page, value in (("danger", "bare-wires"), ("has-number", "yes"), ("number", "L207")):
        second = second.answer(page, value)
    street = next(street for street in _PACK.gazetteer.all_streets() if not street.responsible)
    second = second.answer("street", {"usrn": street.usrn}).answer("kind-of-light", "lamp")
    assert second.draft("contact") == "text"
    assert second.answer("contact", "text").draft("mobile") == "07700 900123"
    assert second.answer("contact", "text").answer("mobile", "07700900123").draft("name") == "Mair"
    assert not second.complete, "offered is not answered"


def test_nothing_unfit_is_offered() -> None:
    """A landline from one journey is no number for texts in another."""
    given = {name: value for name, value in example(begun("missed-bin")).items() if name not in ("mobile", "phone")}
    visit = replace(begun("missed-bin"), carried={"phone": "01632 960123"}, answers=given)
    assert visit.answer("contact", "text").draft("mobile") is None
    assert visit.answer("contact", "phone").draft("phone") == "01632 960123"


def test_position_counts_along_the_path_as_answered_so_far() -> None:
    visit = begun("street-light")
    assert visit.position("danger") == (1, visit.position("danger")[1])
    short = visit.answer("danger", "bare-wires")
    long = visit.answer("danger", "none")
    assert short.position("danger")[1] < long.position("danger")[1]
    assert short.position("danger-now") == (0, short.position("danger")[1]), "a notice is no question"


def test_back_and_forth_along_the_path() -> None:
    visit = replace(begun("missed-bin"), answers=example(begun("missed-bin")))
    pages = list(visit.path)
    assert visit.page_before(pages[0].id) is None
    assert visit.page_after(pages[-1].id) is None
    for earlier, later in pairwise(pages):
        assert visit.page_after(earlier.id) == later
        assert visit.page_before(later.id) == earlier
