"""The words of the pages that tell something: the list by topic, what was found, and one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from kiosk.articles.article import Block, Link
from kiosk.articles.live import NEEDS_ADDRESS, LivePart, Moment, live_part
from kiosk.articles.recycling import by_letter
from kiosk.collation import sort_key
from kiosk.contact_words import contact_ways
from kiosk.language import Language, marked
from kiosk.open_days import heading_in_place, standing_of
from kiosk.search.index import Entry
from kiosk.search.knowledge import Knowledge
from kiosk.search.views import offered, where

ARTICLES = "/a"
LONGEST_ASKED = 200
_LETTER = "letter-"
_AT_THE_SCREEN = marked("You can do this on the screen in your library, or ask us.")
_WITH_ADDRESS = marked("To look this up for your own address, use the screen in your library, or ask us.")


@dataclass(frozen=True)
class Line:
    """One thing to read on: what it is called, where it leads (empty: nowhere on these pages), and more about it."""

    label: str
    link: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """Lines below a heading. `anchor` is its name in the address of the page."""

    heading: str
    lines: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Piece:
    """A piece of an article: paragraph, title, points, link, contact (ways as points), or do (at a screen)."""

    kind: str
    text: str = ""
    points: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True)
class ReadingView:
    """Everything on one page, ready to be placed. `lang` is the article's where that is not the page's."""

    heading: str
    intro: str = ""
    asked: str = ""
    groups: tuple[Group, ...] = ()
    pieces: tuple[Piece, ...] = ()
    live: LivePart | None = None
    lang: str = ""
    status: int = 200

    @property
    def letters(self) -> tuple[Group, ...]:
        """The groups that are letters of an alphabet, for a row of short ways to them."""
        return tuple(group for group in self.groups if group.anchor.startswith(_LETTER))


@dataclass(frozen=True)
class Around:
    """What stands on every page to read."""

    search: str
    button: str
    letters: str
    whole_list: str
    list_address: str
    longest: int = LONGEST_ASKED


def overview(knowledge: Knowledge, language: Language) -> ReadingView:
    """Return the list of all articles, by topic."""
    say = language.translate
    groups = []
    for topic in knowledge.pack.council.topics:
        names = knowledge.articles.of_topic(topic.id)
        lines = [_line("article", name, knowledge, language) for name in names]
        lines.sort(key=lambda line: sort_key(line.label, language.code))
        if lines:
            groups.append(Group(say(topic.title), tuple(lines), topic.id))
    intro = say("Search in your own words, or choose from the list below.")
    return ReadingView(say("What do you want to know?"), intro, groups=tuple(groups))


def found(asked: str, knowledge: Knowledge, language: Language, today: date) -> ReadingView:
    """Return what fits `asked`; where nothing does, what comes near. Journeys that are not open are left out."""
    say = language.translate
    result = offered(knowledge.finder.find(asked[:LONGEST_ASKED]), knowledge, today)
    if result.hits:
        lines = tuple(_of_entry(entry, knowledge, language) for entry in result.hits)
        intro = say("Showing results for {words}.", words=result.instead) if result.instead else ""
        return ReadingView(say("This is what we found"), intro, asked[:LONGEST_ASKED], (Group("", lines),))
    lines = tuple(_of_entry(entry, knowledge, language) for entry in result.nearest)
    groups = (Group(say("Did you mean one of these?"), lines),) if lines else ()
    intro = say("Try other words, or fewer. Or ask someone: they are happy to help.")
    return ReadingView(say("We did not find that"), intro, asked[:LONGEST_ASKED], groups)


def article(name: str, knowledge: Knowledge, language: Language, now: datetime) -> ReadingView:
    """Return one article. Raises KeyError for one that there is not."""
    head, text = knowledge.articles.heads[name], knowledge.articles.article(name, language.code)
    live = live_part(head.live, knowledge, Moment(now, trusted=True), language, None)
    note = language.translate(_WITH_ADDRESS) if head.live in NEEDS_ADDRESS else ""
    linked = {link.target for link in text.links}
    groups = [*_list_of_things(knowledge, language)] if head.live == "recycling" else []
    journeys, today = knowledge.pack.journeys, now.date()
    others = [it for it in head.related if it not in linked and (it not in journeys or journeys.is_open(it, today))]
    related = _related(others, knowledge, language)
    if related:
        groups.append(Group(language.translate("People also look at"), tuple(related)))
    spoken = "" if text is knowledge.articles.texts.get(language.code, {}).get(name) else "en"
    pieces = tuple(_piece(block, knowledge, language, today) for block in text.blocks)
    return ReadingView(text.title, note, groups=tuple(groups), pieces=pieces, live=live, lang=spoken)


def not_there(language: Language) -> ReadingView:
    """Return the page for an article that there is not, or not any more."""
    intro = language.translate("It may have moved. Search for it, or look at the list of everything.")
    return ReadingView(language.translate("This page is not here"), intro, status=404)


def nothing_yet(language: Language) -> ReadingView:
    """Return the page of a hub that has published nothing."""
    intro = language.translate("Please ask us in one of the ways below.")
    return ReadingView(language.translate("There is nothing to read here yet"), intro, status=404)


def not_now(language: Language) -> ReadingView:
    """Return the page for when the database does not answer."""
    intro = language.translate("Please try again in a few minutes, or ask us.")
    return ReadingView(language.translate("Sorry, this is not working just now"), intro, status=503)


def around(language: Language, path: str, view: ReadingView) -> Around:
    """Return what stands around `view` at `path`: the search, and the way to the whole list where it is not that."""
    say = language.translate
    here = path == ARTICLES and not view.asked
    whole = "" if here or view.status == 503 else f"{ARTICLES}?{urlencode({'lang': language.code})}"
    return Around(say("Search in your own words"), say("Search"), say("Letters"), say("Everything we tell here"), whole)


def address_of(name: str, language: Language) -> str:
    """Return the address of an article."""
    return f"{ARTICLES}/{quote(name)}?{urlencode({'lang': language.code})}"


def _piece(block: Block, knowledge: Knowledge, language: Language, today: date) -> Piece:
    if block.link is None:
        return Piece(block.kind, block.text, block.points)
    if block.link.kind == "contact":
        card = knowledge.pack.contact(block.link.target)
        return Piece("contact", language.translate(card.name), tuple(told for _, told in contact_ways(card, language)))
    if block.link.kind == "journey":
        standing = standing_of(knowledge.pack.journeys[block.link.target], today)
        how = _AT_THE_SCREEN if standing == "open" else heading_in_place(standing)
        return Piece("do", block.text, (language.translate(how),))
    return Piece("link", block.text, link=_leads_to(block.link, language))


def _leads_to(link: Link, language: Language) -> str:
    """Return the address on these pages for where a kiosk's button leads; else the ways to reach the council."""
    if link.kind == "article":
        return address_of(link.target, language)
    if link.kind == "topic":
        return f"{ARTICLES}?{urlencode({'lang': language.code})}#{quote(link.target)}"
    return f"/t?{urlencode({'lang': language.code})}" if link.target == "check-progress" else "#ways"


def _list_of_things(knowledge: Knowledge, language: Language) -> Iterator[Group]:
    for letter, things in by_letter(knowledge.things, language.code).items():
        lines = tuple(Line(thing.name(language.code).name, hint=where(thing, knowledge, language)) for thing in things)
        yield Group(letter, lines, f"{_LETTER}{letter.lower()}")


def _related(names: Sequence[str], knowledge: Knowledge, language: Language) -> list[Line]:
    kinds = [("journey" if name in knowledge.pack.journeys else "article", name) for name in names]
    known = [it for it in kinds if it[0] == "journey" or it[1] in knowledge.articles.heads]
    return [_line(kind, name, knowledge, language) for kind, name in known]


def _of_entry(entry: Entry, knowledge: Knowledge, language: Language) -> Line:
    thing = knowledge.thing(entry.id) if entry.kind == "item" else None
    if thing is None:
        return _line(entry.kind, entry.id, knowledge, language)
    listed = knowledge.article_with("recycling")
    name = thing.name(language.code).name
    return Line(name, address_of(listed, language) if listed else "", where(thing, knowledge, language))


def _line(kind: str, name: str, knowledge: Knowledge, language: Language) -> Line:
    if kind == "journey":
        return Line(language.translate(knowledge.pack.journeys[name].title), hint=language.translate(_AT_THE_SCREEN))
    return Line(knowledge.articles.article(name, language.code).title, address_of(name, language))
