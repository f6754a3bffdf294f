"""Whether what is to stand apart asks for nothing that could tell whose it is (R59)."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.journey import Journey
from kiosk.problems import Problem, one_of

KINDS = ("choice", "choices", "yes_no", "notice", "ending")
"""Kinds of page that take no words of one's own: a sentence can name somebody."""

_NOTHING_OF = ("attachments", "bring", "earlier", "evidence", "life_event", "nudge", "offers", "referral",
               "responsible", "route", "sensitive", "urgent", "ward_from")  # fmt: skip


def apart(subject: Subject) -> Iterator[Problem]:
    """Yield keys and pages by which somebody could be found, and questions that must be answered."""
    journey = subject.journey
    if not journey.apart:
        return
    for key in _said(journey):
        yield subject.problem(key, f"what stands apart has no `{key}`: it would tell whose it is.", "Leave it out.")
    for page in journey.page:
        if page.kind not in KINDS:
            what = f"what stands apart asks nothing of the kind {page.kind!r}."
            yield subject.on_page(page, "kind", what, one_of(KINDS))
        elif page.is_question and not page.optional:
            what = "what stands apart may be left unanswered, every question of it."
            yield subject.on_page(page, "optional", what, "Add `optional = true`.")
        if page.carries:
            what = "nothing is offered from what stands apart, nor to it."
            yield subject.on_page(page, "carries", what, "Leave `carries` out.")


def _said(journey: Journey) -> Iterator[str]:
    yield from (key for key in _NOTHING_OF if getattr(journey, key))
    if journey.for_whom != ["self"]:
        yield "for_whom"
    if journey.identity != "none":
        yield "identity"
