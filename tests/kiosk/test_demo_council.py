import csv
import importlib.util
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.examples import endings, example, examples
from kiosk.next_steps import next_words
from kiosk.pack_texts import pack_texts
from kiosk.visit import Visit

SCRIPT = DEMO_COUNCIL.parents[1] / "packaging" / "make_addresses.py"
OFFICIAL = ("refuse ", "fly-tip", "utilise", "commence", "in order to", "ensure that", "your failure", "you failed")


def _visit(pack: CouncilPack, journey: str, day: date = date(2026, 11, 20), hour: int = 19) -> Visit:
    now = datetime(day.year, day.month, day.day, hour, tzinfo=pack.zone)
    return Visit(pack, pack.journeys[journey], now)


def _addresses_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_addresses", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_addresses"] = module
    spec.loader.exec_module(module)
    return module


def test_the_addresses_are_made_again_to_the_same_byte(tmp_path: Path) -> None:
    script = _addresses_script()
    script.main(tmp_path)
    for name in ("streets.csv", "addresses.csv"):
        assert (tmp_path / name).read_bytes() == (DEMO_COUNCIL / name).read_bytes(), f"run {SCRIPT.name}"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DEMO_COUNCIL / name).open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def test_there_are_streets_and_addresses_enough_and_none_twice() -> None:
    streets, addresses = list(_rows("streets.csv")), list(_rows("addresses.csv"))
    assert len(streets) == 120
    assert len(addresses) >= 2000
    assert len({row["uprn"] for row in addresses}) == len(addresses)
    assert len({row["usrn"] for row in streets}) == len(streets)
    assert all(len(row["uprn"]) == 12 and row["uprn"].isdigit() for row in addresses)
    assert len({(row["number"], row["usrn"]) for row in addresses}) == len(addresses)
    assert len({row["ward"] for row in addresses}) >= 6
    assert any(row["responsible"] == "county" for row in streets)
    assert {"Heol y Tŷ Gwyn", "Ffordd Llwyn Onn"} <= {row["name"] for row in streets}


def test_a_postcode_belongs_to_one_street_and_no_real_place() -> None:
    street_of: dict[str, str] = {}
    for row in _rows("addresses.csv"):
        assert row["postcode"].startswith("FH")
        assert street_of.setdefault(row["postcode"], row["usrn"]) == row["usrn"]


def test_the_house_of_the_pictures_stands_there(pack: CouncilPack) -> None:
    [house] = [item for item in pack.gazetteer.at_postcode("FH1 4QT") if item.number == "14"]
    assert house.one_line == "14 Mill Lane, Fairholme FH1 4QT"
    assert list(house.bins) == ["rubbish", "recycling", "food", "garden"]
    assert (house.day, house.assisted) == ("fri", False)


def test_recycling_was_due_there_on_the_day_of_the_pictures(pack: CouncilPack) -> None:
    [house] = [item for item in pack.gazetteer.at_postcode("FH1 4QT") if item.number == "14"]
    visit = _visit(pack, "missed-bin", date(2026, 11, 20)).answer("where", {"uprn": house.uprn})
    visit = visit.answer("which-bins", ["recycling"]).answer("just-mine", "mine").answer("day", "2026-11-20")
    assert visit.facts["day.state"] == "ok"


def test_the_topics_stand_in_the_order_of_the_pictures(pack: CouncilPack) -> None:
    assert [topic.id for topic in pack.council.topics] == [
        "bins-and-recycling", "council-tax", "housing-and-repairs", "money-and-benefits",
        "parking-and-travel", "streets-and-parks", "schools-and-families", "care-and-support",
        "libraries-and-leisure", "your-say",
    ]  # fmt: skip


def test_invented_numbers_are_ofcoms_and_the_rest_are_known_to_be_real(pack: CouncilPack) -> None:
    real = {"999", "101", "105", "111", "116 123", "0800 144 8848", "0808 2000 247", "0300 061 0614", "0300 111 3000"}
    real |= {"0808 800 4444", "0800 111 999", "03000 501 501"}
    for card in pack.council.contacts:
        for number in filter(None, (card.phone, card.text)):
            assert number in real | {"60100"} or number.startswith(("01632 960", "07700 900")), card.id


def test_every_situation_of_today_can_be_answered_without_a_voice_call(pack: CouncilPack) -> None:
    for situation in pack.council.help_today:
        cards = [pack.contact(contact) for contact in situation.contacts]
        assert any(card.text or card.relay for card in cards), situation.id
        assert any(card.phone for card in cards), situation.id


@pytest.mark.parametrize("journey", ["missed-bin", "street-light"])
@pytest.mark.parametrize("ahead", range(0, 14, 3))
def test_each_journey_can_be_completed_on_any_day(pack: CouncilPack, journey: str, ahead: int) -> None:
    visit = _visit(pack, journey, date(2026, 12, 21) + timedelta(days=ahead), hour=9)
    assert example(visit)


@pytest.mark.parametrize(
    ("journey", "expected"),
    [("missed-bin", {"not-yet", "too-late", "known-enough"}), ("street-light", {"known-enough"})],
)
def test_each_ending_is_reached_and_says_what_helps(pack: CouncilPack, journey: str, expected: set[str]) -> None:
    found = {page.id: page for page, _ in endings(_visit(pack, journey, hour=9))}
    assert set(found) == expected
    for page in found.values():
        assert page.contacts
        assert page.alternatives


def test_what_happens_next_is_true_and_without_gaps_on_every_path(pack: CouncilPack) -> None:
    for journey in ("missed-bin", "street-light"):
        visit = _visit(pack, journey)
        for code in ("en", "cy"):
            language = pack.language(code)
            for answers in examples(visit):
                done = Visit(pack, visit.journey, visit.now, answers=answers)
                for dated in (True, False):
                    words = next_words(done, language, sent_at=done.now, dated=dated)
                    assert "{" not in words.text + words.after
                    assert "  " not in words.text
                    assert dated or words.due is None
                    assert dated or "November" not in words.text


def _light(pack: CouncilPack, **answers: str) -> Visit:
    visit = _visit(pack, "street-light")
    street = next(
        item for item in pack.gazetteer.all_streets() if bool(item.responsible) == (answers["of"] == "county")
    )
    for page, value in (("danger", answers["danger"]), ("has-number", "no")):
        visit = visit.answer(page, value)
    visit = visit.answer("street", {"usrn": street.usrn})
    return visit.answer("near", "The church gate")


@pytest.mark.parametrize(
    ("danger", "of", "shown", "not_shown"),
    [
        ("none", "council", {"what", "how-many"}, {"danger-now", "county"}),
        ("not-sure", "council", {"what", "how-many"}, {"danger-now", "county"}),
        ("bare-wires", "council", {"danger-now"}, {"what", "how-many", "county"}),
        ("knocked-down", "county", {"danger-now", "county"}, {"what", "how-many"}),
        ("none", "county", {"what", "county"}, {"danger-now"}),
    ],
)
def test_danger_and_whose_road_it_is_change_the_way(
    pack: CouncilPack, danger: str, of: str, shown: set[str], not_shown: set[str]
) -> None:
    path = {page.id for page in _light(pack, danger=danger, of=of).path}
    assert shown <= path
    assert not not_shown & path


def test_people_with_assisted_collections_are_not_asked_what_they_did(pack: CouncilPack) -> None:
    house = next(item for item in pack.gazetteer.all_addresses() if item.assisted)
    path = {page.id for page in _visit(pack, "missed-bin").answer("where", {"uprn": house.uprn}).path}
    assert not {"out-in-time", "in-the-way", "tag"} & path
    typed = {"line1": "1 New Road", "town": "Fairholme", "postcode": "FH1 9ZZ"}
    assert {"out-in-time", "in-the-way", "tag"} <= {
        page.id for page in _visit(pack, "missed-bin").answer("where", typed).path
    }


def test_a_name_is_asked_only_for_a_reply_and_last(pack: CouncilPack) -> None:
    for journey in ("missed-bin", "street-light"):
        for answers in list(examples(_visit(pack, journey)))[::5]:
            asked = list(answers)
            assert ("name" in asked) is (answers["contact"] != "none")
            assert "name" not in asked or asked[-1] == "name"


def test_nothing_personal_may_be_printed(pack: CouncilPack) -> None:
    personal = {"address", "street", "text", "long_text", "name", "phone", "email"}
    for journey in pack.journeys.values():
        assert not [page.id for page in journey.page if page.on_receipt and page.kind in personal]


def test_the_words_are_plain() -> None:
    for item in pack_texts(DEMO_COUNCIL):
        assert not [word for word in OFFICIAL if word in item.text.lower()], item.text
        for sentence in item.text.replace("?", ".").split(". "):
            assert len(sentence.split()) <= 25, item.text
