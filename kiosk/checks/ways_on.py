"""Where endings lead: each says what else helps, and none sends people round in a circle."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kiosk.checks.standard import INFORMATION
from kiosk.checks.subject import Subject
from kiosk.journey import Journey
from kiosk.journey_pages import Alternative, Page
from kiosk.problems import Problem, one_of


def ways_on(subjects: Sequence[Subject]) -> Iterator[Problem]:
    """Yield endings of all journeys together from which no way leads on, and ways to topics that nobody sees."""
    journeys = [subject.journey for subject in subjects]
    onward = _leading_on(journeys)
    topics = sorted({journey.topic for journey in journeys if journey.topic})
    for subject in subjects:
        for page in subject.journey.page:
            if page.kind == "ending":
                yield from _problems(subject, page, journeys, onward)
            for way in page.alternatives:
                if way.topic in [topic.id for topic in subject.council.topics] and way.topic not in topics:
                    what = f"the topic {way.topic!r} has no journey, so no screen shows it."
                    yield subject.on_page(page, "alternatives", what, one_of(topics))


def _problems(subject: Subject, page: Page, journeys: Sequence[Journey], onward: Collection[str]) -> Iterator[Problem]:
    remedy = 'Add e.g. `alternatives = [{ label = "See someone", screen = "see-someone" }]`, or `contacts`.'
    if not page.alternatives and not page.contacts:
        if page.outcome != "answered":
            yield subject.on_page(page, "outcome", "nothing is offered in place of what cannot be had.", remedy)
    elif not _leads_on(page, subject.journey, journeys, onward):
        yield subject.on_page(page, "alternatives", "all its ways lead back to this ending.", remedy)
    if not page.text and page.outcome != "answered":
        yield subject.on_page(page, "text", "nothing says why it ends here.", "Say the reason in `text`.")


def _leading_on(journeys: Sequence[Journey]) -> set[str]:
    """Return the journeys that end somewhere: in something to send, or in an ending from which a way leads on."""
    onward = {journey.id for journey in journeys if journey.contact_type != INFORMATION}
    while True:
        more = {
            journey.id
            for journey in journeys
            if any(_leads_on(page, journey, journeys, onward) for page in journey.page if page.kind == "ending")
        }
        if more <= onward:
            return onward
        onward |= more


def _leads_on(page: Page, journey: Journey, journeys: Sequence[Journey], onward: Collection[str]) -> bool:
    if page.contacts or not page.alternatives:
        return True
    return any(_is_way_out(way, journey, journeys, onward) for way in page.alternatives)


def _is_way_out(way: Alternative, journey: Journey, journeys: Sequence[Journey], onward: Collection[str]) -> bool:
    if way.screen:
        return True
    if way.topic:
        return any(other.topic == way.topic and other.id != journey.id for other in journeys)
    return way.journey != journey.id and way.journey in onward
