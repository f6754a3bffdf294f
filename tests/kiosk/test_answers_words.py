"""Names and other words: taken as people say them, within their length, and in no refusal."""

from __future__ import annotations

from typing import Any

import pytest
from answering import page, refused, situation

from kiosk.answers import KINDS
from kiosk.council_pack import CouncilPack


@pytest.mark.parametrize(
    "name",
    [
        "Mair",
        "Llŷr ap Gwilym",
        "O'Brien",
        "Jean-Luc",
        "王小明",
        "محمد",
        "X",
        "Dr. M. Évans III",
        "van der Berg",
        "Björk",
        "4",
    ],
)
def test_a_name_is_what_a_person_says_it_is(pack: CouncilPack, name: str) -> None:
    assert KINDS["name"].tidy(name, page("name"), situation(pack)) == name


@pytest.mark.parametrize(
    ("kind", "typed", "tidy"),
    [
        ("name", "  Mair   Jones\t", "Mair Jones"),
        ("name", "Llw\u0302r", "Llŵr"),
        ("text", "two\nlines", "two lines"),
        ("text", "a\x00b\x1b[31m", "a b [31m"),
        ("long_text", " one  line \n\n two \n", "one line\n\ntwo"),
        ("long_text", "a\r\nb", "a\nb"),
    ],
)
def test_words_are_kept_but_for_stray_spaces(pack: CouncilPack, kind: str, typed: str, tidy: str) -> None:
    assert KINDS[kind].tidy(typed, page(kind), situation(pack)) == tidy


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("text", "", "text-empty"),
        ("text", " \t\n", "text-empty"),
        ("text", "\x00", "text-empty"),
        ("long_text", "\n\n", "text-empty"),
        ("name", "", "name-empty"),
        ("text", "x" * 201, "text-long"),
        ("long_text", "x" * 2001, "text-long"),
        ("name", "x" * 121, "text-long"),
        ("text", 5, "wrong-shape"),
        ("long_text", ["a"], "wrong-shape"),
        ("name", {"first": "Mair"}, "wrong-shape"),
        ("text", None, "wrong-shape"),
    ],
)
def test_words_that_are_refused(pack: CouncilPack, kind: str, typed: Any, code: str) -> None:
    assert refused(kind, typed, situation(pack)).code == code


@pytest.mark.parametrize(("kind", "longest"), [("text", 200), ("long_text", 2000), ("name", 120)])
def test_the_longest_that_is_taken(pack: CouncilPack, kind: str, longest: int) -> None:
    assert KINDS[kind].tidy("x" * longest, page(kind), situation(pack)) == "x" * longest


def test_a_page_may_allow_less_and_the_refusal_says_how_much(pack: CouncilPack) -> None:
    error = refused("text", "x" * 21, situation(pack), max_length=20)
    assert (error.code, error.values) == ("text-long", {"most": "20"})


@pytest.mark.parametrize("kind", ["text", "long_text", "name", "phone", "email"])
def test_what_is_optional_may_stay_empty(pack: CouncilPack, kind: str) -> None:
    assert KINDS[kind].tidy(" ", page(kind, optional=True), situation(pack)) == ""


@pytest.mark.parametrize("kind", ["text", "long_text", "name", "phone", "email"])
def test_what_was_typed_is_never_in_the_facts_or_the_refusal(pack: CouncilPack, kind: str) -> None:
    where = situation(pack)
    for given in KINDS[kind].examples(page(kind), where):
        assert set(KINDS[kind].facts(given, page(kind), where).values()) == {"given"}
    canary = "canary" * 600
    assert "canary" not in str(refused(kind, canary, where))
