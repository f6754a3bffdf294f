"""Journeys as data: what a TOML file may say, read and checked. `kiosk.checking` looks deeper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, Protocol

import msgspec

from kiosk.attachments import MOST
from kiosk.conditions import WHEN_REMEDY, problem_in
from kiosk.errors import ConfigError
from kiosk.toml_file import load_toml, read_text
from kiosk.toml_lines import line_of

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

_MUST_HAVE = {
    "topic": "Name one of the council's topics.",
    "service": "Give its id in the national list of services (LGSL).",
    "interaction": "Give its id in the national list of interactions (LGIL).",
}

AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


Kind = Literal[
    "choice", "choices", "yes_no", "text", "long_text", "name", "phone", "email", "postcode", "tracking_code",
    "address", "street", "collection_day", "notice", "ending",
]  # fmt: skip
"""What a page is: a kind of answer (`kiosk.answers.KINDS`), a notice or an ending."""


class OptionsFrom(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Options that an earlier answer brings: the ids in `fact`, their words in the council's table `words`."""

    fact: str
    words: str


class Alternative(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way on from an ending: to another journey, a topic, or one of the kiosk's own screens."""

    label: str
    journey: str = ""
    topic: str = ""
    screen: Literal["", "see-someone", "check-progress", "help-today"] = ""


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One page: a question, or a `notice` (read and go on) or an `ending` (nothing to send, and what else helps)."""

    id: str
    kind: Kind
    ask: str  # the heading, usually a question; may hold {facts}
    short: str = ""  # its label on the check page and the receipt
    hint: str = ""
    text: list[str] = []  # paragraphs between heading and field
    when: dict[str, Any] = {}
    options: dict[str, str] = {}
    option_hints: dict[str, str] = {}
    options_from: OptionsFrom | None = None
    not_sure: bool = False  # offers "I do not know"
    optional: bool = False
    allow: list[str] = []  # address: listed, typed, street · phone: mobile, landline
    of: str = ""  # collection_day: the page of the address
    bins_from: str = ""  # collection_day: the page of the bins
    max_length: Annotated[int, msgspec.Meta(ge=0)] = 0
    carries: Literal["", "name", "address", "phone", "email", "contact", "tracking_code"] = ""  # offered again (R8)
    proof: bool = False  # the council compares it with what was given the first time (see `Journey.earlier`)
    on_receipt: bool = False  # may be printed; never anything personal
    contacts: list[str] = []  # the council's contact cards to show
    urgent: bool = False  # a notice that cannot wait: shown as a warning
    outcome: Literal["", "answered", "not-yet", "too-late", "elsewhere"] = ""
    alternatives: list[Alternative] = []

    @property
    def is_question(self) -> bool:
        """Whether the page takes an answer."""
        return self.kind not in ("notice", "ending")


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The published service standard (R58)."""

    working_days: AtLeastOne


class NextStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What happens next, in words: `dated` once the council has it, `undated` before. First that holds is used."""

    dated: str
    undated: str
    when: dict[str, Any] = {}
    after: str = ""  # what to do if it does not happen


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
    next: list[NextStep]
    page: list[Page]
    topic: str = ""  # empty only where the journey is about an earlier submission: it starts from Check progress
    service: AtLeastOne = 0  # LGSL id; 0 only where the journey is about an earlier submission, whose service counts
    interaction: AtLeastOne = 0  # LGIL id
    earlier: Literal["", "withdraw", "correct"] = ""  # what it does with a submission that was sent before
    hint: str = ""
    noun: str = "report"  # what it is called once sent: "Your report"
    icon: str = ""
    languages: list[str] = []  # empty: all of the council's
    standard: Standard | None = None
    for_whom: list[Literal["self", "someone-else", "business"]] = msgspec.field(default_factory=lambda: ["self"])
    identity: Literal["none", "contact", "verified"] = "none"
    sensitive: bool = False
    retention_days: AtLeastOne = 365
    routing: str = ""
    ward_from: str = ""  # the page whose address or street gives the ward
    urgent: dict[str, Any] = {}
    responsible: list[Responsible] = []
    offers: list[Offer] = []
    attachments: Annotated[int, msgspec.Meta(ge=0, le=MOST)] = 0  # how many files may go with it

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
    journey = load_toml(path, Journey)
    _check(path, read_text(path), journey)
    return journey


class _Refuse(Protocol):
    def __call__(self, problem: str, remedy: str, key: str, page_index: int | None = None) -> NoReturn: ...


def _check(path: Path, text: str, journey: Journey) -> None:
    """Raise ConfigError for what types cannot say: ids, order, shapes of conditions."""

    def refuse(problem: str, remedy: str, key: str, page_index: int | None = None) -> NoReturn:
        line = line_of(text, "page" if page_index is not None else "", page_index, key)
        raise ConfigError(path, problem, remedy, key=key, line=line)

    if journey.id != path.stem:
        refuse(f"the journey {journey.id!r} stands in a file of another name.", f"Name it {path.stem!r}.", "id")
    if not journey.page:
        refuse("a journey has at least one page.", "Add a [[page]].", "page")
    for key, remedy in _MUST_HAVE.items():
        if not getattr(journey, key) and not journey.earlier:
            refuse(f"the journey has no {key}.", remedy, key)
    if len(journey.privacy) != 3:
        refuse(f"the privacy notice has {len(journey.privacy)} sentences.", "Write three (R27).", "privacy")
    if not journey.next:
        refuse("nothing says what happens next.", "Add a [[next]] with dated and undated words (R10).", "next")
    for table, index, key, when in _conditions(journey):
        if problem := problem_in(when):
            line = line_of(text, table, index, key)
            raise ConfigError(path, f"{problem}.", WHEN_REMEDY, key=f"{table}.{key}".lstrip("."), line=line)
    _check_pages(journey, refuse)


def _check_pages(journey: Journey, refuse: _Refuse) -> None:
    seen: set[str] = set()
    for index, page in enumerate(journey.page):
        if not _ID.fullmatch(page.id):
            refuse(f"{page.id!r} is no id.", "Use small letters, digits and hyphens.", "id", index)
        if page.id in seen:
            refuse(f"two pages are called {page.id!r}.", "Give each its own id.", "id", index)
        if page.is_question and not page.short:
            refuse(f"page {page.id!r} has no label for the check page.", "Add `short`.", "short", index)
        if page.kind == "ending" and not page.outcome:
            refuse(f"ending {page.id!r} says no outcome.", "Add `outcome`.", "outcome", index)
        seen.add(page.id)


def _conditions(journey: Journey) -> Iterator[tuple[str, int | None, str, dict[str, Any]]]:
    """Yield every condition with its table, the table's index, and its key."""
    yield "", None, "urgent", journey.urgent
    tables: dict[str, Sequence[NextStep | Responsible | Offer | Page]] = {
        "next": journey.next, "responsible": journey.responsible, "offers": journey.offers, "page": journey.page
    }  # fmt: skip
    for table, items in tables.items():
        for index, item in enumerate(items):
            yield table, index, "when", item.when
