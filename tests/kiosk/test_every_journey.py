"""Every journey of the demo council, walked through every branch, in every language: nothing empty or unfilled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from itertools import product

import pytest

from kiosk.branches import Branch, branches, covering, taken
from kiosk.council_pack import DEMO_COUNCIL, CouncilPack
from kiosk.journeys import Journeys
from kiosk.language import Language
from kiosk.next_steps import next_words
from kiosk.pack_texts import journeys_with
from kiosk.page_views import page_view, question_view, rows
from kiosk.receipt_words import Place, receipt_for, receipt_for_all
from kiosk.together import cut
from kiosk.views import PageView, QuestionView
from kiosk.visit import Visit

JOURNEYS = sorted(path.stem for path in (DEMO_COUNCIL / "journeys").glob("*.toml"))
EASY = Journeys(DEMO_COUNCIL).easy_to_read()
LANGUAGES = ("en", "cy")
SPOKEN = [(journey, code) for code in LANGUAGES for journey in JOURNEYS]
SPOKEN += [(path.stem, code) for code in ("pl", "ar") for path in journeys_with(DEMO_COUNCIL, LANGUAGES, code)]
CODE = "FC-7KD4-N9WH-3"


Walks = Callable[[str], tuple[Visit, list[Visit]]]


@pytest.fixture(scope="module")
def walks(pack: CouncilPack) -> Walks:
    """Gives a visit without answers, and those that take every branch from there; on a Friday with collections."""

    @cache
    def walked(journey: str) -> tuple[Visit, list[Visit]]:
        start = Visit(pack, pack.journeys[journey], datetime(2026, 11, 20, 19, tzinfo=pack.zone))
        return start, list(covering(start))

    return walked


def said_on(visit: Visit, language: Language) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of all that is read on the way, at its end, and on paper."""
    for page in visit.path:
        if page.is_question:
            question = question_view(visit, page, language)
            yield page.id, question.ask
            yield from ((page.id, text) for text in (question.hint, *question.text) if text)
            yield from ((page.id, option.label) for option in question.options)
        else:
            shown = page_view(visit, page, language)
            yield page.id, shown.heading
            yield from ((page.id, text) for text in (*shown.text, *(label for _, label in shown.ways)))
    if visit.ending is not None:
        return
    for row in rows(visit, language):
        yield row.page_id, row.label
        yield row.page_id, row.shown
    parts = cut(visit)
    for part, dated in product(parts, (True, False)):
        words = next_words(part, language, sent_at=part.now, dated=dated)
        yield "next", words.text
        yield from [("after", words.after)] if words.after else []
    place = Place("Central Library", "https://fairholme.example")
    if len(parts) > 1:
        paper = receipt_for_all(visit, [(part, CODE) for part in parts], language, place, visit.now)
    else:
        paper = receipt_for(parts[0], language, place, CODE, visit.now)
    yield from (("paper", line.text) for line in paper.lines if line.style not in ("rule", "space"))


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_branch_is_taken(walks: Walks, journey: str) -> None:
    start, done = walks(journey)
    assert branches(start) - set[Branch]().union(*(taken(walk) for walk in done)) == set()
    assert all(walk.complete or walk.ending for walk in done)


@pytest.mark.parametrize(("journey", "code"), SPOKEN)
def test_nothing_is_empty_or_unfilled_on_the_way(pack: CouncilPack, walks: Walks, journey: str, code: str) -> None:
    for visit in walks(journey)[1]:
        for place, text in said_on(visit, pack.language(code)):
            assert text.strip(), place
            assert not set("{}") & set(text), (place, text)
            assert text == " ".join(text.split(" ")).strip(), (place, text)


@pytest.mark.parametrize("journey", JOURNEYS)
def test_every_question_and_page_is_said_otherwise_in_welsh(pack: CouncilPack, walks: Walks, journey: str) -> None:
    asked = {page.ask: (visit, page.id) for visit in walks(journey)[1] for page in visit.path}
    for ask, (visit, place) in asked.items():
        english, welsh = (visit.text(ask, pack.language(code)) for code in LANGUAGES)
        assert english != welsh, place


@pytest.mark.parametrize(("journey", "code"), [pair for pair in SPOKEN if pair[1] not in LANGUAGES])
def test_every_question_is_said_in_a_further_language(pack: CouncilPack, walks: Walks, journey: str, code: str) -> None:
    english, language = pack.language("en"), pack.language(code)
    for visit in walks(journey)[1]:
        assert [page.id for page in visit.path if visit.text(page.ask, language) == visit.text(page.ask, english)] == []


@pytest.mark.parametrize(("journey", "code"), [pair for pair in SPOKEN if pair[0] in EASY])
def test_nothing_is_empty_or_unfilled_in_easy_words(pack: CouncilPack, walks: Walks, journey: str, code: str) -> None:
    for visit in walks(journey)[1]:
        for place, text in said_on(visit, pack.language(code).in_easy_words()):
            assert text.strip(), place
            assert not set("{}") & set(text), (place, text)


@pytest.mark.parametrize("journey", EASY)
def test_every_page_has_easy_words_in_both_languages_and_a_picture(
    pack: CouncilPack, walks: Walks, journey: str
) -> None:
    asked = {(page.id, page.ask): (visit, page) for visit in walks(journey)[1] for page in visit.path}
    for visit, page in asked.values():
        view = question_view if page.is_question else page_view
        english, welsh = (view(visit, page, pack.language(code).in_easy_words()) for code in LANGUAGES)
        assert english.picture is not None, page.id
        assert english.picture.is_file(), page.id
        assert heading_of(english) != heading_of(welsh), page.id


def heading_of(view: QuestionView | PageView) -> str:
    return view.ask if isinstance(view, QuestionView) else view.heading
