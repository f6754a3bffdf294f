"""What a journey promises: a service standard, and words about what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.placeholders import placeholders
from kiosk.problems import Problem
from kiosk.toml_lines import line_at

INFORMATION = "CM002"
_NO_DATE = "Write {standard}: no date may be named before the council has it (R10)."


def standard(subject: Subject) -> Iterator[Problem]:
    """Yield where a standard is missing, or where next steps promise what is not known yet."""
    journey = subject.journey
    if journey.life_event:  # its members promise
        return
    if journey.standard is None and journey.contact_type != INFORMATION:
        remedy = "Add e.g. `standard = { working_days = 5 }`: it is published and held (R58)."
        yield subject.problem("standard", "there is no service standard.", remedy)
    for index, step in enumerate(journey.next):
        for words, inside in ((step, ()), (step.easy, ("easy",))):
            if words is not None and "due" in placeholders(words.undated):
                line = line_at(subject.source, ["next", index, *inside, "undated"])
                yield Problem(subject.path, line, "the words before the council has it name a date.", _NO_DATE)
    if journey.next[-1].when:
        remedy = "Add a last [[next]] without `when`, for everyone else."
        yield subject.problem("when", "the last [[next]] has a condition.", remedy, "next", len(journey.next) - 1)
