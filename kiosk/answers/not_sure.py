"""Answers that a person may not know, or leave out: said once for all kinds that are typed."""

from __future__ import annotations

from kiosk.answers.kind import NOT_SURE, Values
from kiosk.conditions import Fact
from kiosk.journey_pages import Page
from kiosk.language import Language, marked
from kiosk.submission import AnswerValue

DO_NOT_KNOW = marked("I do not know")


def without_answer(raw: AnswerValue, page: Page) -> str | None:
    """Return `not-sure` or an empty text where the page lets one be given; None for anything else."""
    if raw == NOT_SURE and page.not_sure:
        return NOT_SURE
    if page.optional and (not raw or (isinstance(raw, str) and not raw.strip())) and not isinstance(raw, bool):
        return ""
    return None


def said_without(value: AnswerValue, language: Language, words: str = DO_NOT_KNOW) -> str | None:
    """Return how an answer reads that was not known or left out; None where there is one."""
    if value == NOT_SURE:
        return language.translate(words)
    return "" if value == "" else None


def given_fact(value: AnswerValue, page: Page) -> dict[str, Fact]:
    """Return whether something was given, and nothing of what."""
    return {page.id: value if isinstance(value, str) and value in ("", NOT_SURE) else "given"}


def without(page: Page) -> list[AnswerValue]:
    """Return the answers that stand for no answer on this page."""
    return [*([NOT_SURE] if page.not_sure else []), *([""] if page.optional else [])]


def given_or_not(page: Page) -> Values:
    """Return the values of a fact that only says whether something was given."""
    return frozenset({"given", *(str(value) for value in without(page))})
