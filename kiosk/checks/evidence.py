"""Whether papers that the council has to see can be brought somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.placeholders import placeholders
from kiosk.problems import Problem, one_of


def evidence(subject: Subject) -> Iterator[Problem]:
    """Yield papers that nobody could bring, and places to bring nothing to."""
    journey, bring = subject.journey, subject.journey.bring
    desks = [contact.id for contact in subject.council.contacts if contact.desk]
    if journey.evidence and bring is None:
        remedy = "Add [bring] with `where` and `within_days`."
        yield subject.problem("id", "nothing says where papers are brought to.", remedy, "evidence", 0)
    if bring is not None and not journey.evidence:
        yield subject.problem("where", "there is nothing to bring.", "Add an [[evidence]].", "bring")
    if bring is not None and bring.where not in desks:
        what = f"no contact with a desk is called {bring.where!r}."
        yield subject.problem("where", what, one_of(desks) if desks else "Give one a `desk`.", "bring")
    for page in journey.page:
        if page.outcome == "bring" and not set(page.contacts) & set(desks):
            what = "it says that papers are to be brought, and shows no desk."
            yield subject.on_page(page, "contacts", what, one_of(desks))
    seen: set[str] = set()
    for index, paper in enumerate(journey.evidence):
        if paper.id in seen:
            yield subject.problem(
                "id", f"two papers are called {paper.id!r}.", "Give each its own id.", "evidence", index
            )
        seen.add(paper.id)
        for key in ("what", "instead"):
            for name in placeholders(getattr(paper, key)):
                what = f"papers are told before anything is answered: nothing fills {{{name}}}."
                yield subject.problem(key, what, "Leave it out.", "evidence", index)
