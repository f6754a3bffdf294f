"""All that a kiosk knows to tell besides its journeys, and the search over both. Read in the background."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kiosk.articles.councillors import Councillor, load_councillors
from kiosk.articles.hours import Place, load_places
from kiosk.articles.library import Articles, load_articles
from kiosk.articles.recycling import Thing, load_things
from kiosk.council_pack import CouncilPack
from kiosk.errors import ConfigError
from kiosk.search.entries import entries_of
from kiosk.search.finder import Finder
from kiosk.search.synonyms import Synonyms, load_synonyms

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Knowledge:
    """One pack's articles, lists and search."""

    pack: CouncilPack
    finder: Finder
    articles: Articles = field(default_factory=Articles)
    things: Sequence[Thing] = ()
    places: Sequence[Place] = ()
    councillors: Mapping[str, Sequence[Councillor]] = field(default_factory=dict)

    def thing(self, thing_id: str) -> Thing | None:
        """Return a thing of the recycling list, or None."""
        return next((thing for thing in self.things if thing.id == thing_id), None)

    def article_with(self, live: str) -> str:
        """Return the id of the article that works this out, empty where none does."""
        return next((name for name, head in self.articles.heads.items() if head.live == live), "")


def load_knowledge(pack: CouncilPack) -> Knowledge:
    """Return what a pack knows. Reads the disk. Raises ConfigError naming file and line."""
    folder, languages = pack.folder, pack.council.languages
    articles, things = load_articles(folder, languages), load_things(folder, languages)
    finder = Finder(entries_of(pack, articles, things), load_synonyms(folder))
    return Knowledge(pack, finder, articles, things, load_places(folder, languages), load_councillors(folder))


def whatever_is_known(pack: CouncilPack) -> Knowledge:
    """Return what a pack knows; of one whose articles cannot be read, its journeys. Reads the disk."""
    try:
        return load_knowledge(pack)
    except ConfigError as error:
        _LOG.error("the articles are not offered: %s", error)
        return Knowledge(pack, Finder(entries_of(pack, Articles(), []), Synonyms([])))
