"""Answers that complete a journey today: for `kiosk example`, and for tests that walk every path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kiosk.answers import KINDS
from kiosk.branches import covering
from kiosk.conditions import TESTS, Facts, names_in
from kiosk.journey import Journey
from kiosk.journey_pages import Page
from kiosk.submission import AnswerValue
from kiosk.visit import Visit


def example(visit: Visit) -> dict[str, AnswerValue]:
    """Return the first answers that can be sent. Raises StopIteration where no path can (the checker refuses those)."""
    return next(answers for answers in _paths(visit, _turns(visit.journey)) if _ends_in_sending(visit, answers))


def examples(visit: Visit) -> Iterator[dict[str, AnswerValue]]:
    """Yield sets of answers that can be sent, few, but together they take every branch of the journey that can be."""
    return (dict(walk.answers) for walk in covering(visit) if walk.complete)


def endings(visit: Visit) -> Iterator[tuple[Page, dict[str, AnswerValue]]]:
    """Yield each ending that answers can lead to, once, with such answers."""
    seen: set[str] = set()
    for walk in covering(visit):
        page = walk.ending
        if page is not None and page.id not in seen:
            seen.add(page.id)
            yield page, dict(walk.answers)


def _ends_in_sending(visit: Visit, answers: dict[str, AnswerValue]) -> bool:
    return replace(visit, answers=answers).complete


def _paths(visit: Visit, turns: dict[str, list[tuple[str, str, object]]]) -> Iterator[dict[str, AnswerValue]]:
    """Walk depth first; at each question one example for each effect it has on the conditions of pages."""
    page = visit.first_unanswered
    if page is None or visit.ending is not None:
        yield dict(visit.answers)
        return
    kind, situation = KINDS[page.kind], visit.situation_at(page.id)
    tried: set[tuple[bool, ...]] = set()
    for value in kind.examples(page, situation):
        effect = _effect(kind.facts(value, page, situation), turns.get(page.id, []))
        if effect not in tried:
            tried.add(effect)
            yield from _paths(replace(visit, answers={**visit.answers, page.id: value}), turns)


def _effect(facts: Facts, tests: list[tuple[str, str, object]]) -> tuple[bool, ...]:
    return tuple(name in facts and TESTS[comparison](facts[name], wanted) for name, comparison, wanted in tests)


def _turns(journey: Journey) -> dict[str, list[tuple[str, str, object]]]:
    """Return by page id the comparisons that later pages make with its facts."""
    turns: dict[str, list[tuple[str, str, object]]] = {}
    for page in journey.page:
        for test in names_in(page.when):
            turns.setdefault(test[0].split(".")[0], []).append(test)
        if page.options_from:
            turns.setdefault(page.options_from.fact.split(".")[0], [])
    return turns
