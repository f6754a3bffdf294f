"""Whether the members of a life event can be asked in it."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.checks.subject import Subject
from kiosk.errors import ConfigError
from kiosk.journey import load_journey
from kiosk.problems import Problem


def members(subject: Subject) -> Iterator[Problem]:
    """Yield members that have no words in a language of the event. All else is refused when its file is read."""
    journey, all_languages = subject.journey, subject.council.languages
    for index, member in enumerate(journey.member):
        try:
            other = load_journey(subject.path.with_name(f"{member.journey}.toml"))
        except ConfigError:  # told of that file
            continue
        lacking = set(journey.languages_in(all_languages)) - set(other.languages_in(all_languages))
        for code in sorted(lacking):
            what = f"{member.journey!r} has no words in the language {code!r}."
            remedy = "Take the language out of the event's `languages`, or add it to the other's."
            yield subject.problem("journey", what, remedy, "member", index)
