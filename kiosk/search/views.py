"""What the screens of the search show, as plain data in the resident's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kiosk.articles.article import Article
from kiosk.articles.live import LivePart
from kiosk.articles.recycling import Thing
from kiosk.collation import sort_key
from kiosk.council_pack import Contact
from kiosk.language import Language, marked
from kiosk.search.finder import Found
from kiosk.search.index import Entry
from kiosk.search.knowledge import Knowledge

READ = marked("Read about it")
DO = marked("Do it here")
MOST_ASKED = 10


@dataclass(frozen=True)
class Row:
    """One thing to touch. `way` says what it is and where it leads, such as "article:bin-days"."""

    way: str
    title: str
    hint: str = ""
    icon: str = ""


@dataclass(frozen=True)
class ArticleView:
    """An article as it reads now. `letters` are those of the recycling list, none elsewhere."""

    article: Article
    contacts: dict[str, Contact]
    live: LivePart | None = None
    asks_address: bool = False
    letters: tuple[str, ...] = ()
    related: tuple[Row, ...] = ()


@dataclass(frozen=True)
class ReadingList:
    """What can be read about a topic; `in_english` where none of it is in the reader's language."""

    rows: tuple[Row, ...] = ()
    in_english: bool = False


NOTHING_TO_READ = ReadingList()


def row_of(entry: Entry, knowledge: Knowledge, language: Language) -> Row:
    """Return something that was found as a row."""
    if entry.kind == "item" and (thing := knowledge.thing(entry.id)) is not None:
        return Row(f"item:{entry.id}", thing.name(language.code).name, where(thing, knowledge, language), "recycle")
    return _row(entry.kind, entry.id, knowledge, language)


def rows_of(names: list[str], knowledge: Knowledge, language: Language) -> tuple[Row, ...]:
    """Return journeys and articles, named by their ids, as rows; what is neither is left out."""
    kinds = [("journey" if name in knowledge.pack.journeys else "article", name) for name in names]
    known = [it for it in kinds if it[0] == "journey" or it[1] in knowledge.articles.heads]
    return tuple(_row(kind, name, knowledge, language) for kind, name in known)


def reading_list(names: Sequence[str], knowledge: Knowledge, language: Language) -> ReadingList:
    """Return articles as rows, in the order of their titles. A journey of the same name is another thing."""
    rows = [_row("article", name, knowledge, language) for name in names]
    theirs = knowledge.articles.texts.get(language.code, {})
    ordered = sorted(rows, key=lambda row: sort_key(row.title, language.code))
    return ReadingList(tuple(ordered), in_english=bool(rows) and not any(name in theirs for name in names))


def offered(found: Found, knowledge: Knowledge, day: date | None) -> Found:
    """Return what was found, without the journeys that are not open on a day."""

    def is_offered(entry: Entry) -> bool:
        return entry.kind != "journey" or knowledge.pack.journeys.is_open(entry.id, day)

    return replace(found, hits=tuple(filter(is_offered, found.hits)), nearest=tuple(filter(is_offered, found.nearest)))


def asked_most(knowledge: Knowledge, opened: Sequence[str] = (), day: date | None = None) -> list[str]:
    """Return what to offer before anything is typed: what was `opened` most, then what the council names.

    Without either, what stands first. With a day no journey that is not open then.
    """
    journeys = knowledge.pack.journeys
    own = [name for name, journey in journeys.items() if journey.topic and journeys.is_open(name, day)]
    known = [*own, *knowledge.articles.heads]
    named = [name for name in dict.fromkeys([*opened, *knowledge.pack.council.asked_most]) if name in known]
    return (named or known)[:MOST_ASKED]


def where(thing: Thing, knowledge: Knowledge, language: Language) -> str:
    """Return where a thing goes, and what to do first: "Recycling (blue bin). Rinse it."."""
    places = knowledge.pack.council.words.get("recycling", {})
    known = [places[it] for it in thing.where if it in places]
    ways = language.one_of([language.translate(it.short if at else it.label) for at, it in enumerate(known)])
    return ". ".join(part for part in (ways, thing.name(language.code).note) if part)


def article_view(
    name: str,
    knowledge: Knowledge,
    language: Language,
    *,
    live: LivePart | None,
    asks_address: bool,
    letters: list[str],
) -> ArticleView:
    """Return an article as it is shown."""
    article, head = knowledge.articles.article(name, language.code), knowledge.articles.heads[name]
    contacts = {link.target: knowledge.pack.contact(link.target) for link in article.links if link.kind == "contact"}
    linked = {link.target for link in article.links}
    related = rows_of([it for it in head.related if it not in linked], knowledge, language)
    return ArticleView(article, contacts, live, asks_address, tuple(letters), related)


def _row(kind: str, name: str, knowledge: Knowledge, language: Language) -> Row:
    if kind == "journey":
        journey = knowledge.pack.journeys[name]
        return Row(
            f"journey:{name}", language.translate(journey.title), language.translate(DO), journey.icon or "check"
        )
    title = knowledge.articles.article(name, language.code).title
    return Row(f"article:{name}", title, language.translate(READ), "info")
