"""What `kiosk check` asks of one journey: small checks, each yielding problems with line and remedy."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.answers import KINDS
from kiosk.answers.kind import AnswerKind, Values
from kiosk.conditions import When, names_in
from kiosk.council_pack import Council
from kiosk.fact_values import fact_values
from kiosk.journey import Journey
from kiosk.journey_pages import Origin, Page
from kiosk.journey_paths import Reach, TooManyBranchesError, tail_conditions, walk
from kiosk.placeholders import placeholders
from kiosk.problems import Problem, one_of
from kiosk.toml_lines import line_of

INFORMATION = "CM002"
LONGEST_HINT = 100
_MORE_THAN_A_SENTENCE = re.compile(r"[.!?]\s+\S")
_PROVES = sorted(name for name, kind in KINDS.items() if kind.proves)
_OWN_KEYS = sorted({key for kind in KINDS.values() for key in kind.keys})


@dataclass(frozen=True)
class Subject:
    """A journey under check: its file, the file's text, and what it may refer to."""

    path: Path
    source: str
    journey: Journey
    origins: Sequence[Origin]
    council: Council
    journeys: Sequence[str]

    def problem(self, key: str, what: str, remedy: str, table: str = "", index: int | None = None) -> Problem:
        """Return a problem at the line of a key."""
        return Problem(self.path, line_of(self.source, table, index, key), what, remedy)

    def on_page(self, page: Page, key: str, what: str, remedy: str) -> Problem:
        """Return a problem at the line of a page's key."""
        origin = self.origins[self.journey.page.index(page)]
        return Problem(origin.file, origin.line(key), f"page {page.id!r}: {what}", remedy)

    def earlier(self, page: Page) -> list[Page]:
        """Return the pages before this one."""
        return self.journey.page[: self.journey.page.index(page)]


def check_journey(subject: Subject) -> Iterator[Problem]:
    """Yield everything that is wrong with a journey. Paths are walked only where all else is sound."""
    checks = (_belonging, _standard, _earlier, _pages, _options, _conditions, _words)
    found = [problem for check in checks for problem in check(subject)]
    yield from found
    if not found:
        yield from _paths(subject)


def _belonging(subject: Subject) -> Iterator[Problem]:
    journey, council = subject.journey, subject.council
    topics = [topic.id for topic in council.topics]
    if journey.topic not in topics and journey.topic:
        yield subject.problem("topic", f"the council has no topic {journey.topic!r}.", one_of(topics))
    for code in journey.languages:
        if code not in council.languages:
            yield subject.problem("languages", f"the council has no language {code!r}.", one_of(council.languages))
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


def _standard(subject: Subject) -> Iterator[Problem]:
    journey = subject.journey
    if journey.standard is None and journey.contact_type != INFORMATION:
        remedy = "Add e.g. `standard = { working_days = 5 }`: it is published and held (R58)."
        yield subject.problem("standard", "there is no service standard.", remedy)
    for index, step in enumerate(journey.next):
        if "due" in placeholders(step.undated):
            remedy = "Write {standard}: no date may be named before the council has it (R10)."
            yield subject.problem("undated", "the words before the council has it name a date.", remedy, "next", index)
    if journey.next[-1].when:
        remedy = "Add a last [[next]] without `when`, for everyone else."
        yield subject.problem("when", "the last [[next]] has a condition.", remedy, "next", len(journey.next) - 1)


def _earlier(subject: Subject) -> Iterator[Problem]:
    """What is about an earlier submission asks for its code, and for something that shows whose it is."""
    journey = subject.journey
    codes = [page for page in journey.page if page.kind == "tracking_code"]
    proofs = [page for page in journey.page if page.proof]
    if not journey.earlier:
        for page in [*codes, *proofs]:
            remedy = "Add `earlier` to the journey, or leave this out."
            yield subject.on_page(page, "kind", "only a journey about an earlier submission asks for this.", remedy)
        return
    if len(codes) != 1 or codes[0].when:
        remedy = 'Add one page of kind "tracking_code", without `when`.'
        yield subject.problem("earlier", "the tracking code is not asked for once and always.", remedy)
    if not proofs:
        remedy = "Add `proof = true` to the pages whose answers the council compares."
        yield subject.problem("earlier", "nothing shows whose submission it is.", remedy)
    for page in proofs:
        if page.kind not in _PROVES:
            yield subject.on_page(page, "proof", f"a {page.kind} proves nothing.", one_of(_PROVES))


def _pages(subject: Subject) -> Iterator[Problem]:
    contacts = [contact.id for contact in subject.council.contacts]
    for page in subject.journey.page:
        for contact in page.contacts:
            if contact not in contacts:
                yield subject.on_page(page, "contacts", f"no contact is called {contact!r}.", one_of(contacts))
        yield from _own_keys(subject, page)
        if len(page.hint) > LONGEST_HINT or _MORE_THAN_A_SENTENCE.search(page.hint):
            remedy = f"Say it in one sentence of at most {LONGEST_HINT} letters, or put it into `text`."
            yield subject.on_page(page, "hint", "the hint is longer than a sentence.", remedy)
        if page.kind == "ending":
            yield from _ways_on(subject, page)


def _own_keys(subject: Subject, page: Page) -> Iterator[Problem]:
    """Keys that only some kinds read stand on pages of those kinds."""
    kind = KINDS.get(page.kind)
    for key in _OWN_KEYS:
        if getattr(page, key) and (kind is None or key not in kind.keys):
            readers = one_of(sorted(name for name, it in KINDS.items() if key in it.keys))
            yield subject.on_page(page, key, f"a {page.kind} page has no `{key}`.", f"Leave it out. {readers}")
    allowed = kind.allowed if kind else ()
    for name in page.allow if allowed else ():
        if name not in allowed:
            yield subject.on_page(page, "allow", f"{name!r} cannot be allowed here.", one_of(allowed))


def _ways_on(subject: Subject, page: Page) -> Iterator[Problem]:
    topics = [topic.id for topic in subject.council.topics]
    for way in page.alternatives:
        if sum(map(bool, (way.journey, way.topic, way.screen))) != 1:
            remedy = "Give it one of journey, topic and screen."
            yield subject.on_page(page, "alternatives", f"the way {way.label!r} leads to no one place.", remedy)
        elif way.journey and way.journey not in subject.journeys:
            what = f"no journey is called {way.journey!r}."
            yield subject.on_page(page, "alternatives", what, one_of(subject.journeys))
        elif way.topic and way.topic not in topics:
            yield subject.on_page(page, "alternatives", f"no topic is called {way.topic!r}.", one_of(topics))


def _options(subject: Subject) -> Iterator[Problem]:
    for page in subject.journey.page:
        if page.kind in ("choice", "choices") and not page.options and page.options_from is None:
            yield subject.on_page(page, "options", "there is nothing to choose.", "Add [page.options].")
        for value in page.option_hints:
            if value not in page.options:
                yield subject.on_page(page, "option_hints", f"no option is {value!r}.", one_of(list(page.options)))
        if page.options_from is not None:
            facts = {name for earlier in subject.earlier(page) for name in fact_values(earlier, subject.council)}
            if page.options_from.fact not in facts:
                what = f"no earlier page gives {page.options_from.fact!r}."
                yield subject.on_page(page, "options_from", what, _nearest(facts))
            if page.options_from.words not in subject.council.words:
                what = f"council.toml has no table words.{page.options_from.words}."
                yield subject.on_page(page, "options_from", what, one_of(list(subject.council.words)))
        if page.kind == "collection_day":
            yield from _day_comes_from(subject, page)


def _day_comes_from(subject: Subject, page: Page) -> Iterator[Problem]:
    for key, wanted, kind in (("of", page.of, "address"), ("bins_from", page.bins_from, "choices")):
        names = [earlier.id for earlier in subject.earlier(page) if earlier.kind == kind]
        if wanted not in names:
            remedy = one_of(names) if names else f"Put a page of kind {kind!r} before it."
            yield subject.on_page(page, key, f"no earlier {kind} page is called {wanted!r}.", remedy)


def _conditions(subject: Subject) -> Iterator[Problem]:
    known: dict[str, Values] = {}
    for page in subject.journey.page:
        for what, remedy in _wrong_in(page.when, known):
            yield subject.on_page(page, "when", what, remedy)
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
            yield f"no earlier page gives {name!r}.", _nearest(known)
            continue
        values = known[name]
        if values is None or comparison not in ("is", "is_not", "any_of", "none_of"):
            continue
        for item in wanted if isinstance(wanted, list) else [wanted]:
            if item not in values:
                yield f"{name!r} is never {item!r}.", one_of(sorted(values))


def _words(subject: Subject) -> Iterator[Problem]:
    journey = subject.journey
    known: set[str] = set()
    for page in journey.page:
        for key in ("ask", "hint", "text"):
            texts = page.text if key == "text" else [getattr(page, key)]
            for name in (name for text in texts for name in placeholders(text) if name not in known):
                yield subject.on_page(page, key, f"nothing earlier fills {{{name}}}.", _nearest(known))
        known |= _kind_words(page)
    standard = {"due", "standard"} if journey.standard else set()
    for index, step in enumerate(journey.next):
        for key in ("dated", "undated", "after"):
            for name in placeholders(getattr(step, key)):
                if name not in known | standard:
                    remedy = _nearest(known | standard)
                    yield subject.problem(key, f"nothing fills {{{name}}}.", remedy, "next", index)


def _kind_words(page: Page) -> set[str]:
    kind: AnswerKind | None = KINDS.get(page.kind)
    return kind.word_names(page) if kind else set()


def _paths(subject: Subject) -> Iterator[Problem]:
    try:
        reach = walk(subject.journey, subject.council)
    except TooManyBranchesError as error:
        what = f"there are too many branches up to page {str(error)!r} to check them all."
        yield subject.problem("page", what, "Split the journey, or ask fewer conditions at once.")
        return
    for page in subject.journey.page:
        if page.id not in reach.pages:
            yield subject.on_page(page, "when", "no path leads here.", "Change `when`, or take the page out.")
    if not reach.sends and subject.journey.contact_type != INFORMATION:
        yield subject.problem("page", "no path ends in something to send.", "Give an ending a condition.")
    if reach.sends_nothing:
        yield subject.problem("page", "a path sends nothing at all.", "Ask a question on every path.")
    yield from _unused(subject, reach)
    for place, name in sorted(reach.unfilled):
        yield _unfilled(subject, place, name)


def _unused(subject: Subject, reach: Reach) -> Iterator[Problem]:
    if not reach.sends:
        return
    for index in range(len(subject.journey.next)):
        if index not in reach.steps:
            remedy = "Change its `when`, move it up, or take it out."
            yield subject.problem("when", "this [[next]] is never used.", remedy, "next", index)
    for name, _ in tail_conditions(subject.journey):
        if name not in reach.conditions:
            table, _, place = name.partition(" ")
            what = f"`{table}` never holds."
            if place:
                yield subject.problem("when", what, "Change its condition.", table, int(place))
            else:
                yield subject.problem(table, what, "Change its condition.")


def _unfilled(subject: Subject, place: str, name: str) -> Problem:
    what = f"on some paths nothing fills {{{name}}}."
    remedy = "Give these words a `when` of their own, or ask that question on every path here."
    if place.startswith("next "):
        return subject.problem("dated", what, remedy, "next", int(place.removeprefix("next ")))
    return subject.on_page(subject.journey.page_named(place), "text", what, remedy)


def _nearest(names: Collection[str]) -> str:
    return one_of(sorted(names)) if names else "Put the page that gives it before this one."
