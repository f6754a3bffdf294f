"""Life events: each thing asked once, each member sent as if it had been asked alone, and what cannot fit refused."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from made_event import EVENT, small_council

from kiosk.branches import branches, covering, taken
from kiosk.checking import check_pack
from kiosk.comeback_code import ComeBackKeys
from kiosk.condition_words import condition_words
from kiosk.conditions import names_in
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.drafts import open_visit, page_to_go_on_at, resume, seal_visit
from kiosk.errors import ConfigError
from kiosk.event_parts import as_written
from kiosk.journey import load_journey
from kiosk.journey_map import journey_map
from kiosk.language import Language
from kiosk.page_views import page_view, question_view, rows
from kiosk.submission import AnswerValue
from kiosk.together import all_to_bring, cut
from kiosk.visit import Visit

AT_HOME: dict[str, AnswerValue] = {"line1": "1 Mill Lane", "town": "Fairholme", "postcode": "FH1 4QT"}
EVENT_FILE = "journeys/just-moved.toml"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> CouncilPack:
    return load_council_pack(small_council(tmp_path_factory.mktemp("council") / "pack"))


def begin(pack: CouncilPack) -> Visit:
    return Visit(pack, pack.journeys["just-moved"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))


def answered(visit: Visit, **answers: AnswerValue) -> Visit:
    for name, value in answers.items():
        visit = visit.answer(name.replace("___", "--").replace("_", "-"), value)
    return visit


def told(pack: CouncilPack, *what: str) -> Visit:
    """A home, what is wanted, and that nobody need be told."""
    return answered(begin(pack), new_home=AT_HOME, tell=list(what), contact="none")


def test_each_thing_is_asked_once_and_only_of_what_was_chosen(moved: CouncilPack) -> None:
    visit = told(moved, "library")
    assert [page.id for page in visit.path] == [
        "new-home", "tell", "contact", "library-card--library", "library-card--help"
    ]  # fmt: skip
    visit = answered(visit, library_card___library="harrow-marsh", library_card___help=[])
    [part] = cut(visit)
    assert part.complete
    assert part.valid_answers() == {
        "for-whom": "self", "wanted": "new", "library": "harrow-marsh", "has-address": "yes", "where": AT_HOME,
        "help": [], "contact": "none",
    }  # fmt: skip


def test_a_part_that_comes_to_an_ending_stops_no_other(moved: CouncilPack) -> None:
    visit = answered(told(moved, "help", "library"), help_with_bins___able="always")
    notice = visit.page_named("help-with-bins--somebody-can")
    shown = page_view(visit, notice, Language())
    assert (notice.kind, shown.ways, shown.heading) == ("notice", (), "The help is for homes where nobody can")
    assert shown.journey_title == "Tell us that you moved: Get help to put your bins out"
    assert visit.page_after(notice.id) == visit.first_unanswered == visit.page_named("library-card--library")
    visit = answered(visit, library_card___library="fairholme", library_card___help=[])
    assert [part.journey.id for part in cut(visit)] == ["library-card"]


def test_where_no_part_is_left_nothing_is_sent_and_that_is_said(moved: CouncilPack) -> None:
    visit = answered(told(moved, "help"), help_with_bins___able="always")
    assert not visit.complete
    assert visit.ending is not None
    assert (visit.ending.ask, visit.ending.outcome) == ("Nothing needs to be sent", "answered")


def test_a_change_of_mind_leaves_a_part_out_again_and_what_was_answered_comes_back(moved: CouncilPack) -> None:
    visit = answered(told(moved, "bins", "library"), new_bin___wanted="none")
    assert "new-bin--wanted" not in answered(visit, tell=["library"]).valid_answers()
    assert answered(answered(visit, tell=["library"]), tell=["bins"]).valid_answers()["new-bin--wanted"] == "none"


def test_pages_that_nobody_can_come_to_are_not_there(moved: CouncilPack) -> None:
    """What is fixed decides: no card is lost, and no page looks at what is never asked."""
    pages = {page.id: page for page in moved.journeys["just-moved"].page}
    assert "library-card--wanted" not in pages
    library = pages["library-card--library"]
    assert library.variant == [], "its other words are for a lost card"


def test_a_life_event_is_saved_and_gone_on_with_where_it_was_left(moved: CouncilPack) -> None:
    keys = ComeBackKeys("0" * 64, b"s" * 32, b"t" * 32)
    visit = answered(told(moved, "bins", "library"), new_bin___wanted="none")
    saved = open_visit(seal_visit(visit, "en", keys), keys)
    resumed = resume(saved, moved, visit.now, clock_trusted=True)
    page = page_to_go_on_at(resumed.visit)
    assert (resumed.asked_again, resumed.visit.valid_answers()) == (False, visit.valid_answers())
    assert page is not None
    assert page.id == "new-bin--which"


def test_the_questions_of_the_parts_are_counted_from_the_start(moved: CouncilPack) -> None:
    visit = answered(begin(moved), new_home=AT_HOME, tell=["library"])
    assert visit.position("contact") == (3, 5)
    assert visit.path[-1].id == "library-card--help", "the ending for nothing is no page on the way"


def test_its_map_says_in_words_when_a_part_is_asked(moved: CouncilPack) -> None:
    words = condition_words(
        moved.journeys["just-moved"].page_named("new-bin--which").when, moved.journeys["just-moved"]
    )
    assert words == "new-bin is asked"
    assert "If library-card is asked" in journey_map(moved.journeys["just-moved"], str)


def test_texts_of_a_part_say_what_the_event_was_told_and_are_translated_as_they_were_written(
    moved: CouncilPack,
) -> None:
    visit = told(moved, "bins")
    assert visit.text("The bin for {new-bin--where}", Language()).startswith("The bin for 1 Mill Lane")
    assert as_written("A bin for {new-bin--which.short}") == ("A bin for {which.short}", "new-bin")
    assert as_written("A bin for {which.short}") == ("A bin for {which.short}", "")


def test_labels_that_stand_twice_say_of_which_part_they_are(moved: CouncilPack) -> None:
    journey = moved.journeys["just-moved"]
    pages = [msgspec.structs.replace(page, short="Help" if "--h" in page.id else page.short) for page in journey.page]
    event = msgspec.structs.replace(journey, page=pages)
    visit = Visit(moved, event, datetime(2026, 11, 20, 19, tzinfo=moved.zone))
    visit = answered(visit, new_home=AT_HOME, tell=["help", "library"], contact="none")
    visit = answered(visit, help_with_bins___able="nobody", help_with_bins___hard=["walking"])
    visit = answered(visit, help_with_bins___how_long="year", help_with_bins___bins_stand="front")
    visit = answered(visit, help_with_bins___way=[], help_with_bins___crew_may_know="no")
    visit = answered(visit, library_card___library="fairholme", library_card___help=[])
    labels = {row.page_id: row.label for row in rows(visit, Language())}
    assert labels["library-card--help"] == "Help (Join the library)"
    assert labels["help-with-bins--how-long"] == "Help (Get help to put your bins out)"
    assert labels["library-card--library"] == "Library"


def test_papers_of_all_parts_are_told_together(moved: CouncilPack) -> None:
    visit = answered(told(moved, "library"), library_card___library="fairholme", library_card___help=[])
    lines = all_to_bring(visit, Language()).lines
    assert "A letter or bill with your name and address" in lines
    assert lines[-1].startswith("Where: ")


def test_a_sensitive_event_makes_its_parts_sensitive_and_names_none_of_them(moved: CouncilPack) -> None:
    event = msgspec.structs.replace(moved.journeys["just-moved"], sensitive=True)
    visit = Visit(moved, event, datetime(2026, 11, 20, 19, tzinfo=moved.zone))
    visit = answered(visit, new_home=AT_HOME, tell=["library"], contact="none", library_card___library="fairholme")
    visit = answered(visit, library_card___help=[])
    page = visit.page_named("library-card--library")
    assert question_view(visit, page, Language()).journey_title == "Your request"
    assert [part.journey.sensitive for part in cut(visit)] == [True]


def test_every_branch_of_an_event_is_walked_and_every_part_of_each_walk_is_whole(moved: CouncilPack) -> None:
    start = begin(moved)
    done = list(covering(start))
    assert branches(start) - set().union(*(taken(walk) for walk in done)) == set()
    parts = [part for walk in done if walk.complete for part in cut(walk)]
    assert {part.journey.id for part in parts} == {"new-bin", "help-with-bins", "library-card"}
    assert all(part.complete for part in parts)


def test_the_checker_has_nothing_against_it(tmp_path: Path) -> None:
    folder = small_council(tmp_path / "pack")
    assert [problem for problem in check_pack(folder) if problem.file == folder / EVENT_FILE] == []


REFUSED = [
    ("life_event = true\n", "", "[[member]]", "only a life event has members."),
    ('journey = "new-bin"', 'journey = "new-bim"', 'journey = "new-bim"', "no other journey is called 'new-bim'."),
    ('journey = "new-bin"', 'journey = "just-moved"', 'journey = "just-moved"', "is called 'just-moved'"),
    ('journey = "new-bin"', 'journey = "library-card"', 'journey = "library-card"', "'library-card' is named twice."),
    (
        'given = { where = "new-home" }',
        'given = { were = "new-home" }',
        "given = { were",
        "'new-bin' has no page 'were'.",
    ),
    ('given = { where = "new-home" }', 'given = { where = "home" }', 'given = { where = "home"', "no page 'home'."),
    (
        'given = { where = "new-home" }',
        'given = { where = "tell" }',
        'given = { where = "tell"',
        "page 'where' of 'new-bin' is a address, and 'tell' a choices.",
    ),
    (
        'allow = ["listed", "typed"]',
        'allow = ["listed", "typed", "no-fixed"]',
        "given = {",
        "'new-home' takes answers that page 'where' of 'new-bin' does not: they differ in `allow`.",
    ),
    (
        'fixed = { for-whom = "self" }',
        'fixed = { for-whom = "myself" }',
        "fixed = { for-whom = ",
        "page 'for-whom' of 'new-bin' does not take this answer.",
    ),
    ('when = { tell = { is = "bins" } }', 'when = { wanted = { is = "none" } }', "when = {", "does not ask 'wanted'."),
    (
        'short = "New home"\n',
        'short = "New home"\nwhen = { tell = { is = "bins" } }\n',
        "given = {",
        "is asked where 'new-home' is not.",
    ),
    ("life_event = true\n", 'life_event = true\nrouting = "moves"\n', "routing", "a life event has no routing"),
    (
        "life_event = true\n",
        "life_event = true\nstandard = { working_days = 3 }\n",
        "standard",
        "a life event has no standard",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "problem"), REFUSED)
def test_what_cannot_be_a_part_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: str, problem: str
) -> None:
    event = EVENT.replace(old, new, 1)
    assert event != EVENT
    folder = small_council(tmp_path / "pack", event)
    with pytest.raises(ConfigError) as refused:
        load_journey(folder / EVENT_FILE)
    assert problem in str(refused.value)
    lines = [number for number, text in enumerate(event.splitlines(), 1) if line in text]
    assert refused.value.line in lines


def test_a_life_event_is_no_part_of_another_and_neither_is_what_is_about_an_earlier_form(tmp_path: Path) -> None:
    folder = small_council(tmp_path / "pack")
    other = EVENT.replace('id = "just-moved"', 'id = "two-moves"', 1).replace('"new-bin"', '"just-moved"', 1)
    (folder / "journeys" / "two-moves.toml").write_text(other, encoding="utf-8")
    with pytest.raises(ConfigError, match="a life event is no part of another"):
        load_journey(folder / "journeys" / "two-moves.toml")


def test_a_language_that_a_member_lacks_is_named(tmp_path: Path) -> None:
    folder = small_council(tmp_path / "pack", EVENT.replace('languages = ["en"]\n', "", 1))
    card = folder / "journeys" / "library-card.toml"
    other_lines = [line for line in card.read_text("utf-8").splitlines() if not line.startswith("languages = ")]
    card.write_text("\n".join(other_lines).replace("minutes = 3", 'minutes = 3\nlanguages = ["en"]', 1), "utf-8")
    told = [problem.what for problem in check_pack(folder, depth="sound") if problem.file == folder / EVENT_FILE]
    assert "'library-card' has no words in the language 'cy'." in told


def test_conditions_of_parts_look_at_nothing_of_other_parts(moved: CouncilPack) -> None:
    own = {"new-home", "tell", "contact", "mobile", "email", "phone", "letter-address", "name"}
    for page in moved.journeys["just-moved"].page[:-1]:
        part = page.id.partition("--")[0]
        for name, _, _ in names_in(page.when):
            if "--" in page.id:
                assert name.startswith((f"{part}--", f"--{part}")) or name.partition(".")[0] in own
