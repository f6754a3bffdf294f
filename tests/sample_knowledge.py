"""What the demo council knows, read once, and pieces of it as the screens show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from sample_views import demo_pack

from kiosk.articles.live import NEEDS_ADDRESS, Moment, live_part
from kiosk.articles.recycling import by_letter
from kiosk.language import Language
from kiosk.search.knowledge import Knowledge, load_knowledge
from kiosk.search.views import ArticleView, ReadingList, Row, article_view, reading_list, row_of, where

TUESDAY = Moment(datetime.fromisoformat("2026-11-24T10:00"), trusted=True)


@cache
def demo_knowledge() -> Knowledge:
    return load_knowledge(demo_pack())


def give_rows(language: Language, text: str) -> list[Row]:
    knowledge = demo_knowledge()
    rows = [row_of(entry, knowledge, language) for entry in knowledge.finder.find(text).hits]
    return [_row(row, language) for row in rows]


def give_reading(language: Language, topic: str) -> ReadingList:
    knowledge = demo_knowledge()
    found = reading_list(knowledge.articles.of_topic(topic), knowledge, language)
    return replace(found, rows=tuple(_row(row, language) for row in found.rows))


def give_things(language: Language, most: int = 6) -> list[tuple[str, str]]:
    knowledge = demo_knowledge()
    return [
        (_theirs(thing.name(language.code).name, language), _theirs(where(thing, knowledge, language), language))
        for thing in knowledge.things[:most]
    ]


def give_article(language: Language, name: str, moment: Moment = TUESDAY) -> ArticleView:
    knowledge = demo_knowledge()
    live = knowledge.articles.heads[name].live
    address = knowledge.pack.gazetteer.at_postcode("FH1 4QT")[0] if live in NEEDS_ADDRESS else None
    part = live_part(live, knowledge, moment, language, address)
    letters = list(_letters(language.code)) if live == "recycling" else []
    view = article_view(name, knowledge, language, live=part, asks_address=live in NEEDS_ADDRESS, letters=letters)
    blocks = [
        replace(block, text=_theirs(block.text, language), points=tuple(_theirs(it, language) for it in block.points))
        for block in view.article.blocks
    ]
    article = replace(view.article, title=_theirs(view.article.title, language), blocks=tuple(blocks))
    return replace(view, article=article, related=tuple(_row(row, language) for row in view.related))


@cache
def _letters(code: str) -> tuple[str, ...]:
    return tuple(by_letter(demo_knowledge().things, code))


def _row(row: Row, language: Language) -> Row:
    return replace(row, title=_theirs(row.title, language), hint=_theirs(row.hint, language))


def _theirs(text: str, language: Language) -> str:
    """Put words that come from files of each language in the brackets of a pseudo-language, as its catalogue does."""
    brackets = language.translate("Search")[:1] == "⟦" and text != ""
    return f"⟦{text}⟧" if brackets else text
