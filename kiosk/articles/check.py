"""What is wrong with a pack's articles and the lists beside them, by file and line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.articles.article import SCREENS, Article, Block, Head, HeadElsewhere, parse_article
from kiosk.articles.councillors import FILE as COUNCILLORS
from kiosk.articles.councillors import load_councillors
from kiosk.articles.hours import FILE as OPENING
from kiosk.articles.hours import load_places
from kiosk.articles.library import FOLDER, SOURCE, files_of
from kiosk.articles.recycling import FILE as RECYCLING
from kiosk.articles.recycling import PLACES, load_things
from kiosk.checks.subject import Subject
from kiosk.council_pack import Council
from kiosk.csv_file import read_rows
from kiosk.errors import ConfigError
from kiosk.language import own_name
from kiosk.problems import Problem, one_of, problem_of
from kiosk.search.synonyms import COLUMNS
from kiosk.search.synonyms import FILE as SYNONYMS
from kiosk.toml_file import read_text
from kiosk.toml_lines import line_of

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z]{2,3}\.md")
_LISTS: Mapping[str, Path] = {"recycling": RECYCLING, "councillor": COUNCILLORS, "open-now": OPENING}


@dataclass(frozen=True)
class _Pack:
    folder: Path
    council: Council
    journeys: Collection[str]
    articles: Collection[str]


def check_articles(folder: Path, council: Council, journeys: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong. `journeys` are the ids of the pack's."""
    names = [path.name.removesuffix(f".{SOURCE}.md") for path in files_of(folder, SOURCE)]
    pack = _Pack(folder, council, journeys, names)
    yield from _strangers(pack)
    for path in files_of(folder, SOURCE):
        try:
            head, article = parse_article(path, read_text(path), Head)
        except ConfigError as error:
            yield problem_of(error)
            continue
        yield from _head(pack, path, head, article.id)
        yield from _links(pack, path, article)
        for code in council.languages:
            if code != SOURCE:
                yield from _translation(pack, code, article)
    yield from _asked_most(pack)
    yield from _things(pack)
    yield from _synonyms(pack)
    for load in (lambda: load_places(folder, council.languages), lambda: load_councillors(folder)):
        try:
            load()
        except ConfigError as error:
            yield problem_of(error)


def check_related(folder: Path, subjects: Sequence[Subject]) -> Iterator[Problem]:
    """Yield what journeys are said to be related to and is not there."""
    articles = [path.name.removesuffix(f".{SOURCE}.md") for path in files_of(folder, SOURCE)]
    for subject in subjects:
        for name in subject.journey.related:
            if name == subject.journey.id:
                yield subject.problem("related", "the journey is related to itself.", "Take it out of `related`.")
            elif name not in subject.journeys and name not in articles:
                what = f"no journey or article is called {name!r}."
                yield subject.problem("related", what, "Name one that there is.")


def _strangers(pack: _Pack) -> Iterator[Problem]:
    """Yield files that nobody would ever read."""
    for path in sorted((pack.folder / FOLDER).glob("*")):
        code = path.suffixes[0][1:] if path.suffixes else ""
        if not _NAME.fullmatch(path.name):
            yield Problem(path, 0, "this is no name of an article.", "Name it like bin-days.en.md.")
        elif code not in pack.council.languages:
            yield Problem(path, 0, f"the council has no language {code!r}.", one_of(pack.council.languages))
        elif path.name.removesuffix(f".{code}.md") not in pack.articles:
            yield Problem(path, 0, "this article has no English.", f"Add {path.name.replace(code, SOURCE)}.")


def _head(pack: _Pack, path: Path, head: Head, name: str) -> Iterator[Problem]:
    text = read_text(path)
    topics = [topic.id for topic in pack.council.topics]
    if head.topic not in topics:
        yield Problem(path, line_of(text, key="topic"), f"there is no topic {head.topic!r}.", one_of(topics))
    for other in head.related:
        line = line_of(text, key="related")
        if other == name:
            yield Problem(path, line, "the article is related to itself.", "Take it out of `related`.")
        elif other not in pack.journeys and other not in pack.articles:
            yield Problem(path, line, f"no journey or article is called {other!r}.", "Name one that there is.")
    wanted = _LISTS.get(head.live)
    if wanted is not None and not (pack.folder / wanted).exists():
        line = line_of(text, key="live")
        yield Problem(path, line, f"`live` needs {wanted}, which is missing.", "Put it there, or leave `live` out.")


def _links(pack: _Pack, path: Path, article: Article) -> Iterator[Problem]:
    there: Mapping[str, Collection[str]] = {
        "journey": pack.journeys,
        "article": pack.articles,
        "contact": [contact.id for contact in pack.council.contacts],
        "topic": [topic.id for topic in pack.council.topics],
        "screen": SCREENS,
    }
    for block in article.blocks:
        link = block.link
        if link is not None and link.target not in there[link.kind]:
            known = sorted(there[link.kind])
            yield Problem(path, block.line, f"there is no {link.kind} {link.target!r}.", one_of(known))


def _translation(pack: _Pack, code: str, article: Article) -> Iterator[Problem]:
    path = pack.folder / FOLDER / f"{article.id}.{code}.md"
    if not path.exists():
        yield Problem(path, 0, f"the article {article.id!r} is missing in {own_name(code)}.", "Translate it.")
        return
    try:
        _, other = parse_article(path, read_text(path), HeadElsewhere)
    except ConfigError as error:
        yield problem_of(error)
        return
    for ours, theirs in zip(article.blocks, other.blocks, strict=False):
        if _shape(ours) != _shape(theirs):
            what = f"here stands {_words(theirs)}, in English {_words(ours)}."
            yield Problem(path, theirs.line, what, "Give both the same paragraphs, points and links in one order.")
            return
    if len(article.blocks) != len(other.blocks):
        what = f"this has {len(other.blocks)} paragraphs, lists and links, the English {len(article.blocks)}."
        yield Problem(path, 0, what, "Give both the same.")


def _shape(block: Block) -> tuple[object, ...]:
    return block.kind, len(block.points), block.link


def _words(block: Block) -> str:
    if block.kind == "points":
        return f"a list of {len(block.points)}"
    return f"a link to {block.link.way}" if block.link else f"a {block.kind}"


def _asked_most(pack: _Pack) -> Iterator[Problem]:
    path = pack.folder / "council.toml"
    for name in pack.council.asked_most:
        if name not in pack.journeys and name not in pack.articles:
            line = line_of(read_text(path), key="asked_most")
            yield Problem(path, line, f"no journey or article is called {name!r}.", "Name one that there is.")


def _things(pack: _Pack) -> Iterator[Problem]:
    path = pack.folder / RECYCLING
    places: Sequence[str] = list(pack.council.words.get(PLACES, {}))
    try:
        things = load_things(pack.folder, pack.council.languages)
    except ConfigError as error:
        yield problem_of(error)
        return
    seen: set[str] = set()
    for thing in things:
        if thing.id in seen or not thing.id:
            yield Problem(path, thing.line, f"the id {thing.id!r} is here already, or empty.", "Give each its own.")
        seen.add(thing.id)
        for code in pack.council.languages:
            if code not in thing.by_language:
                yield Problem(path, thing.line, f"{thing.id!r} has no name in {own_name(code)}.", "Add it.")
        for place in thing.where or ("",):
            if place not in places:
                yield Problem(path, thing.line, f"nothing goes to {place!r}.", one_of(places))


def _synonyms(pack: _Pack) -> Iterator[Problem]:
    path = pack.folder / SYNONYMS
    if not path.exists():
        return
    try:
        rows = read_rows(path, COLUMNS)
    except ConfigError as error:
        yield problem_of(error)
        return
    seen: set[tuple[str, ...]] = set()
    for line, row in rows:
        pair = (row["word"], row["means"])
        if not all(pair) or row["word"] == row["means"]:
            yield Problem(path, line, "a word and another that means the same belong here.", "Write both.")
        if row["language"] not in pack.council.languages:
            yield Problem(path, line, f"there is no language {row['language']!r}.", one_of(pack.council.languages))
        if pair in seen:
            yield Problem(path, line, f"{row['word']!r} for {row['means']!r} stands here already.", "Take one out.")
        seen.add(pair)
