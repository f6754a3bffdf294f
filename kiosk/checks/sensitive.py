"""What a sensitive journey has to ask before anybody writes or calls."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.problems import Problem
from kiosk.safe_contact import SAFE_TO_CONTACT

_REACHED_BY = ("phone", "email")


def sensitive(subject: Subject) -> Iterator[Problem]:
    """Yield sensitive journeys that do not ask whether it is safe to contact people, or ask how before they do."""
    journey = subject.journey
    if not journey.sensitive:
        return
    asked = [page.id for page in journey.page]
    if SAFE_TO_CONTACT not in asked:
        remedy = 'Take the pages of `use = "safe-contact"`.'
        yield subject.problem("sensitive", "nothing asks whether it is safe to contact people.", remedy)
        return
    for page in journey.page[: asked.index(SAFE_TO_CONTACT)]:
        if page.kind in _REACHED_BY:
            remedy = f"Put it behind the page {SAFE_TO_CONTACT!r}, where that is yes."
            yield subject.on_page(
                page, "kind", "it asks how to reach people before it asks whether that is safe.", remedy
            )
