"""What stands on each page: contacts, keys of its kind, a short hint, ways on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.answers import KINDS
from kiosk.checks.subject import Subject
from kiosk.journey_pages import Alternative, Page
from kiosk.problems import Problem, one_of

LONGEST_HINT = 100
_MORE_THAN_A_SENTENCE = re.compile(r"[.!?]\s+\S")
_SHORT_WORDS = {"hint": "the hint", "why": "why we ask"}
_EMPTY = Page()
_OWN_KEYS = sorted({key for kind in KINDS.values() for key in kind.keys})


def pages(subject: Subject) -> Iterator[Problem]:
    """Yield what stands on a page and should not, or leads nowhere."""
    contacts = [contact.id for contact in subject.council.contacts]
    for page in subject.journey.page:
        for contact in page.contacts:
            if contact not in contacts:
                yield subject.on_page(page, "contacts", f"no contact is called {contact!r}.", one_of(contacts))
        yield from _own_keys(subject, page)
        yield from _short_words(subject, page)
        yield from _of_its_kind(subject, page)
        if page.kind == "ending":
            for what, remedy in wrong_ways(subject, page.alternatives):
                yield subject.on_page(page, "alternatives", what, remedy)


def _short_words(subject: Subject, page: Page) -> Iterator[Problem]:
    """The hint and why we ask are a sentence each, in the words of every variant too."""
    remedy = f"Say it in one sentence of at most {LONGEST_HINT} letters, or put it into `text`."
    for place, wording in enumerate([page, *page.variant]):
        for key in ("hint", "why"):
            words = getattr(wording, key) or ""
            if len(words) > LONGEST_HINT or _MORE_THAN_A_SENTENCE.search(words):
                what = f"{_SHORT_WORDS[key]} is longer than a sentence."
                where = (place - 1, key) if place else ()
                yield subject.on_page(page, "variant" if place else key, what, remedy, inside=where)
    if page.why and not page.is_question:
        yield subject.on_page(page, "why", f"this {page.kind} asks nothing.", "Put these words into `text`.")


def _own_keys(subject: Subject, page: Page) -> Iterator[Problem]:
    """Keys that only some kinds read stand on pages of those kinds."""
    kind = KINDS.get(page.kind)
    for key in _OWN_KEYS:
        if getattr(page, key) != getattr(_EMPTY, key) and (kind is None or key not in kind.keys):
            readers = one_of(sorted(name for name, it in KINDS.items() if key in it.keys))
            yield subject.on_page(page, key, f"a {page.kind} page has no `{key}`.", f"Leave it out. {readers}")
    allowed = kind.allowed if kind else ()
    for name in page.allow if allowed else ():
        if name not in allowed:
            yield subject.on_page(page, "allow", f"{name!r} cannot be allowed here.", one_of(allowed))


def _of_its_kind(subject: Subject, page: Page) -> Iterator[Problem]:
    """What the page's kind itself finds wrong, and masked answers on paper."""
    kind = KINDS.get(page.kind)
    if kind is None:
        return
    for key, what, remedy in kind.problems(page, subject.earlier(page), subject.council):
        yield subject.on_page(page, key, what, remedy)
    if kind.masked and page.on_receipt:
        yield subject.on_page(page, "on_receipt", f"a {page.kind} is never printed.", "Leave it out.")


def wrong_ways(subject: Subject, ways: Sequence[Alternative]) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with ways on from an ending, and what would be right."""
    topics = [topic.id for topic in subject.council.topics]
    for way in ways:
        if sum(map(bool, (way.journey, way.topic, way.screen))) != 1:
            yield f"the way {way.label!r} leads to no one place.", "Give it one of journey, topic and screen."
        elif way.journey and way.journey not in subject.journeys:
            yield f"no journey is called {way.journey!r}.", one_of(subject.journeys)
        elif way.topic and way.topic not in topics:
            yield f"no topic is called {way.topic!r}.", one_of(topics)
