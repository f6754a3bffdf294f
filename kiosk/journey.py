"""Journeys as data: what a TOML file may say, read and checked. `kiosk.checking` looks deeper."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, get_args

import msgspec

from kiosk.attachments import MOST
from kiosk.conditions import WHEN_REMEDY, problem_in
from kiosk.errors import ConfigError
from kiosk.for_whom import Person, only_those_named, pages_in_front
from kiosk.journey_pages import AtLeastOne, Kind, Origin, Page, in_full
from kiosk.journey_tables import Bring, Closed, EasyNext, EasyStart, Evidence, Member, Nudge, Referral, Route
from kiosk.life_events import Written, expanded, refused_keys
from kiosk.problems import one_of
from kiosk.referrals import referral_page
from kiosk.toml_file import load_toml_once, read_text
from kiosk.toml_lines import Step, line_at, line_of

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_EVERY_PAGE_HAS = {
    "id": 'Add a line such as `id = "where"`.',
    "kind": f'Add a line such as `kind = "choice"`. {one_of([kind for kind in get_args(Kind) if kind])}',
    "ask": 'Add a line such as `ask = "words"`.',
}

_MUST_HAVE = {
    "topic": "Name one of the council's topics.",
    "service": "Give its id in the national list of services (LGSL).",
    "interaction": "Give its id in the national list of interactions (LGIL).",
}


_NOT_SAID: Mapping[str, tuple[str | int | None, ...]] = {"topic": ("",), "service": (0,), "interaction": (None,)}


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The published service standard (R58)."""

    working_days: AtLeastOne


class NextStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens next, in words: `dated` once the council has it, `undated` before. First that holds is used."""

    dated: str
    undated: str
    when: dict[str, Any] = {}
    after: str = ""  # what to do if it does not happen
    easy: EasyNext | None = None  # the same in easy words


class Responsible(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Another body that looks after this, and the condition (R28)."""

    body: str
    when: dict[str, Any]


class Offer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something accepted on the way, e.g. a complaint as well; the hub acts on its id."""

    id: str
    when: dict[str, Any]


class Journey(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One guided service, from the first question to what happens next."""

    id: str
    version: AtLeastOne
    title: str
    contact_type: Literal["CM001", "CM002", "CM003", "CM004", "CM005", "CM006", "CM007"]
    minutes: AtLeastOne
    need: list[str]
    privacy: list[str]
    page: list[Page]
    next: list[NextStep] = []  # empty only for a life event
    topic: str = ""  # empty only where the journey is about an earlier submission: it starts from Check progress
    service: AtLeastOne = 0  # LGSL id; 0 where another's counts: of an earlier submission, or of each part
    interaction: Annotated[int, msgspec.Meta(ge=0)] | None = None  # LGIL id; 0 is "apply"
    earlier: Literal["", "withdraw", "correct"] = ""  # what it does with a submission that was sent before
    hint: str = ""
    noun: str = "report"  # what it is called once sent: "Your report"
    icon: str = ""
    languages: list[str] = []  # empty: all of the council's
    words: list[str] = []  # other words that people search by, in any language
    related: list[str] = []  # journeys and articles that people also look at
    easy_read: bool = False  # it has easy words for every page, and pictures
    easy: EasyStart | None = None  # what is said before the first question, in easy words
    standard: Standard | None = None
    open_from: date | None = None  # the first day on which it is offered
    open_until: date | None = None  # the last day on which it is offered; who began on it may finish
    closed: Closed | None = None  # what is said on all other days
    for_whom: list[Person] = msgspec.field(default_factory=lambda: ["self"])
    identity: Literal["none", "contact", "verified"] = "none"
    sensitive: bool = False
    apart: bool = False  # sent alone, with the day only and a code that nobody sees (`kiosk.apart`)
    retention_days: AtLeastOne = 365
    routing: str = ""
    route: list[Route] = []  # the first that holds stands in place of `routing`
    ward_from: str = ""  # the page whose address or street gives the ward
    urgent: dict[str, Any] = {}
    responsible: list[Responsible] = []
    offers: list[Offer] = []
    evidence: list[Evidence] = []  # papers that the council has to see
    bring: Bring | None = None
    referral: list[Referral] = []  # help from partners, offered before all is checked
    nudge: list[Nudge] = []  # what may help as well, shown after Send
    attachments: Annotated[int, msgspec.Meta(ge=0, le=MOST)] = 0  # how many files may go with it
    life_event: bool = False
    member: list[Member] = []

    def page_named(self, page_id: str) -> Page:
        """Return the page of that id. Raises KeyError."""
        for page in self.page:
            if page.id == page_id:
                return page
        raise KeyError(page_id)

    def languages_in(self, council_languages: Sequence[str]) -> list[str]:
        """Return the languages that this journey has its words in: its own, or else all of the council's."""
        return self.languages or list(council_languages)

    @property
    def questions(self) -> list[Page]:
        """The pages that take an answer."""
        return [page for page in self.page if page.is_question]


def load_journey(path: Path) -> Journey:
    """Return the journey in a TOML file. Raises ConfigError with line, key and what would be right."""
    return read_journey(path)[0]


def read_journey(path: Path) -> Written:
    """Return the same journey, the pages that it shares with others in their places, and where each page is written.

    The pages of a life event's members stand behind its own.
    """
    written = _as_written(path)
    if not written[0].life_event:
        return written
    return expanded(path, written, [_member(path, written[0], index) for index in range(len(written[0].member))])


def _member(path: Path, event: Journey, index: int) -> Written:
    name = event.member[index].journey
    file = path.with_name(f"{name}.toml")
    if name == event.id or not file.is_file():
        others = sorted(other.stem for other in path.parent.glob("*.toml") if other != path)
        line = line_of(read_text(path), "member", index, "journey")
        problem = f"no other journey is called {name!r}."
        raise ConfigError(path, problem, one_of(others), key="member.journey", line=line)
    return _as_written(file)


def _as_written(path: Path) -> Written:
    journey = load_toml_once(path, Journey)
    if not journey.for_whom:
        remedy = one_of(list(get_args(Person)))
        line = line_of(read_text(path), key="for_whom")
        raise ConfigError(path, "nobody is named whom it is for.", remedy, key="for_whom", line=line)
    pages, origins = in_full(path, journey.page, pages_in_front(journey.for_whom))
    pages = [only_those_named(page, journey.for_whom) for page in pages]
    asked = [referral_page(referral) for referral in journey.referral]
    origins += [Origin(path, index, "referral") for index in range(len(asked))]
    journey = msgspec.structs.replace(journey, page=[*pages, *asked])
    _check(path, read_text(path), journey, origins)
    return journey, origins


def _check(path: Path, text: str, journey: Journey, origins: Sequence[Origin]) -> None:
    """Raise ConfigError for what types cannot say: ids, order, shapes of conditions."""

    def refuse(problem: str, remedy: str, key: str) -> NoReturn:
        raise ConfigError(path, problem, remedy, key=key, line=line_of(text, key=key))

    if journey.id != path.stem:
        refuse(f"the journey {journey.id!r} stands in a file of another name.", f"Name it {path.stem!r}.", "id")
    if not journey.page:
        refuse("a journey has at least one page.", "Add a [[page]].", "page")
    for key, problem, remedy in refused_keys(journey):
        several = isinstance(getattr(journey, key), list)
        raise ConfigError(path, problem, remedy, key=key, line=line_at(text, [key, 0] if several else [key]))
    for key, remedy in _MUST_HAVE.items():
        if getattr(journey, key) in _NOT_SAID[key] and not (journey.earlier or (journey.life_event and key != "topic")):
            refuse(f"the journey has no {key}.", remedy, key)
    if len(journey.privacy) != 3:
        refuse(f"the privacy notice has {len(journey.privacy)} sentences.", "Write three (R27).", "privacy")
    if not journey.next and not journey.life_event:
        refuse("nothing says what happens next.", "Add a [[next]] with dated and undated words (R10).", "next")
    for table, index, key, when in _conditions(journey):
        if problem := problem_in(when):
            line = line_of(text, table, index, key)
            raise ConfigError(path, f"{problem}.", WHEN_REMEDY, key=f"{table}.{key}".lstrip("."), line=line)
    _check_pages(journey.page, origins)


def _check_pages(pages: Sequence[Page], origins: Sequence[Origin]) -> None:
    """Raise ConfigError for the first page that is not as a page must be, where it is written."""
    seen: set[str] = set()
    for page, origin in zip(pages, origins, strict=True):
        for problem, remedy, steps in _wrong_with(page, seen):
            raise ConfigError(origin.file, problem, remedy, key=str(steps[0]), line=origin.line(*steps))
        seen.add(page.id)


def _wrong_with(page: Page, seen: Collection[str]) -> Iterator[tuple[str, str, tuple[Step, ...]]]:
    for key, remedy in _EVERY_PAGE_HAS.items():
        if not getattr(page, key):
            yield f"the key '{key}' is missing.", remedy, (key,)
    if not _ID.fullmatch(page.id):
        yield f"{page.id!r} is no id.", "Use small letters, digits and hyphens.", ("id",)
    if page.id in seen:
        yield f"two pages are called {page.id!r}.", "Give each its own id.", ("id",)
    if page.is_question and not page.short:
        yield f"page {page.id!r} has no label for the check page.", "Add `short`.", ("short",)
    if page.kind == "ending" and not page.outcome:
        yield f"ending {page.id!r} says no outcome.", "Add `outcome`.", ("outcome",)
    if problem := problem_in(page.when):
        yield f"{problem}.", WHEN_REMEDY, ("when",)
    for place, variant in enumerate(page.variant):
        if problem := problem_in(variant.when) or ("" if variant.when else "a variant holds under a condition"):
            yield f"{problem}.", WHEN_REMEDY, ("variant", place, "when")


def _conditions(journey: Journey) -> Iterator[tuple[str, int | None, str, dict[str, Any]]]:
    """Yield every condition outside the pages with its table, the table's index, and its key."""
    yield "", None, "urgent", journey.urgent
    tables: dict[str, Sequence[NextStep | Responsible | Offer | Evidence | Route | Nudge | Member]] = {
        "next": journey.next, "responsible": journey.responsible, "offers": journey.offers,
        "evidence": journey.evidence, "route": journey.route,
        "nudge": journey.nudge, "member": journey.member,
    }  # fmt: skip
    for table, items in tables.items():
        for index, item in enumerate(items):
            yield table, index, "when", item.when
