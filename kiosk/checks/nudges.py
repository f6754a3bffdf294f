"""Whether what may help as well leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.placeholders import placeholders
from kiosk.problems import Problem, one_of


def nudges(subject: Subject) -> Iterator[Problem]:
    """Yield nudges and referrals that share an id, nudges to nowhere, and gaps in their words."""
    journey = subject.journey
    for table, ids in (
        ("nudge", [nudge.id for nudge in journey.nudge]),
        ("referral", [referral.id for referral in journey.referral]),
    ):
        for index, name in enumerate(ids):
            if name in ids[:index]:
                yield subject.problem("id", f"two are called {name!r}.", "Give each its own id.", table, index)
    for index, nudge in enumerate(journey.nudge):
        others = [name for name in subject.journeys if name != journey.id]
        if nudge.journey not in others:
            what = f"no other journey is called {nudge.journey!r}."
            yield subject.problem("journey", what, one_of(others), "nudge", index)
        for name in placeholders(nudge.text):
            what = f"nothing fills {{{name}}} for everybody who sees this."
            yield subject.problem("text", what, "Say it without.", "nudge", index)
