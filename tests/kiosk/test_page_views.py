from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from kiosk.answers.words import WORDS
from kiosk.council_pack import CouncilPack
from kiosk.errors import AnswerError
from kiosk.examples import endings, examples
from kiosk.journey_pages import Alternative
from kiosk.language import Language
from kiosk.page_views import page_view, paragraphs, question_view, rows, way_id
from kiosk.placeholders import fill, placeholders
from kiosk.visit import Visit

JOURNEYS = ("missed-bin", "street-light")


def begun(pack: CouncilPack, journey: str, hour: int = 19) -> Visit:
    return Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, hour, tzinfo=pack.zone))


@pytest.mark.parametrize("journey", JOURNEYS)
@pytest.mark.parametrize("code", ["en", "cy"])
def test_every_page_of_every_path_reads_well(pack: CouncilPack, journey: str, code: str) -> None:
    language, start, shown = pack.language(code), begun(pack, journey), set()
    for answers in list(examples(start))[::6]:
        visit = replace(start, answers=answers)
        for page in visit.path:
            if page.is_question:
                view = question_view(visit, page, language)
                texts = [view.ask, view.hint, *view.text, *(option.label for option in view.options)]
                assert 1 <= view.number <= view.total
                assert view.draft == answers[page.id]
                assert (view.field in ("one", "many")) is bool(view.options)
            else:
                notice = page_view(visit, page, language)
                texts = [notice.heading, *notice.text, *(label for _, label in notice.ways)]
            assert texts[0]
            assert not [text for text in texts if "{" in text or "}" in text or "  " in text]
            shown.add(page.id)
        assert all(row.label and row.shown for row in rows(visit, language))
    assert len(shown) > len(start.journey.page) / 2


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_ending_offers_a_way_on(pack: CouncilPack, journey: str) -> None:
    for page, answers in endings(begun(pack, journey, hour=9)):
        view = page_view(replace(begun(pack, journey, hour=9), answers=answers), page, Language())
        assert view.ways
        assert view.contacts
        assert not view.urgent


def test_a_notice_with_contacts_is_urgent(pack: CouncilPack) -> None:
    visit = begun(pack, "street-light").answer("danger", "bare-wires")
    assert page_view(visit, visit.journey.page_named("danger-now"), Language()).urgent


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_refusal_is_told_in_words_and_what_was_given_stays(pack: CouncilPack, code: str) -> None:
    visit = begun(pack, "street-light")
    error = AnswerError(code, most="20", least="3", day="2026-11-20", example="12345678")
    view = question_view(visit, visit.journey.page[0], Language(), draft="as typed", error=error)
    assert view.draft == "as typed"
    assert view.error
    assert "{" not in view.error


def test_a_code_nobody_knows_still_has_words(pack: CouncilPack) -> None:
    visit = begun(pack, "street-light")
    view = question_view(visit, visit.journey.page[0], Language(), error=AnswerError("from-tomorrow"))
    assert view.error == WORDS["wrong-shape"]


@pytest.mark.parametrize(
    ("text", "words", "filled"),
    [
        ("We come by {due}.", {"due": "Friday"}, "We come by Friday."),
        ("{where.street}: {where}", {"where": "14", "where.street": "Mill Lane"}, "Mill Lane: 14"),
        ("{nothing}", {}, ""),
        ("{a}{b}", {"a": "{b}", "b": "x"}, "{b}x"),
        ("{ not one } {A} {}", {}, "{ not one } {A} {}"),
        ("", {"a": "b"}, ""),
    ],
)
def test_placeholders_are_filled_once(text: str, words: dict[str, str], filled: str) -> None:
    assert fill(text, words) == filled


def test_placeholders_are_named_in_order() -> None:
    assert placeholders("{b} and {a.short}, {b}") == ["b", "a.short", "b"]


def test_a_paragraph_that_nothing_fills_is_left_out(pack: CouncilPack) -> None:
    visit = begun(pack, "missed-bin")
    assert paragraphs(visit, visit.journey.page_named("known"), Language()) == ()


@pytest.mark.parametrize(
    ("way", "word"),
    [
        (Alternative(label="x", journey="street-light"), "journey:street-light"),
        (Alternative(label="x", topic="bins-and-recycling"), "topic:bins-and-recycling"),
        (Alternative(label="x", screen="see-someone"), "screen:see-someone"),
    ],
)
def test_an_alternative_is_one_word(way: Alternative, word: str) -> None:
    assert way_id(way) == word
