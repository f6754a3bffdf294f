"""A council's content as one folder: `council.toml`, journeys, addresses and catalogues. Read once, never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from kiosk.accounts import Account, wrong_with
from kiosk.collation import sort_key
from kiosk.errors import ConfigError
from kiosk.gazetteer import Gazetteer
from kiosk.journey_pages import AtLeastOne
from kiosk.journeys import FOLDER, Journeys
from kiosk.language import PRODUCT_CATALOGUES, Language, load_language
from kiosk.toml_file import load_toml, read_text
from kiosk.toml_lines import line_of

if TYPE_CHECKING:
    from kiosk.journey import Journey

DEMO_COUNCIL = Path(__file__).parent / "council"


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One way to reach somebody; never a voice call alone (R34)."""

    id: str
    name: str
    phone: str = ""
    text: str = ""  # the number to send a text message to
    relay: str = ""  # how to call through the relay service
    sign_language: str = ""  # how to reach them in sign language
    email: str = ""
    web: str = ""
    desk: str = ""
    hours: str = ""


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way in by what people need (R29)."""

    id: str
    title: str
    hint: str
    icon: str


class Body(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody else who looks after things here (R28)."""

    id: str
    name: str
    contact: str


class Partner(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Somebody outside the council whom answers may be shared with, where a resident agrees."""

    id: str  # what journeys call it
    name: str  # as it stands in "we share this with …"
    contact: str = ""  # a contact card
    does: str = ""  # "free help with money and debts"


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A problem that the council knows about (R26): the LGSL services, the streets (USRN), and what it says."""

    services: list[int]
    streets: list[str]
    text: str
    until: date | None = None


class UrgentHelp(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """ "I need help today": a situation, what to know first, and whom to call or text now."""

    id: str
    title: str
    text: list[str]
    contacts: list[str]
    icon: str = ""


class Interpreter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How somebody gets an interpreter whose language has no words here (R33)."""

    journey: str  # the journey that asks for one
    page: str  # its page that asks for the language
    languages: dict[str, str]  # by the code of a language: the option of that page which means it
    given: dict[str, str] = {}  # other pages of it, answered beforehand

    def chosen(self, code: str) -> dict[str, str]:
        """Return all that is answered beforehand for somebody who speaks a language. Raises KeyError."""
        return {**self.given, self.page: self.languages[code]}


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A thing's name as an option, and in the middle of a sentence."""

    label: str
    short: str


class Collections(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Bin collections: any Monday that starts a week A, when crews finish, and how long a report is taken."""

    week_a: date
    finish: time
    limit_working_days: AtLeastOne = 2


class Council(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What `council.toml` says."""

    id: str
    name: str
    languages: list[str]
    contact: str
    contacts: list[Contact]
    topics: list[Topic]
    collections: Collections
    further_languages: list[str] = []
    country: Literal["england", "wales"] = "england"
    timezone: str = "Europe/London"
    closed_days: list[date] = []
    drama_numbers: bool = False  # Ofcom's numbers for drama are taken: for demonstrations only
    bodies: list[Body] = []
    partners: list[Partner] = []  # whom answers may be shared with
    accounts: dict[str, Account] = {}  # the council's own numbers, by name
    problems: list[Problem] = []
    help_today: list[UrgentHelp] = []
    see_someone: list[str] = []
    asked_most: list[str] = []  # journeys and articles that the search offers before anything is typed
    interpreter: Interpreter | None = None
    words: dict[str, dict[str, Word]] = {}
    picture_credit: str = ""  # who drew the pictures of easy read and under which licence, where that must be said
    plain: list[str] = []  # names that people must know as they are ("National Insurance"): no check counts them
    spoken: dict[str, dict[str, str]] = {}  # by language: how the words that voices say wrong are said (PIP: P I P)

    @property
    def offered(self) -> list[str]:
        """The languages that residents can choose, by code."""
        return list(dict.fromkeys([*self.languages, *self.further_languages]))

    @property
    def calendar(self) -> str:
        """The calendar of bank holidays, as `kiosk.working_days` names it."""
        return "WLS" if self.country == "wales" else "ENG"


@dataclass(frozen=True)
class CouncilPack:
    """A council's content. What is not looked at is not read (`Journeys`, `Gazetteer`)."""

    folder: Path
    council: Council
    journeys: Journeys
    gazetteer: Gazetteer
    _languages: dict[str, Language] = field(default_factory=dict, init=False, repr=False, compare=False)

    def prove(self, *, whole: bool) -> None:
        """Read the addresses, and what else of council.toml may be wrong; with `whole` every journey too.

        Raises ConfigError naming file, line and key.
        """
        _check_accounts(self.folder / "council.toml", self.council)
        self.gazetteer.read()
        if whole:
            self.journeys.prove([topic.id for topic in self.council.topics])

    def contact(self, contact_id: str) -> Contact:
        """Return a contact card. Raises KeyError."""
        return {contact.id: contact for contact in self.council.contacts}[contact_id]

    def body(self, body_id: str) -> Body:
        """Return a responsible body. Raises KeyError."""
        return {body.id: body for body in self.council.bodies}[body_id]

    def topics(self, day: date | None = None) -> list[Topic]:
        """Return the topics that have a journey, in the council's order (R29): on a day, one that is open then."""
        used = {self.journeys.topic_of(name) for name in self.journeys if self.journeys.is_open(name, day)}
        return [topic for topic in self.council.topics if topic.id in used]

    def journeys_of(self, topic_id: str, language: Language | None = None, day: date | None = None) -> list[Journey]:
        """Return a topic's journeys, by their titles in a language (English where none is given), in its alphabet.

        With a day only those that are open then.
        """
        spoken, known = language or Language(), self.journeys
        found = [known[name] for name in known if known.topic_of(name) == topic_id and known.is_open(name, day)]
        return sorted(found, key=lambda journey: sort_key(spoken.translate(journey.title), spoken.code))

    def is_in(self, journey: Journey, language: Language) -> bool:
        """Say whether a journey has its words in a language."""
        return language.code in journey.languages_in(self.council.languages)

    def journey_to(self, act: Literal["withdraw", "correct"]) -> Journey | None:
        """Return the journey that does this with an earlier submission, None where the council has none."""
        return next((self.journeys[name] for name in self.journeys if self.journeys.about_earlier(name) == act), None)

    def known_problem(self, usrn: str, service: int, today: date) -> Problem | None:
        """Return what the council already knows about a street and service (R26)."""
        for problem in self.council.problems:
            current = problem.until is None or today <= problem.until
            if current and service in problem.services and usrn in problem.streets:
                return problem
        return None

    @cached_property
    def zone(self) -> ZoneInfo:
        """The council's time zone."""
        return ZoneInfo(self.council.timezone)

    def language(self, code: str) -> Language:
        """Return one of the council's languages; its catalogues are read once. Raises ConfigError."""
        if code not in self._languages:
            self._languages[code] = load_language(code, [PRODUCT_CATALOGUES, self.folder / "locale"])
        return self._languages[code]

    def in_every_language(self, text: str) -> dict[str, str]:
        """Return a text in English and in each of the council's languages that has it, by code."""
        found = {"en": text}
        for code in self.council.offered:
            try:
                words = self.language(code).translate(text)
            except ConfigError:  # a catalogue that is broken keeps nobody from sending; `kiosk doctor` names it
                continue
            if words != text:
                found[code] = words
        return found


def load_council(folder: Path) -> Council:
    """Return what a pack's `council.toml` says. Raises ConfigError naming file, line and key."""
    council = _council(folder)
    _check_accounts(folder / "council.toml", council)
    return council


def load_council_pack(folder: Path = DEMO_COUNCIL, *, whole: bool = False) -> CouncilPack:
    """Return a council's content, its addresses too. Raises ConfigError naming file, line and key.

    With `whole` every journey is read at once, so that nobody meets a wrong one later.
    """
    pack = load_for_welcome(folder)
    pack.prove(whole=whole)
    return pack


def load_for_welcome(folder: Path) -> CouncilPack:
    """Return a council's content with no more read of it than Welcome shows; `CouncilPack.prove` reads the rest.

    Raises ConfigError naming file, line and key.
    """
    council = _council(folder)
    journeys = Journeys(folder)
    if not journeys:
        raise ConfigError(folder / FOLDER, "there is no journey here.", "Put at least one journey file (*.toml).")
    return CouncilPack(folder, council, journeys, Gazetteer(folder))


def _council(folder: Path) -> Council:
    path = folder / "council.toml"
    council = load_toml(path, Council)
    _check(path, council)
    return council


def _check_accounts(path: Path, council: Council) -> None:
    """Raise ConfigError for a kind of number whose shape or example is wrong; the sums are in a slow library."""
    for name, account in council.accounts.items():
        for key, problem, remedy in wrong_with(account):
            raise _wrong(path, problem, remedy, key, f"accounts.{name}")


def _wrong(path: Path, problem: str, remedy: str, key: str, table: str = "", index: int | None = None) -> ConfigError:
    line = line_of(read_text(path), table, index, key)
    return ConfigError(path, problem, remedy, key=f"{table}.{key}".lstrip("."), line=line)


def _check(path: Path, council: Council) -> None:
    """Raise ConfigError for what types cannot say: contacts that do not exist, languages, the time zone."""

    def refuse(problem: str, remedy: str, key: str, table: str = "", index: int | None = None) -> None:
        raise _wrong(path, problem, remedy, key, table, index)

    contacts = [contact.id for contact in council.contacts]
    for key, table, index, contact in _contacts_used(council):
        if contact not in contacts:
            refuse(f"no contact is called {contact!r}.", _one_of(contacts), key, table, index)
    for index, card in enumerate(council.contacts):
        others = (card.text, card.relay, card.sign_language, card.email, card.web, card.desk)
        if card.phone and not any(others):
            remedy = "Add text, relay, sign_language, email, web or desk (R34)."
            refuse(f"a voice call is the only way to reach {card.id!r}.", remedy, "phone", "contacts", index)
    if council.collections.week_a.weekday() != 0:
        remedy = "Use the day of any Monday that starts a week A."
        refuse(f"{council.collections.week_a} is no Monday.", remedy, "week_a", "collections")
    if "en" not in council.languages:
        refuse("English, the source language, is missing.", 'Add "en".', "languages")
    if twice := sorted(set(council.languages) & set(council.further_languages)):
        refuse(f"{twice[0]!r} stands in `languages` already.", "Take it out of one of the two.", "further_languages")
    try:
        ZoneInfo(council.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        refuse(f"{council.timezone!r} is no time zone.", 'Use a name such as "Europe/London".', "timezone")


def _contacts_used(council: Council) -> Iterator[tuple[str, str, int | None, str]]:
    """Yield (key, table, its index, contact id) wherever the council's file names a contact."""
    yield "contact", "", None, council.contact
    for contact in council.see_someone:
        yield "see_someone", "", None, contact
    for index, body in enumerate(council.bodies):
        yield "contact", "bodies", index, body.contact
    for index, partner in enumerate(council.partners):
        if partner.contact:
            yield "contact", "partners", index, partner.contact
    for index, help_ in enumerate(council.help_today):
        for contact in help_.contacts:
            yield "contacts", "help_today", index, contact


def _one_of(names: Sequence[str]) -> str:
    return f"Use one of: {', '.join(names)}."
