"""Whatever a resident types, of any length and script: kept in one form, or refused with words in both languages."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, situation
from council_numbers import with_numbers
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.answers import KINDS
from kiosk.answers.kind import Situation
from kiosk.answers.words import WORDS, words_for
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import AnswerError
from kiosk.journey_pages import Page
from kiosk.language import Language

PACK = load_council_pack()
WELSH = PACK.language("cy")
NAME = Page(id="name", kind="name", ask="What is their name?", short="Name")
MORE: dict[str, dict[str, Any]] = {
    "account_number": {"account": "council-tax"},
    "address": {"allow": ["listed", "typed", "street", "care-of", "no-fixed", "withheld"]},
    "choice": {"options": {"a": "A", "b": "B"}},
    "choices": {"options": {"a": "A", "b": "B"}},
    "date": {"not_sure": True},
    "money": {"per": ["week", "month"]},
    "group": {"each": "person", "page": [NAME]},
}
DIGITS = st.text("0123456789/-. ,£٣४", max_size=14)
LETTERED = st.text("ABCDTNOIQZ0123456789 -", max_size=12)
TYPED = st.one_of(st.text(max_size=60), DIGITS, LETTERED, st.text(min_size=200, max_size=300))
PARTS = st.sampled_from(
    ["day", "month", "year", "from", "to", "amount", "per", "plate", "country", "name", "sort_code", "account", "roll",
     "typed", "path", "none", "near", "care_of", "line1", "town", "postcode", "uprn", "usrn"]
)  # fmt: skip
LEAF = st.one_of(TYPED, st.booleans(), st.none(), st.integers())
RAW = st.one_of(LEAF, st.lists(LEAF, max_size=3), st.dictionaries(PARTS, TYPED, max_size=4),
                st.dictionaries(PARTS, st.dictionaries(PARTS, LEAF, max_size=3), max_size=3),
                st.lists(st.dictionaries(PARTS, LEAF, max_size=3), max_size=3))  # fmt: skip


@pytest.fixture(scope="module")
def where() -> Situation:
    return situation(with_numbers(PACK))


def tidy_or_refused(kind: str, raw: Any, asked: Page, where: Situation) -> Any:
    try:
        return KINDS[kind].tidy(raw, asked, where)
    except AnswerError as error:
        return error


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=30, deadline=None)
@given(raw=RAW, optional=st.booleans())
def test_any_answer_is_tidied_once_and_for_all_or_refused_in_words(
    where: Situation, kind: str, raw: Any, optional: bool
) -> None:
    asked = page(kind, **MORE.get(kind, {}), optional=optional)
    tidy = tidy_or_refused(kind, raw, asked, where)
    if isinstance(tidy, AnswerError):
        assert tidy.code in WORDS
        assert words_for(tidy, WELSH) != words_for(tidy, Language())
        return
    assert KINDS[kind].tidy(tidy, asked, where) == tidy
    for language in (Language(), WELSH):
        for said in (KINDS[kind].shown, KINDS[kind].in_full, KINDS[kind].on_paper):
            assert isinstance(said(tidy, asked, where, language), str)
        assert set(KINDS[kind].words(tidy, asked, where, language)) == KINDS[kind].word_names(asked)
    assert set(KINDS[kind].facts(tidy, asked, where)) <= set(KINDS[kind].fact_values(asked, where.pack.council))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_example_is_a_tidy_answer(where: Situation, kind: str) -> None:
    asked = page(kind, **MORE.get(kind, {}))
    examples = KINDS[kind].examples(asked, where)
    assert examples
    for value in examples:
        assert KINDS[kind].tidy(value, asked, where) == value
        assert "\n" not in KINDS[kind].on_paper(value, asked, where, WELSH)


@pytest.mark.parametrize("most", [1, 4, 5, 200])
@pytest.mark.parametrize("kind", ["text", "long_text"])
def test_an_example_is_no_longer_than_its_page_takes(where: Situation, kind: str, most: int) -> None:
    asked = page(kind, max_length=most)
    for example in KINDS[kind].examples(asked, where):
        assert KINDS[kind].tidy(example, asked, where) == example


@pytest.mark.parametrize("kind", ["text", "long_text", "name"])
@pytest.mark.parametrize(
    "text",
    ["王小明", "محمد علي", "ਪੰਜਾਬੀ", "বাংলা", "Llŵr ap Ýl", "👩‍🦽 a b", "שלום", "می\u200cخواهم", "ক্\u200dষ"],
)
def test_every_script_is_kept_as_it_is(where: Situation, kind: str, text: str) -> None:
    assert KINDS[kind].tidy(text, page(kind), where) == text


@pytest.mark.parametrize("typed", ["\u2068x\u2069", "x\u200b", "\ufeffx", "\u200dx\u200c", "x\u00ad"])
def test_marks_that_nobody_sees_are_left_out(where: Situation, typed: str) -> None:
    assert KINDS["name"].tidy(typed, page("name"), where) == "x"


def test_a_million_letters_are_refused_at_once(pack: CouncilPack, where: Situation) -> None:
    for kind in sorted(KINDS):
        asked = page(kind, **MORE.get(kind, {}))
        with pytest.raises(AnswerError):
            KINDS[kind].tidy("1" * 1_000_000, asked, where)
