"""Whether conditions look at facts that earlier pages give, and at values that these can have."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.answers.kind import Values
from kiosk.checks.subject import Subject, nearest
from kiosk.conditions import When, names_in
from kiosk.event_parts import known_states
from kiosk.fact_values import fact_values
from kiosk.journey_paths import tail_conditions
from kiosk.problems import Problem, one_of


def conditions(subject: Subject) -> Iterator[Problem]:
    """Yield conditions about what nobody was asked, or what nobody can answer."""
    known: dict[str, Values] = dict(known_states(subject.journey))
    for page in subject.journey.page:
        for what, remedy in _wrong_in(page.when, known):
            yield subject.on_page(page, "when", what, remedy)
        for place, variant in enumerate(page.variant):
            for what, remedy in _wrong_in(variant.when, known):
                yield subject.on_page(page, "variant", what, remedy, inside=(place, "when"))
        known.update(fact_values(page, subject.council))
    for index, step in enumerate(subject.journey.next):
        for what, remedy in _wrong_in(step.when, known):
            yield subject.problem("when", what, remedy, "next", index)
    for name, when in tail_conditions(subject.journey):
        table, _, index_text = name.partition(" ")
        for what, remedy in _wrong_in(when, known):
            if index_text:
                yield subject.problem("when", what, remedy, table, int(index_text))
            else:
                yield subject.problem(table, what, remedy)


def _wrong_in(when: When, known: dict[str, Values]) -> Iterator[tuple[str, str]]:
    for name, comparison, wanted in names_in(when):
        if name not in known:
            yield f"no earlier page gives {name!r}.", nearest(known)
            continue
        values = known[name]
        if values is None or comparison not in ("is", "is_not", "any_of", "none_of"):
            continue
        for item in wanted if isinstance(wanted, list) else [wanted]:
            if item not in values:
                yield f"{name!r} is never {item!r}.", one_of(sorted(values))
