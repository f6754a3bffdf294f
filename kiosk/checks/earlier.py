"""Journeys about something that was sent before."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.answers import KINDS
from kiosk.checks.subject import Subject
from kiosk.problems import Problem, one_of

_PROVES = sorted(name for name, kind in KINDS.items() if kind.proves)


def earlier(subject: Subject) -> Iterator[Problem]:
    """Yield what keeps an earlier submission from being found: its code, and something that shows whose it is."""
    journey = subject.journey
    codes = [page for page in journey.page if page.kind == "tracking_code"]
    proofs = [page for page in journey.page if page.proof]
    if not journey.earlier:
        for page in [*codes, *proofs]:
            remedy = "Add `earlier` to the journey, or leave this out."
            yield subject.on_page(page, "kind", "only a journey about an earlier submission asks for this.", remedy)
        return
    if len(codes) != 1 or codes[0].when:
        remedy = 'Add one page of kind "tracking_code", without `when`.'
        yield subject.problem("earlier", "the tracking code is not asked for once and always.", remedy)
    if not proofs:
        remedy = "Add `proof = true` to the pages whose answers the council compares."
        yield subject.problem("earlier", "nothing shows whose submission it is.", remedy)
    for page in proofs:
        if page.kind not in _PROVES:
            yield subject.on_page(page, "proof", f"a {page.kind} proves nothing.", one_of(_PROVES))
