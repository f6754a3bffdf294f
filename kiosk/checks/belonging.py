"""Whether a journey belongs to its council: its topic, languages, places and other bodies."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.problems import Problem, one_of


def belonging(subject: Subject) -> Iterator[Problem]:
    """Yield what the journey names and the council does not have."""
    journey, council = subject.journey, subject.council
    topics = [topic.id for topic in council.topics]
    if journey.topic not in topics and journey.topic:
        yield subject.problem("topic", f"the council has no topic {journey.topic!r}.", one_of(topics))
    for code in journey.languages:
        if code not in council.offered:
            yield subject.problem("languages", f"the council has no language {code!r}.", one_of(council.offered))
    if journey.languages and "en" not in journey.languages:
        yield subject.problem("languages", "English, the source language, is missing.", 'Add "en".')
    places = [page.id for page in journey.page if page.kind in ("address", "street")]
    if journey.ward_from and journey.ward_from not in places:
        remedy = one_of(places) if places else "Leave it out: no page asks for a place."
        yield subject.problem("ward_from", f"{journey.ward_from!r} asks for no address or street.", remedy)
    bodies = [body.id for body in council.bodies]
    for index, item in enumerate(journey.responsible):
        if item.body not in bodies:
            what = f"the council knows no body {item.body!r}."
            yield subject.problem("body", what, one_of(bodies), "responsible", index)
