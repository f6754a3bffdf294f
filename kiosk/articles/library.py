"""All articles of a pack, in every language that it has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.articles.article import Article, Head, HeadElsewhere, parse_article
from kiosk.toml_file import read_text

FOLDER = "articles"
SOURCE = "en"


@dataclass(frozen=True)
class Articles:
    """What each article is about, and its text by language. English has them all."""

    heads: Mapping[str, Head] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Article]] = field(default_factory=dict)

    def article(self, article_id: str, code: str) -> Article:
        """Return an article in a language; in English where that has none. Raises KeyError for an unknown id."""
        found = self.texts.get(code, {}).get(article_id)
        return found or self.texts[SOURCE][article_id]

    def languages_of(self, article_id: str) -> list[Article]:
        """Return an article in each language that has it, English first."""
        return [texts[article_id] for texts in self.texts.values() if article_id in texts]

    def of_topic(self, topic: str) -> list[str]:
        """Return the ids of a topic's articles, in alphabetical order."""
        return sorted(name for name, head in self.heads.items() if head.topic == topic)


def load_articles(folder: Path, languages: Collection[str]) -> Articles:
    """Return the articles in a pack's folder; none where it has no such folder. Reads the disk. Raises ConfigError."""
    heads: dict[str, Head] = {}
    texts: dict[str, dict[str, Article]] = {SOURCE: {}}
    for path in files_of(folder, SOURCE):
        head, article = parse_article(path, read_text(path), Head)
        heads[article.id], texts[SOURCE][article.id] = head, article
    for code in languages:
        for path in files_of(folder, code) if code != SOURCE else ():
            _, article = parse_article(path, read_text(path), HeadElsewhere)
            if article.id in heads:
                texts.setdefault(code, {})[article.id] = article
    return Articles(heads, texts)


def files_of(folder: Path, code: str) -> list[Path]:
    """Return the files of a pack's articles in one language, in the order of their names."""
    return sorted((folder / FOLDER).glob(f"*.{code}.md"))
