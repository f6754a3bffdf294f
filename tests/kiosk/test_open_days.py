"""Journeys that close: offered on their days only, and whoever comes on another day is told kindly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from command_line import Run
from fakes import FakeClock
from part_of_the_council import part_of_the_council
from sample_knowledge import demo_knowledge

from kiosk.checks.open_days import said_of
from kiosk.comeback_code import ComeBackKeys
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.drafts import open_visit, page_to_go_on_at, resume, seal_visit
from kiosk.journey import Journey
from kiosk.journey_tables import Nudge
from kiosk.open_days import always_open, day_of, standing_of
from kiosk.page_views import nudge_view, page_view
from kiosk.scripted import RefusedError, answered, begin
from kiosk.search.views import asked_most, offered
from kiosk.visit import Visit

LAST = date(2027, 1, 31)
AFTER = LAST + timedelta(days=1)
NAME = "consultation"
KEYS = ComeBackKeys("0" * 64, b"s" * 32, b"t" * 32)


@pytest.fixture
def closing(pack: CouncilPack) -> Journey:
    return msgspec.structs.replace(pack.journeys[NAME], open_from=date(2026, 11, 1), open_until=LAST)


def begun(pack: CouncilPack, journey: Journey, day: date, hour: int = 10) -> Visit:
    now = datetime(day.year, day.month, day.day, hour, 59, tzinfo=pack.zone)
    return Visit(pack, journey, now, standing=standing_of(journey, day))


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2026, 10, 31), "not-yet"),
        (date(2026, 11, 1), "open"),
        (LAST, "open"),
        (AFTER, "past"),
        (None, "open"),
    ],
)
def test_its_first_and_last_day_count_and_a_day_that_nobody_knows_closes_nothing(
    closing: Journey, day: date | None, standing: str
) -> None:
    assert standing_of(closing, day) == standing
    assert standing_of(always_open(closing), day) == "open"


def test_a_clock_that_is_not_trusted_tells_no_day(pack: CouncilPack) -> None:
    late = datetime(2027, 1, 31, 23, 30, tzinfo=pack.zone)
    clock = FakeClock(late)
    assert day_of(clock, pack.zone) == LAST
    clock.is_trusted = False
    assert day_of(clock, pack.zone) is None


def test_on_other_days_it_is_not_offered(pack: CouncilPack) -> None:
    topic = pack.journeys.topic_of(NAME)
    listed = [[journey.id for journey in pack.journeys_of(topic, day=day)] for day in (LAST, AFTER, None)]
    assert [NAME in names for names in listed] == [True, False, True]
    assert topic in [each.id for each in pack.topics(AFTER)]


def test_a_topic_with_nothing_open_is_not_shown(tmp_path: Path, run: Run) -> None:
    folder = part_of_the_council(tmp_path / "pack")
    card = folder / "journeys" / "library-card.toml"
    card.write_text(card.read_text().replace("\nminutes =", "\nopen_until = 2020-01-31\nminutes =", 1))
    code, out, _ = run("check", str(folder))
    assert (code, f"{card}: closed since 2020-01-31" in out) == (0, True)
    pack = load_council_pack(folder)
    topic = pack.journeys.topic_of("library-card")
    open_then, gone = {each.id for each in pack.topics(date(2020, 1, 31))}, {each.id for each in pack.topics(LAST)}
    assert open_then - gone == {topic}


def test_the_search_does_not_find_it_then() -> None:
    knowledge = demo_knowledge()
    found = knowledge.finder.find("library opening hours consultation")
    names = [[entry.id for entry in offered(found, knowledge, day).hits] for day in (LAST, AFTER, None)]
    assert [NAME in each for each in names] == [True, False, True]
    assert len(names[1]) == len(names[0]) - 1
    assert NAME in asked_most(knowledge, [NAME], LAST)
    assert NAME not in asked_most(knowledge, [NAME], AFTER)


@pytest.mark.parametrize(
    ("day", "code", "heading", "told"),
    [
        (AFTER, "en", "This has closed", "It was open until Sunday 31 January 2027."),
        (AFTER, "cy", "Mae hyn wedi cau", "Y diwrnod olaf oedd dydd Sul 31 Ionawr 2027."),
        (date(2026, 10, 1), "en", "This is not open yet", "It opens on Sunday 1 November 2026. Please come back then."),
        (date(2026, 10, 1), "cy", "Nid yw hyn wedi agor eto", "Y diwrnod cyntaf yw dydd Sul 1 Tachwedd 2026."),
    ],
)
def test_whoever_follows_a_link_to_it_is_told_and_finds_what_else_helps(
    pack: CouncilPack, closing: Journey, day: date, code: str, heading: str, told: str
) -> None:
    visit = begun(pack, closing, day)
    ending = visit.ending
    assert ending is not None
    assert (visit.path, visit.complete, visit.first_unanswered) == ((ending,), False, None)
    view = page_view(visit, ending, pack.language(code))
    assert view.heading == heading
    assert view.text[0].startswith(told)
    assert len(view.text) == 3
    assert [way for way, _ in view.ways] == ["journey:feedback"]


def test_a_journey_that_names_nothing_else_leads_to_the_council(pack: CouncilPack, closing: Journey) -> None:
    visit = begun(pack, msgspec.structs.replace(closing, closed=None), AFTER)
    assert visit.ending is not None
    assert page_view(visit, visit.ending, pack.language("en")).contacts == (pack.contact(pack.council.contact),)


def test_who_began_on_the_last_day_may_finish_after_midnight(pack: CouncilPack, closing: Journey) -> None:
    visit = begun(pack, closing, LAST, hour=23).answer("answers-as", "visitor")
    assert visit.ending is None
    assert "library-used" in {page.id for page in visit.path}


def test_what_was_saved_comes_back_to_kind_words(pack: CouncilPack) -> None:
    visit = begun(pack, pack.journeys[NAME], LAST).answer("answers-as", "visitor")
    saved = open_visit(seal_visit(visit, "en", KEYS), KEYS)
    in_time = resume(saved, pack, visit.now, clock_trusted=True)
    assert in_time.visit.valid_answers() == {"answers-as": "visitor"}
    unsure = resume(saved, pack, visit.now + timedelta(days=1), clock_trusted=False)
    assert unsure.visit.ending is None
    late = resume(saved, pack, visit.now + timedelta(days=1), clock_trusted=True)
    page = page_to_go_on_at(late.visit)
    assert page is not None
    assert (page, late.asked_again, late.visit.valid_answers()) == (late.visit.ending, False, {})
    for code, told in (("en", "what you saved can no longer be sent"), ("cy", "nid oes modd anfon yr hyn a gadwoch")):
        assert told in page_view(late.visit, page, pack.language(code)).text[1]


def test_what_may_help_as_well_is_not_what_has_closed(pack: CouncilPack, closing: Journey) -> None:
    nudge = Nudge(id="more", text="You may also tell us more.", journey=NAME)
    other = msgspec.structs.replace(pack.journeys["library-card"], nudge=[nudge])
    day = datetime(2027, 2, 1, 10, tzinfo=pack.zone)
    visit = Visit(pack, other, day)
    assert nudge_view(visit, pack.language("en")) is None
    assert nudge_view(replace(visit, clock_trusted=False), pack.language("en")) is not None
    assert nudge_view(replace(visit, now=day - timedelta(days=1)), pack.language("en")) is not None


@pytest.mark.parametrize(("day", "answers"), [(AFTER, {}), (AFTER, {"answers-as": "visitor"})])
def test_scripts_are_refused_with_the_reason(pack: CouncilPack, day: date, answers: dict[str, str]) -> None:
    with pytest.raises(RefusedError) as error:
        answered(begin(pack, NAME, day=day), answers)
    assert error.value.errors == {NAME: "closed"}


@pytest.mark.parametrize(
    ("day", "told"), [(AFTER, "closed since 2027-01-31"), (date(2026, 10, 1), "not open before"), (LAST, "")]
)
def test_the_check_tells_its_author(closing: Journey, day: date, told: str) -> None:
    said = said_of(closing, day)
    assert said.startswith(told)
    assert bool(said) is bool(told)
