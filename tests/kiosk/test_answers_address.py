"""Addresses of people who have none, keep it back, or stay with somebody."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.council_pack import CouncilPack
from kiosk.language import Language

EVERY = ["listed", "typed", "street", "care-of", "no-fixed", "withheld"]
TYPED = {"line1": "1 The Lane", "town": "Fairholme"}


@pytest.mark.parametrize(
    ("raw", "shown", "fact"),
    [
        ({"none": "no-fixed"}, "No fixed address", "no-fixed"),
        ({"none": "no-fixed", "near": " the  library "}, "No fixed address. Mostly near: the library", "no-fixed"),
        ({"none": "withheld"}, "Not told here", "withheld"),
        ({"none": "withheld", "near": "the library"}, "Not told here", "withheld"),
        ({**TYPED, "care_of": "Mair Jones"}, "care of Mair Jones, 1 The Lane, Fairholme", "typed"),
        (TYPED, "1 The Lane, Fairholme", "typed"),
    ],
)
def test_every_way_to_live(pack: CouncilPack, raw: Any, shown: str, fact: str) -> None:
    kind, where, asked = KINDS["address"], situation(pack), page("address", allow=EVERY)
    value = kind.tidy(raw, asked, where)
    assert kind.tidy(value, asked, where) == value
    assert kind.shown(value, asked, where, Language()) == shown
    assert kind.facts(value, asked, where)["given"] == fact
    assert fact in (kind.fact_values(asked, pack.council)["given"] or ())
    assert set(kind.words(value, asked, where, Language())) == kind.word_names(asked)


def test_somebodys_listed_address(pack: CouncilPack) -> None:
    [uprn, *_] = [address.uprn for address in pack.gazetteer.all_addresses()]
    kind, where, asked = KINDS["address"], situation(pack), page("address", allow=EVERY)
    value = kind.tidy({"uprn": uprn, "care_of": "Mair Jones"}, asked, where)
    assert value == {"uprn": uprn, "care_of": "Mair Jones"}
    assert kind.shown(value, asked, where, Language()).startswith("care of Mair Jones, ")


@pytest.mark.parametrize(
    ("raw", "allow", "code"),
    [
        ({"none": "no-fixed"}, ["listed", "typed"], "address-not-here"),
        ({"none": "withheld"}, [], "address-not-here"),
        ({"none": "moon"}, EVERY, "wrong-shape"),
        ({"none": "no-fixed", "line1": "x"}, EVERY, "wrong-shape"),
        ({"none": ""}, EVERY, "wrong-shape"),
        ({"none": "no-fixed", "near": "x" * 201}, EVERY, "text-long"),
        ({**TYPED, "care_of": "Mair"}, ["listed", "typed"], "wrong-shape"),
        ({**TYPED, "care_of": "  "}, EVERY, "address-care-of"),
        ({**TYPED, "care_of": "x" * 101}, EVERY, "text-long"),
        ({"uprn": "1", "line1": "x"}, EVERY, "wrong-shape"),
        ("", EVERY, "address-empty"),
    ],
)
def test_what_is_refused(pack: CouncilPack, raw: Any, allow: list[str], code: str) -> None:
    assert refused("address", raw, situation(pack), allow=allow).code == code


def test_no_address_sends_no_ward_and_is_no_place(pack: CouncilPack) -> None:
    facts = KINDS["address"].facts({"none": "no-fixed"}, page("address", allow=EVERY), situation(pack))
    assert (facts["given.ward"], facts["given.usrn"], facts["given.responsible"]) == ("", "", "council")


def test_each_way_is_an_example_where_it_is_allowed(pack: CouncilPack) -> None:
    examples = KINDS["address"].examples(page("address", allow=EVERY, optional=True), situation(pack))
    assert examples[-3:] == [{"none": "no-fixed"}, {"none": "withheld"}, ""]
    assert {"none": "withheld"} not in KINDS["address"].examples(page("address"), situation(pack))


def test_a_page_that_takes_no_address_is_refused(pack: CouncilPack) -> None:
    asked = page("address", allow=["no-fixed"])
    assert [key for key, _, _ in KINDS["address"].problems(asked, [], pack.council)] == ["allow"]


def test_examples_have_other_bins_where_a_journey_looks_at_them(pack: CouncilPack) -> None:
    kind, where = KINDS["address"], situation(pack)

    def bins_of_examples(**when: Any) -> set[frozenset[str]]:
        asked = page("address")
        looks = replace(where, journey=msgspec.structs.replace(where.journey, page=[asked, page("notice", **when)]))
        listed = [value for value in kind.examples(asked, looks) if isinstance(value, dict) and "uprn" in value]
        return {frozenset(address.bins) for value in listed if (address := pack.gazetteer.address(str(value["uprn"])))}

    every = {frozenset(address.bins) for address in pack.gazetteer.all_addresses()}
    assert bins_of_examples(when={"given.bins": {"any_of": ["rubbish-sacks"]}}) == every
    assert len(bins_of_examples()) < len(every)


@pytest.mark.parametrize(
    ("line1", "usrn", "zone", "words"),
    [("", "47000101", "a", "zone A"), ("", "47000102", "none", ""), ("The Old Forge", "", "not-known", "")],
)
def test_an_address_tells_the_zone_of_its_street(
    pack: CouncilPack, line1: str, usrn: str, zone: str, words: str
) -> None:
    kind, asked, where = KINDS["address"], page("address"), situation(pack)
    listed = next((each for each in pack.gazetteer.all_addresses() if each.street.usrn == usrn), None)
    raw = {"uprn": listed.uprn} if listed else {"line1": line1, "town": "Fairholme", "postcode": "FH1 9ZZ"}
    value = kind.tidy(raw, asked, where)
    assert kind.facts(value, asked, where)["given.zone"] == zone
    assert kind.words(value, asked, where, Language())["given.zone"] == words
