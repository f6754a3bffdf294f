"""The language of each answer: a resident who changes language in the middle is understood by whoever reads it."""

from __future__ import annotations

from datetime import datetime

import msgspec
import pytest

from kiosk.council_pack import CouncilPack
from kiosk.drafts import SavedVisit, resume
from kiosk.examples import example
from kiosk.submission import AnsweredQuestion, Header, decode_payload, encode_payload
from kiosk.submitting import payload_of
from kiosk.visit import Visit


def begun(pack: CouncilPack) -> Visit:
    return Visit(pack, pack.journeys["missed-bin"], datetime(2026, 11, 20, 19, tzinfo=pack.zone))


def answered(pack: CouncilPack, *, welsh: set[str]) -> Visit:
    """Return a visit that is complete, with these pages answered in Welsh and the others in English."""
    visit = begun(pack)
    for page, answer in example(visit).items():
        visit = visit.answer(page, answer, "cy" if page in welsh else "en")
    return visit


def sent(visit: Visit, language: str) -> list[AnsweredQuestion]:
    header = Header("", "", "", visit.journey.id, 1, "self", language, visit.now, True)
    return decode_payload(encode_payload(payload_of(visit, header))).answers


@pytest.mark.parametrize(
    ("welsh", "language", "told"),
    [
        (set(), "en", {}),
        ({"where", "day"}, "en", {"where": "cy", "day": "cy"}),
        ({"where"}, "cy", "all but where are English"),
    ],
)
def test_it_is_told_where_it_is_another_than_that_of_the_form(
    pack: CouncilPack, welsh: set[str], language: str, told: dict[str, str] | str
) -> None:
    found = {item.question: item.language for item in sent(answered(pack, welsh=welsh), language) if item.language}
    if isinstance(told, str):
        asked = {item.question for item in sent(answered(pack, welsh=welsh), language)}
        told = dict.fromkeys(asked - welsh, "en")
    assert found == told


def test_an_answer_given_anew_is_in_the_language_of_the_second_time(pack: CouncilPack) -> None:
    visit = answered(pack, welsh={"just-mine"}).answer("just-mine", "street", "en")
    assert [item.question for item in sent(visit, "en") if item.language] == []


def test_without_a_language_nothing_is_claimed(pack: CouncilPack) -> None:
    visit = begun(pack)
    for page, answer in example(visit).items():
        visit = visit.answer(page, answer)
    assert visit.languages == {}
    assert [item.language for item in sent(visit, "cy") if item.language] == []


def test_a_saved_visit_keeps_it(pack: CouncilPack) -> None:
    visit = answered(pack, welsh={"where"})
    saved = SavedVisit("fairholme", "missed-bin", 1, "en", visit.valid_answers(), {"where": "cy"})
    again = resume(
        msgspec.json.decode(msgspec.json.encode(saved), type=SavedVisit), pack, visit.now, clock_trusted=True
    )
    assert again.visit.languages == visit.languages


def test_a_visit_saved_before_languages_were_kept_opens_as_before(pack: CouncilPack) -> None:
    visit = answered(pack, welsh=set())
    saved = msgspec.json.encode(SavedVisit("fairholme", "missed-bin", 1, "en", visit.valid_answers()))
    assert b"languages" not in saved
    again = resume(msgspec.json.decode(saved, type=SavedVisit), pack, visit.now, clock_trusted=True)
    assert again.visit.languages == visit.languages
