"""What people choose: options, yes or no, addresses, streets and days."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from answering import page, situation

from kiosk.answers import KINDS
from kiosk.answers.words import SCRIPT_CODES, WORDS
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.gazetteer import Address
from kiosk.language import Language
from kiosk.visit import Visit


@pytest.fixture(scope="module")
def house(pack: CouncilPack) -> Address:
    """14 Mill Lane: Fridays, recycling in weeks A."""
    [found] = [one for one in pack.gazetteer.at_postcode("FH1 4QT") if one.number == "14"]
    return found


def at(pack: CouncilPack, journey: str, *when: int) -> Visit:
    moment = datetime(*(when or (2026, 11, 20, 19, 0)), tzinfo=pack.zone)  # type: ignore[arg-type]
    return Visit(pack, pack.journeys[journey], moment)


def code_of(visit: Visit, page: str, raw: Any) -> str:
    with pytest.raises(AnswerError) as error:
        visit.answer(page, raw)
    return error.value.code


@pytest.mark.parametrize("raw", ["", "Yes", "maybe", None, True, 1, ["none"], {"none": 1}, "not-sure "])
def test_one_option_that_is_not_there_is_refused(pack: CouncilPack, raw: Any) -> None:
    assert code_of(at(pack, "street-light"), "danger", raw) == "choose-one"


def test_one_option_that_is_there_is_taken(pack: CouncilPack) -> None:
    for raw in ("none", "bare-wires", "not-sure"):
        assert at(pack, "street-light").answer("danger", raw).answers["danger"] == raw


@pytest.mark.parametrize(("raw", "kept"), [("yes", "yes"), ("no", "no"), (True, "yes"), (False, "no")])
def test_yes_and_no(pack: CouncilPack, raw: Any, kept: str) -> None:
    visit = at(pack, "street-light").answer("danger", "none")
    assert visit.answer("has-number", raw).answers["has-number"] == kept


@pytest.mark.parametrize(
    ("code", "chosen", "typed"),
    [
        ("en", "Iron, Alu and Tin", "first, second"),
        ("cy", "Iron, Alu a Tin", "first, second"),
        ("pl", "Iron, Alu i Tin", "first, second"),
        ("ar", "Iron وAlu وTin", "first، second"),
    ],
)
def test_on_paper_a_list_is_written_as_the_language_does(pack: CouncilPack, code: str, chosen: str, typed: str) -> None:
    asked, where, language = (
        page("choices", options={"a": "Iron", "b": "Alu", "c": "Tin"}),
        situation(pack),
        Language(code),
    )
    assert KINDS["choices"].on_paper(["a", "b", "c"], asked, where, language) == chosen
    assert KINDS["long_text"].on_paper("first\nsecond", page("long_text"), where, language) == typed


@pytest.mark.parametrize("raw", ["not-sure", "", "YES", 1, 0, None, ["yes"], "ja"])
def test_neither_yes_nor_no(pack: CouncilPack, raw: Any) -> None:
    assert code_of(at(pack, "street-light").answer("danger", "none"), "has-number", raw) == "choose-one"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (["recycling"], ["recycling"]),
        (["food", "rubbish"], ["rubbish", "food"]),
        (["rubbish", "rubbish"], ["rubbish"]),
        (["something-else"], ["something-else"]),
    ],
)
def test_several_are_kept_once_and_in_their_order(pack: CouncilPack, house: Address, raw: Any, kept: Any) -> None:
    visit = at(pack, "missed-bin").answer("where", {"uprn": house.uprn})
    assert visit.answer("which-bins", raw).answers["which-bins"] == kept


@pytest.mark.parametrize(
    "raw",
    [[], ["glass"], ["rubbish", "glass"], "rubbish", None, {"rubbish": True}, [["rubbish"]], [{}], ["rubbish-sacks"]],
)
def test_several_that_are_not_there_are_refused(pack: CouncilPack, house: Address, raw: Any) -> None:
    assert code_of(at(pack, "missed-bin").answer("where", {"uprn": house.uprn}), "which-bins", raw) == "choose-some"


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        (
            {"line1": " The Old  Forge ", "town": "Fairholme"},
            {"line1": "The Old Forge", "town": "Fairholme"},
        ),
        (
            {"line1": "1 New Road", "town": "Fairholme", "postcode": "fh19zz"},
            {"line1": "1 New Road", "town": "Fairholme", "postcode": "FH1 9ZZ"},
        ),
        (
            {"line1": "1 New Road", "town": "Fairholme", "postcode": " ", "usrn": "nowhere"},
            {"line1": "1 New Road", "town": "Fairholme"},
        ),
    ],
)
def test_a_typed_address_is_tidied(pack: CouncilPack, raw: Any, kept: Any) -> None:
    assert at(pack, "missed-bin").answer("where", raw).answers["where"] == kept


def test_a_typed_address_keeps_the_street_it_was_found_by(pack: CouncilPack, house: Address) -> None:
    raw = {"line1": "14a Mill Lane", "town": "Fairholme", "usrn": house.street.usrn}
    visit = at(pack, "missed-bin").answer("where", raw)
    assert visit.facts["where.ward"] == house.ward
    assert visit.words(Language())["where.street"] == house.street.name


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ({}, "address-empty"),
        ("14 Mill Lane", "address-empty"),
        (None, "address-empty"),
        ([], "address-empty"),
        ({"uprn": ""}, "address-unknown"),
        ({"uprn": "1"}, "address-unknown"),
        ({"uprn": 990010000101.5}, "address-unknown"),
        ({"uprn": ["990010000101"]}, "address-unknown"),
        ({"line1": "", "town": "Fairholme"}, "address-line"),
        ({"town": "Fairholme"}, "address-line"),
        ({"line1": "1 New Road"}, "address-town"),
        ({"line1": "1 New Road", "town": "Fairholme", "postcode": "FH1"}, "postcode-wrong"),
        ({"line1": "x" * 101, "town": "Fairholme"}, "text-long"),
        ({"line1": "1", "town": "x" * 101}, "text-long"),
        ({"line1": 1, "town": "Fairholme"}, "wrong-shape"),
        ({"line1": "1", "town": "Fairholme", "usrn": ["1"]}, "wrong-shape"),
        ({"line1": "1", "town": "Fairholme", "county": "Marlshire"}, "wrong-shape"),
    ],
)
def test_addresses_that_are_refused(pack: CouncilPack, raw: Any, code: str) -> None:
    assert code_of(at(pack, "missed-bin"), "where", raw) == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "street-empty"),
        ({}, "street-empty"),
        ({"name": " "}, "street-empty"),
        ({"usrn": "1"}, "street-unknown"),
        ({"usrn": {}}, "street-unknown"),
        ({"name": "x" * 201}, "text-long"),
        ({"name": 5}, "wrong-shape"),
        ({"street": "Mill Lane"}, "street-empty"),
        (["Mill Lane"], "street-empty"),
        (None, "street-empty"),
    ],
)
def test_streets_that_are_refused(pack: CouncilPack, raw: Any, code: str) -> None:
    visit = at(pack, "street-light").answer("danger", "none").answer("has-number", "no")
    assert code_of(visit, "street", raw) == code


@pytest.mark.parametrize("raw", ["The lane behind the church", {"name": " The lane  behind the church"}])
def test_a_street_in_words(pack: CouncilPack, raw: Any) -> None:
    visit = at(pack, "street-light").answer("danger", "none").answer("has-number", "no").answer("street", raw)
    assert visit.answers["street"] == {"name": "The lane behind the church"}
    assert visit.facts["street.responsible"] == "council"


def due(visit: Visit, house: Address, bins: list[str]) -> Visit:
    return visit.answer("where", {"uprn": house.uprn}).answer("which-bins", bins).answer("just-mine", "mine")


@pytest.mark.parametrize(
    ("now", "day", "state"),
    [
        ((2026, 11, 20, 17, 59), "2026-11-20", "not-yet"),
        ((2026, 11, 20, 18, 0), "2026-11-20", "ok"),
        ((2026, 11, 19, 23, 59), "2026-11-20", "not-yet"),
        ((2026, 11, 21, 8, 0), "2026-11-20", "ok"),  # Saturday
        ((2026, 11, 22, 8, 0), "2026-11-20", "ok"),  # Sunday
        ((2026, 11, 23, 8, 0), "2026-11-20", "ok"),  # Monday: the first working day after
        ((2026, 11, 24, 23, 59), "2026-11-20", "ok"),  # Tuesday: the second
        ((2026, 11, 25, 0, 1), "2026-11-20", "too-late"),  # Wednesday
        ((2026, 12, 29, 9, 0), "2026-12-25", "ok"),  # Boxing Day falls on Saturday: Monday is its holiday
        ((2026, 12, 30, 9, 0), "2026-12-25", "ok"),
        ((2026, 12, 31, 9, 0), "2026-12-25", "too-late"),
        ((2027, 4, 6, 9, 0), "2027-03-26", "too-late"),
        ((2027, 3, 31, 9, 0), "2027-03-26", "ok"),  # Good Friday, then Easter Monday
        ((2027, 4, 1, 9, 0), "2027-03-26", "too-late"),
    ],
)
def test_until_when_a_missed_day_can_be_reported(
    pack: CouncilPack, house: Address, now: tuple[int, ...], day: str, state: str
) -> None:
    """The crews finish at 18:00; then two working days (England) remain."""
    visit = due(at(pack, "missed-bin", *now), house, ["rubbish", "food"])
    assert visit.answer("day", day).facts["day.state"] == state


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "choose-one"),
        (None, "choose-one"),
        (20261120, "choose-one"),
        (["2026-11-20"], "choose-one"),
        ("yesterday", "day-wrong"),
        ("20/11/2026", "day-wrong"),
        ("2026-13-01", "day-wrong"),
        ("2026-02-30", "day-wrong"),
        ("2026-11-19", "day-no-collection"),  # a Thursday
    ],
)
def test_days_that_are_refused(pack: CouncilPack, house: Address, raw: Any, code: str) -> None:
    assert code_of(due(at(pack, "missed-bin"), house, ["rubbish", "food"]), "day", raw) == code


def test_the_days_on_offer_are_the_last_collections_and_not_sure(pack: CouncilPack, house: Address) -> None:
    visit = due(at(pack, "missed-bin"), house, ["food"])
    page = visit.journey.page_named("day")
    options = KINDS[page.kind].options(page, visit.situation_at("day"), Language())
    assert [(option.value, option.hint) for option in options][:2] == [
        ("2026-11-20", "Today"),
        ("2026-11-13", "7 days ago"),
    ]
    assert options[-1].value == "not-sure"


def test_where_no_day_is_known_the_last_week_is_offered(pack: CouncilPack) -> None:
    typed = {"line1": "The Old Forge", "town": "Fairholme"}
    visit = at(pack, "missed-bin").answer("where", typed).answer("which-bins", ["food"]).answer("just-mine", "mine")
    page = visit.journey.page_named("day")
    values = [option.value for option in KINDS[page.kind].options(page, visit.situation_at("day"), Language())]
    assert values == [f"2026-11-{day}" for day in range(20, 13, -1)] + ["not-sure"]


def test_a_day_of_another_century_is_answered_at_once(pack: CouncilPack, house: Address) -> None:
    typed = {"line1": "The Old Forge", "town": "Fairholme"}
    visit = at(pack, "missed-bin").answer("where", typed).answer("which-bins", ["food"]).answer("just-mine", "mine")
    assert visit.answer("day", "0001-01-01").facts["day.state"] == "too-late"
    assert visit.answer("day", "9999-12-31").facts["day.state"] == "not-yet"


def test_every_code_of_a_refusal_has_words_without_blame() -> None:
    assert not set(WORDS) & SCRIPT_CODES
    for words in WORDS.values():
        assert words[0].isupper()
        assert not [word for word in ("invalid", "error", "must", "failed", "you did not") if word in words.lower()]
