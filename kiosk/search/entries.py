"""What of a council's pack can be found: its journeys, its articles, and the things of its recycling list."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.articles.library import Articles
from kiosk.articles.recycling import Thing
from kiosk.council_pack import CouncilPack
from kiosk.journey import Journey
from kiosk.search.index import Entry


def entries_of(pack: CouncilPack, articles: Articles, things: list[Thing]) -> list[Entry]:
    """Return everything that a resident may look for, in all languages of the pack."""
    found = [_journey(pack, journey) for journey in pack.journeys.values() if journey.topic]
    found += [_article(articles, name) for name in articles.heads]
    found += [Entry("item", thing.id, thing.names, thing.others) for thing in things]
    return found


def _journey(pack: CouncilPack, journey: Journey) -> Entry:
    texts = [journey.hint, *(page.ask for page in journey.page)]
    return Entry(
        "journey",
        journey.id,
        tuple(pack.in_every_language(journey.title).values()),
        (*journey.words, *_in_all(pack, [journey.hint])),
        "\n".join(_in_all(pack, texts)),
        tuple(journey.related),
    )


def _in_all(pack: CouncilPack, texts: list[str]) -> Iterator[str]:
    for text in texts:
        if text:
            yield from pack.in_every_language(text).values()


def _article(articles: Articles, name: str) -> Entry:
    versions = articles.languages_of(name)
    return Entry(
        "article",
        name,
        tuple(version.title for version in versions),
        tuple(word for version in versions for word in version.words),
        "\n".join(version.text for version in versions),
        tuple(articles.heads[name].related),
    )
