"""For myself, my child, somebody else or a business (R25): pages put in front, and whose an answer is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

import msgspec

from kiosk.conditions import Fact
from kiosk.journey_pages import Easy, Page
from kiosk.submission import AnswerValue

Person = Literal["self", "child", "someone-else", "business"]

FOR_WHOM = "for-whom"
"""The page, and the shared pages, that ask whom a journey is for."""

_PAGES: Mapping[str, str] = {"child": "for-a-child", "someone-else": "for-someone-else", "business": "for-a-business"}
_NAMES: Mapping[str, str] = {"child": "child-name", "someone-else": "their-name", "business": "business-name"}
_WHOSE_CONTACT = "whose-contact"


def pages_in_front(for_whom: Sequence[str]) -> list[Page]:
    """Return the shared pages that a journey begins with, as it would use them itself. None for oneself alone."""
    several = len(for_whom) > 1
    pages = [Page(use=FOR_WHOM)] if several else []
    for person in for_whom:
        if person in _PAGES:
            pages.append(Page(use=_PAGES[person], when={FOR_WHOM: {"is": person}} if several else {}))
    return pages


def shared_names(for_whom: Sequence[str]) -> set[str]:
    """Return the names of those shared pages."""
    return {page.use for page in pages_in_front(for_whom)}


EVERY_NAME = frozenset({FOR_WHOM, *_PAGES.values()})
"""All shared pages that the engine puts in front of journeys."""


def only_those_named(page: Page, for_whom: Sequence[str]) -> Page:
    """Return the page that asks whom it is for, with the options that the journey names."""
    if page.id != FOR_WHOM:
        return page
    options = {person: label for person, label in page.options.items() if person in for_whom}
    return msgspec.structs.replace(page, options=options, easy=_only(page.easy, options))


def _only(easy: Easy | None, options: Collection[str]) -> Easy | None:
    """Return easy words without those of other options."""
    if easy is None:
        return None
    words = {name: label for name, label in easy.options.items() if name in options}
    pictures = {name: picture for name, picture in easy.pictures.items() if name in options}
    return msgspec.structs.replace(easy, options=words, pictures=pictures)


def person_of(for_whom: Sequence[Person], facts: Mapping[str, Fact]) -> Person:
    """Return whom it is for, as far as the answers say so."""
    return next((person for person in for_whom if person == facts.get(FOR_WHOM)), for_whom[0])


def whose(page: Page, for_whom: Sequence[Person], facts: Mapping[str, Fact], answers: Mapping[str, AnswerValue]) -> str:
    """Return whose answer a page asks for, empty for whoever stands here: so that answers never change hands (R8).

    Of how to be reached it is the one whom the council tells; `Page.whose` says which pages these are.
    """
    kind = person_of(for_whom, facts)
    if kind == "self" or page.whose == "you":
        return ""
    if page.whose == "contact" and (kind == "child" or facts.get(_WHOSE_CONTACT) == "mine"):
        return ""
    name = answers.get(_NAMES[kind], "")
    return f"{kind} {name}".rstrip()
