"""The paper of a saved visit: the code and how to use it, and nothing of the answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import msgspec
import pytest

from kiosk.council_pack import load_council_pack
from kiosk.draft_receipt import draft_receipt
from kiosk.examples import examples
from kiosk.receipt import Receipt
from kiosk.visit import Visit

PACK = load_council_pack()
CODE = "7KD4-N9WH-3FXR-T"
DAY = date(2026, 12, 18)


def visit(*, sensitive: bool = False) -> Visit:
    journey = msgspec.structs.replace(PACK.journeys["missed-bin"], sensitive=sensitive)
    begun = Visit(PACK, journey, datetime(2026, 11, 20, 10, tzinfo=PACK.zone))
    return replace(begun, answers=next(iter(examples(begun))))


def words(paper: Receipt) -> str:
    return "\n".join(line.text for line in paper.lines)


def paper(language: str = "en", *, sensitive: bool = False, last_day: date | None = DAY) -> Receipt:
    return draft_receipt(visit(sensitive=sensitive), PACK.language(language), "Central Library", CODE, last_day)


def test_the_code_stands_alone_and_large() -> None:
    assert [line.text for line in paper().lines if line.style == "code"] == [CODE]


def test_no_square_carries_the_code_to_a_phone() -> None:
    assert not [line for line in paper().lines if line.style == "qr"]


def test_no_answer_is_on_it() -> None:
    shown = words(paper())
    given = visit()
    for row in given.summary(PACK.language("en")):
        assert row.shown in ("Yes", "No") or row.shown not in shown


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_sensitive_journey_is_not_named(language: str) -> None:
    title = PACK.language(language).translate("Report a missed bin")
    assert title in words(paper(language))
    assert title not in words(paper(language, sensitive=True))


def test_a_day_is_named_only_where_the_clock_could_be_believed() -> None:
    assert "until the end of Friday 18 December 2026" in words(paper())
    assert "We keep it for 28 days." in words(paper(last_day=None))
    assert "2026" not in words(paper(last_day=None))


def test_all_of_it_is_in_welsh() -> None:
    assert not set(words(paper()).splitlines()) & set(words(paper("cy")).splitlines()) - {"", CODE} - {
        line for line in words(paper("cy")).splitlines() if "@" in line or ("." in line and " " not in line)
    } - {"Central Library"}
    assert "dydd Gwener 18 Rhagfyr 2026" in words(paper("cy")).replace("Dydd", "dydd")
