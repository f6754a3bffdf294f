"""Life events (R3): one journey that asks what several need, each thing once. Expanded when its file is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import msgspec

from kiosk.conditions import names_in
from kiosk.errors import ConfigError
from kiosk.event_parts import ASKED, nothing_id, state_of
from kiosk.for_whom import FOR_WHOM
from kiosk.journey_pages import Alternative, Origin, Page
from kiosk.journey_tables import Member
from kiosk.language import marked
from kiosk.member_pages import Scope, fixed_fact, implied, looks_at_known_problem, wider
from kiosk.problems import one_of
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of

if TYPE_CHECKING:
    from kiosk.journey import Journey

Refuse = Callable[[str, str, str], NoReturn]
Written = tuple["Journey", list[Origin]]
"""A journey as its file has it, and where each of its pages is written."""

_PARTS_HAVE = ("standard", "next", "evidence", "bring", "referral", "urgent", "responsible", "offers", "route",
               "routing", "ward_from", "attachments", "earlier", "easy_read", "easy")  # fmt: skip
_ALONE: Mapping[str, str] = {
    "life_event": "a life event is no part of another",
    "earlier": "what is about an earlier submission is no part of a life event",
    "apart": "what stands apart is no part of a life event",
}
_NOTHING = marked("Nothing needs to be sent")
_NOTHING_TEXT = marked("From what you told us, none of this needs a form from you.")
_SEE_SOMEONE = marked("See someone")


def refused_keys(journey: Journey) -> Iterator[tuple[str, str, str]]:
    """Yield (key, what is wrong, remedy) of what an event leaves to its members, or only a life event has."""
    if not journey.life_event:
        if journey.member:
            yield "member", "only a life event has members.", "Add `life_event = true`, or leave [[member]] out."
        return
    if not journey.member:
        yield "life_event", "a life event has members.", "Add a [[member]] with `journey`, or leave this out."
    for key in _PARTS_HAVE:
        if getattr(journey, key):
            yield key, f"a life event has no {key}: each journey in it has its own.", "Leave it out."


def expanded(path: Path, event: Written, members: Sequence[Written]) -> Written:
    """Return the event with the pages of its members, and where each is written. `members` in the order of its tables.

    Raises ConfigError for members that do not fit.
    """
    journey, origins = event
    pages, places, tables = list(journey.page), list(origins), []
    for index, (table, member) in enumerate(zip(journey.member, members, strict=True)):

        def refuse(problem: str, remedy: str, key: str, index: int = index) -> NoReturn:
            line = line_of(read_text(path), "member", index, key)
            raise ConfigError(path, problem, remedy, key=f"member.{key}", line=line)

        _fits(journey, table, member[0], refuse)
        scope = _scope(event, table, member, refuse)
        tables.append(msgspec.structs.replace(table, given=dict(scope.given)))
        same_person = _person(journey, {}) == _person(member[0], table.fixed)
        for page, origin in zip(member[0].page, member[1], strict=True):
            if page.id in scope.given or page.id in scope.fixed:
                continue
            asked = scope.page(page, carries=same_person)
            if asked is not None:
                pages.append(asked)
                places.append(origin)
    pages.append(_nothing(journey))
    places.append(Origin(path, -1))
    return msgspec.structs.replace(journey, page=pages, member=tables), places


def _fits(event: Journey, table: Member, member: Journey, refuse: Refuse) -> None:
    """Refuse a member that cannot be a part, and conditions about what the event itself does not ask."""
    for key, problem in _ALONE.items():
        if getattr(member, key):
            refuse(f"{member.id!r}: {problem}.", "Name another journey.", "journey")
    if member.sensitive and not event.sensitive:
        refuse(f"{member.id!r} is sensitive, and the event is not.", "Add `sensitive = true` to the event.", "journey")
    if [each.journey for each in event.member].count(member.id) > 1:
        refuse(f"{member.id!r} is named twice.", "Name each journey once.", "journey")
    own = [page.id for page in event.page]
    for name, _, _ in names_in(table.when):
        if name.partition(".")[0] not in own:
            refuse(f"the event itself does not ask {name!r}.", one_of(own), "when")


def _scope(event: Written, table: Member, member: Written, refuse: Refuse) -> Scope:
    """Return which of the member's pages are answered already. Refuses answers that would not do there."""
    ours = {page.id: page for page in event[0].page}
    pages = {page.id: page for page in member[0].page}
    shared = {(origin.file, origin.index): page.id for page, origin in zip(event[0].page, event[1], strict=True)}
    scope = Scope(member[0].id, pages, ours)
    for key, names in (("given", table.given), ("fixed", table.fixed)):
        for theirs in names:
            if theirs not in pages:
                refuse(f"{member[0].id!r} has no page {theirs!r}.", one_of(list(pages)), key)
    for page, origin in zip(member[0].page, member[1], strict=True):
        if page.id in table.fixed:
            fact = fixed_fact(page, table.fixed[page.id])
            if fact is None:
                remedy = one_of(list(page.options)) if page.options else "Only choices can be fixed."
                refuse(f"page {page.id!r} of {member[0].id!r} does not take this answer.", remedy, "fixed")
            scope.fixed[page.id] = fact
        elif page.id in table.given:
            problem = _wrong_with(page, table.given[page.id], scope, table)
            if problem:
                refuse(*problem, "given")
            scope.given[page.id] = table.given[page.id]
        elif page.is_question and (origin.file, origin.index) in shared and origin.index >= 0:
            own = shared[origin.file, origin.index]
            if not _wrong_with(page, own, scope, table):
                scope.given[page.id] = own
        if page.id not in scope.given and scope.asked_where(page.id) is None:
            scope.never.add(page.id)
    return scope


def _wrong_with(theirs: Page, name: str, scope: Scope, table: Member) -> tuple[str, str] | None:
    """Return why our page of that name cannot be asked in place of theirs, and what would be right."""
    ours = scope.ours.get(name)
    place = f"page {theirs.id!r} of {scope.part!r}"
    if ours is None:
        return f"the event has no page {name!r}.", one_of(list(scope.ours))
    if ours.kind != theirs.kind:
        return f"{place} is a {theirs.kind}, and {name!r} a {ours.kind}.", "Name a page of the same kind."
    if key := wider(ours, theirs, scope):
        return f"{name!r} takes answers that {place} does not: they differ in `{key}`.", f"Make `{key}` alike in both."
    if looks_at_known_problem(list(scope.pages.values()), theirs.id):
        return f"{scope.part!r} looks for known problems at {theirs.id!r}.", "Leave it out: it is asked there."
    asked = scope.asked_where(theirs.id)
    if asked is not None and not implied(ours.when, [asked, table.when]):
        remedy = "Give both the same `when`, or leave this one out: it is asked there."
        return f"{place} is asked where {name!r} is not.", remedy
    return None


def _person(journey: Journey, fixed: Mapping[str, object]) -> str:
    """Return whom a journey is for, where it is always the same; else something that is like no other's."""
    if FOR_WHOM in fixed:
        return str(fixed[FOR_WHOM])
    return journey.for_whom[0] if len(journey.for_whom) == 1 else journey.id


def _nothing(event: Journey) -> Page:
    """Return the ending for whom no part is left: nothing was wanted, or nothing needs sending."""
    return Page(
        id=nothing_id(event.id),
        kind="ending",
        ask=_NOTHING,
        text=[_NOTHING_TEXT],
        when={state_of(each.journey): {"is_not": ASKED} for each in event.member},
        outcome="answered",
        alternatives=[Alternative(label=_SEE_SOMEONE, screen="see-someone")],
    )
