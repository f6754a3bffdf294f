"""Whether what is offered again (R8) can be offered: pages that carry the same are of one kind in the whole pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.checks.subject import Subject
from kiosk.problems import Problem


def carried_alike(subjects: Sequence[Subject]) -> Iterator[Problem]:
    """Yield pages that carry what a page of another kind carries too."""
    first: dict[str, tuple[str, str]] = {}
    for subject in subjects:
        for page in subject.journey.questions:
            if not page.carries:
                continue
            kind, where = first.setdefault(page.carries, (page.kind, f"{subject.journey.id}, page {page.id!r}"))
            if page.kind != kind:
                what = f"what is carried as {page.carries!r} is a {kind} elsewhere ({where})."
                yield subject.on_page(page, "carries", what, "Give it another name, or make both of one kind.")
