"""The pages of a journey as data, and pages that several journeys share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from kiosk.conditions import names_in
from kiosk.errors import ConfigError
from kiosk.toml_file import load_toml_once, read_text
from kiosk.toml_lines import Step, line_at, line_of

SHARED_FOLDER = "pages"
"""Where a council's pack keeps pages that several journeys use, beside `journeys`."""

AtLeastOne = Annotated[int, msgspec.Meta(ge=1)]


Kind = Literal[
    "", "choice", "choices", "yes_no", "text", "long_text", "name", "phone", "email", "postcode", "tracking_code",
    "address", "street", "collection_day", "date", "date_range", "number", "money", "national_insurance", "nhs_number",
    "vehicle", "account_number", "bank", "group", "declaration", "consent", "signature", "notice", "ending",
]  # fmt: skip
"""What a page is: a kind of answer (`kiosk.answers.KINDS`), a notice or an ending."""


class OptionsFrom(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Options that an earlier answer brings: the ids in `fact`, their words in the council's table `words`."""

    fact: str
    words: str


class DayLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The first or last day that fits: so many days, months and years after today (before it: below 0), or a day."""

    days: int = 0  # after today; below 0: before it
    months: int = 0  # the same in months
    years: int = 0  # the same in years
    on: date | None = None  # this day, whatever today is


Per = Literal["week", "fortnight", "four-weeks", "month", "year"]
"""How often an amount of money comes or goes."""


class Alternative(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way on from an ending: to another journey, a topic, or one of the kiosk's own screens."""

    label: str
    journey: str = ""
    topic: str = ""
    screen: Literal["", "see-someone", "check-progress", "help-today"] = ""


class Easy(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A page in easy words, with pictures (easy read): one idea a line. Its answers stay the same.

    `text` stands in place of hint, why and text. Of a variant: what is left out stays as the page's easy words have it.
    """

    ask: str = ""
    short: str = ""  # its label on the check page and the receipt; empty: the page's own
    text: list[str] | None = None  # one idea a line, in place of hint, why and text
    options: dict[str, str] = {}  # easy words for some of the page's options
    picture: str = ""  # beside the question: the name of a drawing in the pack's folder `pictures`
    pictures: dict[str, str] = {}  # beside options, by their ids


class Variant(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Other words for a page where `when` holds, never another id or kind. What is left out stays the page's own."""

    when: dict[str, Any]
    ask: str | None = None
    short: str | None = None
    hint: str | None = None
    why: str | None = None
    text: list[str] | None = None
    options: dict[str, str] = {}  # other words for some of the page's options
    option_hints: dict[str, str] = {}
    easy: Easy | None = None


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One page: a question, or a `notice` (read and go on) or an `ending` (nothing to send, and what else helps)."""

    id: str = ""
    kind: Kind = ""
    ask: str = ""  # the heading, usually a question; may hold {facts}
    use: str = ""  # stands for the pages of that name in the pack's folder `pages`; has no other key but `when`
    short: str = ""  # its label on the check page and the receipt
    hint: str = ""
    why: str = ""  # why we ask: one sentence
    text: list[str] = []  # paragraphs between heading and field
    when: dict[str, Any] = {}
    variant: list[Variant] = []  # the first that holds gives the words
    easy: Easy | None = None  # the same in easy words, for who chose them
    options: dict[str, str] = {}
    option_hints: dict[str, str] = {}
    options_from: OptionsFrom | None = None
    not_sure: bool = False  # offers "I do not know"
    optional: bool = False
    allow: list[str] = []  # address: listed, typed, street, care-of, no-fixed, withheld · phone: mobile, landline
    of: str = ""  # collection_day: the page of the address
    bins_from: str = ""  # collection_day: the page of the bins
    max_length: Annotated[int, msgspec.Meta(ge=0)] = 0
    differs_from: list[str] = []  # choice: earlier pages whose answer is not offered again
    earliest: DayLimit | None = None  # date, date_range: the first day that fits
    latest: DayLimit | None = None  # the last day that fits
    pick: list[Literal["today", "yesterday", "tomorrow"]] = []  # date: days to choose with one touch
    at_least: int | None = None  # number, money in pounds, how many in a group: the least
    at_most: int | None = None  # the same: the most
    per: list[Per] = []  # money: how often; empty for a plain amount
    account: str = ""  # account_number: which of the council's [accounts]
    each: str = ""  # group: what one of them is called, e.g. "person"
    page: list[Page] = []  # group: what is asked for each
    count: dict[str, dict[str, Any]] = {}  # group: how many fulfil a condition, by the name of the fact
    shares: list[str] = []  # consent: the pages whose answers are shared
    to: str = ""  # consent: one of the council's [[partners]], or "council"
    carries: str = ""  # what it is, e.g. "address": offered again in this visit wherever the same is asked (R8)
    whose: Literal["", "you", "contact"] = ""  # where it is for somebody else: theirs, yours, or of whom we tell
    proof: bool = False  # the council compares it with what was given the first time (see `Journey.earlier`)
    on_receipt: bool = False  # may be printed; never anything personal
    contacts: list[str] = []  # the council's contact cards to show
    urgent: bool = False  # a notice that cannot wait: shown as a warning
    outcome: Literal["", "answered", "not-yet", "too-late", "elsewhere", "not-eligible", "bring", "pay", "book"] = ""
    alternatives: list[Alternative] = []

    @property
    def is_question(self) -> bool:
        """Whether the page takes an answer."""
        return self.kind not in ("notice", "ending")


class SharedPages(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a file of shared pages says."""

    page: list[Page]


@dataclass(frozen=True)
class Origin:
    """Where a page is written: its file, and its place (from 0) among the tables there, mostly [[page]].

    Below 0: it is not written there; the journey's `for_whom` brings it.
    """

    file: Path
    index: int
    table: str = "page"

    def line(self, *steps: Step) -> int:
        """Return the line (from 1) of a key of the page, or of what lies in it, e.g. ("variant", 0, "ask").

        Of the nearest table or key around it where that has no line of its own; of `for_whom` for pages that it brings.
        """
        if self.index < 0:
            return line_of(read_text(self.file), key="for_whom")
        return line_at(read_text(self.file), [self.table, self.index, *steps])


def in_full(path: Path, pages: Sequence[Page], before: Sequence[Page] = ()) -> tuple[list[Page], list[Origin]]:
    """Return a journey's pages with those that it shares in their places, and where each is written.

    `before` are uses that its file does not write. Shared pages keep the variants that look at something this journey
    asks. Raises ConfigError for shared pages that are not there, or that use others.
    """
    found: list[tuple[Page, Origin]] = []
    for index, page in enumerate([*before, *pages], start=-len(before)):
        here = Origin(path, index)
        found += list(_shared(path, page, here)) if page.use else [(page, here)]
    asked: set[str] = set()
    fitting: list[Page] = []
    for page, origin in found:
        fitting.append(page if origin.file == path else _with_known_variants(page, asked))
        asked.add(page.id)
    return fitting, [origin for _, origin in found]


def _with_known_variants(page: Page, asked: Collection[str]) -> Page:
    def known(variant: Variant) -> bool:
        return all(name.partition(".")[0] in asked for name, _, _ in names_in(variant.when))

    return msgspec.structs.replace(page, variant=[variant for variant in page.variant if known(variant)])


def _shared(path: Path, page: Page, here: Origin) -> Iterator[tuple[Page, Origin]]:
    """Yield the pages that `page` stands for; its condition holds for each of them as well as their own."""
    if page != Page(use=page.use, when=page.when):
        remedy = "Leave the others out, or write the page here in place of `use`."
        raise ConfigError(
            path, "a page with `use` has no other key but `when`.", remedy, key="page.use", line=here.line("use")
        )
    folder = path.parent.parent / SHARED_FOLDER
    file = folder / f"{page.use}.toml"
    names = sorted(other.stem for other in folder.glob("*.toml"))
    if page.use not in names:
        remedy = f"Use one of: {', '.join(names)}." if names else f"Put {page.use}.toml into {folder}."
        problem = f"no shared pages are called {page.use!r}."
        key = "page.use" if here.index >= 0 else "for_whom"
        raise ConfigError(path, problem, remedy, key=key, line=here.line("use"))
    for index, shared in enumerate(load_toml_once(file, SharedPages).page):
        origin = Origin(file, index)
        if shared.use:
            remedy = "Write its pages here."
            raise ConfigError(file, "shared pages use no others.", remedy, key="page.use", line=origin.line("use"))
        yield msgspec.structs.replace(shared, when=_both(page.when, shared.when)), origin


def _both(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Return the condition that both of these hold."""
    if not first or not second:
        return dict(first or second)
    return {"all": [dict(first), dict(second)]}
