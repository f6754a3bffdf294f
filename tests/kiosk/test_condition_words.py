"""Conditions in words, for whoever writes journeys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kiosk.condition_words import condition_words
from kiosk.council_pack import CouncilPack

TABLE: list[tuple[dict[str, Any], str]] = [
    ({}, ""),
    ({"tag": {"is": "yes"}}, "“Tag or sticker” is yes"),
    ({"tag-says": {"any_of": ["too-heavy", "other"]}}, "“The tag says” is “Too heavy” or “Something else”"),
    ({"tag-says": {"none_of": ["too-heavy", "other"]}}, "“The tag says” is not “Too heavy” nor “Something else”"),
    ({"tag-says": {"is_not": "not-sure"}}, "“The tag says” is not not sure"),
    ({"where.known-problem": {"is": "yes"}}, "“Address” (known problem) is yes"),
    ({"day": {"before": date(2026, 11, 20)}}, "“Was due on” is before 2026 11 20"),
    ({"elsewhere.count": {"at_least": 2, "at_most": 5}}, "elsewhere.count (count) is at least 2 and "
     "elsewhere.count (count) is at most 5"),
    ({"tag": {"is": "yes"}, "day.state": {"is": "ok"}}, "“Tag or sticker” is yes and “Was due on” (state) is ok"),
    ({"any": [{"tag": {"is": "yes"}}, {"tag": {"is": "no"}}]}, "“Tag or sticker” is yes or “Tag or sticker” is no"),
    ({"tag": {"is": "yes"}, "any": [{"day": {"is": "a"}}, {"day": {"is": "b"}}]},
     "“Tag or sticker” is yes and (“Was due on” is a or “Was due on” is b)"),
    ({"all": [{"any": [{"day": {"is": "a"}}, {"day": {"is": "b"}}]}, {"tag": {"is": "no"}}]},
     "(“Was due on” is a or “Was due on” is b) and “Tag or sticker” is no"),
    ({"day": {"at_least": {"days": 3}}}, "“Was due on” is at least days 3"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "said"), TABLE)
def test_a_condition_is_said_with_the_words_of_its_pages(pack: CouncilPack, when: dict[str, Any], said: str) -> None:
    assert condition_words(when, pack.journeys["missed-bin"]) == said


def test_a_condition_is_said_in_the_residents_language(pack: CouncilPack) -> None:
    welsh = pack.language("cy")
    said = condition_words({"tag-says": {"is": "other"}}, pack.journeys["missed-bin"], welsh.translate)
    assert welsh.translate("Something else") in said
    assert "Something else" not in said
