"""What must be known of who sends a form (R7): staff are told it, and a journey asks for what they make sure by."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from broken_pack import BIN, change, problems_in

from kiosk.council_pack import CouncilPack
from kiosk.examples import example
from kiosk.journey_tables import Member
from kiosk.language import Language
from kiosk.making_sure import making_sure
from kiosk.submission import Header, decode_payload, encode_payload
from kiosk.submitting import payload_of
from kiosk.visit import Visit

HEADER = Header(
    "1", "KK-2345-6789-X", "library", "missed-bin", 1, "self", "en", datetime(2026, 11, 20, 19, 5, tzinfo=UTC), True
)


@pytest.mark.parametrize("wanted", ["none", "contact", "verified"])
def test_the_form_says_what_is_wanted_and_that_the_kiosk_made_sure_of_nothing(pack: CouncilPack, wanted: str) -> None:
    journey = msgspec.structs.replace(pack.journeys["missed-bin"], identity=wanted)
    start = Visit(pack, journey, datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    payload = decode_payload(encode_payload(payload_of(replace(start, answers=example(start)), HEADER)))
    assert (payload.identity_wanted, payload.identity_known) == (wanted, "none")


def test_a_form_that_wants_nothing_says_nothing_of_it(pack: CouncilPack) -> None:
    start = Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
    assert b"identity" not in encode_payload(payload_of(replace(start, answers=example(start)), HEADER))


@pytest.mark.parametrize(
    ("wanted", "left_out", "problem"),
    [
        ("contact", 'use = "how-to-reach-you"', "no phone number or e-mail address is asked for to make sure by."),
        ("verified", "", "no paper is asked for that shows who somebody is."),
    ],
)
def test_a_journey_asks_for_what_staff_make_sure_by(folder: Path, wanted: str, left_out: str, problem: str) -> None:
    line = change(folder / BIN, "version = 1", f'identity = "{wanted}"\nversion = 1')
    if left_out:
        pages = folder / "pages" / "how-to-reach-you.toml"
        text = pages.read_text(encoding="utf-8")
        pages.write_text(
            text.replace('kind = "phone"', 'kind = "text"').replace('kind = "email"', 'kind = "text"'), "utf-8"
        )
    told = {found.what: found.line for found in problems_in(folder, BIN)}
    assert told.get(problem) == line


def test_a_journey_that_asks_how_to_be_reached_may_want_that(folder: Path) -> None:
    change(folder / BIN, "version = 1", 'identity = "contact"\nversion = 1')
    assert [found.what for found in problems_in(folder, BIN) if "make sure" in found.what] == []


HERE = "You do not need to prove who you are here."
REACHED = "If you give a phone number or e-mail address, staff may use it to check that you sent this."
PAPERS = "Staff check it later, from papers. At the end you see if you need to bring any, and which."


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        (["none"], ""),
        (["contact"], f"{HERE} {REACHED}"),
        (["verified"], f"{HERE} {PAPERS}"),
        (["none", "none"], ""),
        (["none", "contact"], f"{HERE} {REACHED}"),
        (["verified", "contact", "none"], f"{HERE} {PAPERS}"),
    ],
)
def test_before_the_start_people_are_told_how_sure_the_council_must_be_of_them(
    pack: CouncilPack, levels: list[str], said: str
) -> None:
    bin_ = pack.journeys["missed-bin"]
    journeys = {str(at): msgspec.structs.replace(bin_, identity=level) for at, level in enumerate(levels)}
    members = [Member(journey=name) for name in journeys] if len(levels) > 1 else []
    shown = msgspec.structs.replace(journeys["0"], member=members)
    assert making_sure(replace(pack, journeys=journeys), shown, Language()) == said  # type: ignore[arg-type]


def test_who_brings_papers_in_any_case_is_not_told_that_there_may_be_none(pack: CouncilPack) -> None:
    journey = msgspec.structs.replace(pack.journeys["library-card"], identity="verified")
    assert making_sure(pack, journey, Language()) == f"{HERE} Staff check it later, from the papers that you bring."


def test_papers_are_told_of_in_welsh_too(pack: CouncilPack) -> None:
    journey = msgspec.structs.replace(pack.journeys["missed-bin"], identity="verified")
    told = making_sure(pack, journey, pack.language("cy"))
    assert told.startswith("Nid oes angen i chi brofi pwy ydych chi yma. Bydd staff yn gwirio hynny")
