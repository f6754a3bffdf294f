"""One letter more in the search → what fits, among 10,000 articles, beside the same words asked of bare FTS5.

The time is what the search's thread takes for one letter; the words are typed letter by letter, with slips among them.
The floor asks a bare FTS5 table of the same texts for the same letters, words joined as FTS5 joins them.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from figure import AtMost, Figure

from kiosk.council_pack import load_council_pack
from kiosk.search.finder import Finder
from kiosk.search.index import Entry
from kiosk.search.knowledge import Knowledge, load_knowledge
from kiosk.search.synonyms import load_synonyms
from kiosk.search.words import words_of

ARTICLES = 10_000
_TYPED = (
    "rubbish collection", "council tax reduction", "councel tax", "how do i pay my rent", "blue badge", "potole",
    "noise from neighbours", "sbwriel", "treth gyngor", "free school meals", "i cannot pay my council tax bill",
    "old fridge and sofa", "benifits", "xylophone", "housing benefit and universal credit help", "the", "bin",
)  # fmt: skip


def measure(_folder: Path, *, thorough: bool) -> list[Figure]:
    """Return the 95th percentile of a letter, and the time to build the index, in milliseconds."""
    knowledge = load_knowledge(load_council_pack())
    entries = list(generated(knowledge, ARTICLES))
    began = time.perf_counter()
    finder = Finder(entries, load_synonyms(knowledge.pack.folder))
    built = (time.perf_counter() - began) * 1000
    bare_began = time.perf_counter()
    bare = _bare(entries)
    bare_built = (time.perf_counter() - bare_began) * 1000
    letters = [text[: end + 1] for text in _TYPED for end in range(1, len(text))] * (5 if thorough else 1)
    ours = _p95(lambda text: finder.find(text, typing=True), letters)
    floor = _p95(lambda text: _ask(bare, text), letters)
    return [
        AtMost("search-letter-p95", ours, "ms", floor, most=10.0),
        AtMost("search-index-built", built, "ms", bare_built, most=3000.0),
    ]


def generated(knowledge: Knowledge, count: int) -> Iterator[Entry]:
    """Yield articles of 90 words each: the council's own vocabulary, and rarer words made of its syllables."""
    chance = random.Random(4)
    texts = [text for name in knowledge.articles.heads for text in [knowledge.articles.article(name, "en").text]]
    common = [word for text in texts for word in words_of(text)]
    halves = (
        sorted({word[:4] for word in common if len(word) > 5}),
        sorted({word[4:] for word in common if len(word) > 6}),
    )
    rare = [a + b for a in halves[0][:110] for b in halves[1][:100]]
    for number in range(count):
        title = " ".join(chance.choices(common, k=4))
        body = " ".join(chance.choices(common, k=75) + chance.choices(rare, k=15))
        yield Entry("article", f"article-{number}", (title,), (chance.choice(rare),), body)


def _bare(entries: Sequence[Entry]) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE bare USING fts5(title, words, body, prefix='2 3')")
    rows = ((entry.titles[0], " ".join(entry.words), entry.body) for entry in entries)
    connection.executemany("INSERT INTO bare VALUES (?, ?, ?)", rows)
    return connection


def _ask(connection: sqlite3.Connection, text: str) -> list[tuple[int]]:
    words = words_of(text)
    asked = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    return connection.execute("SELECT rowid FROM bare WHERE bare MATCH ? ORDER BY rank LIMIT 8", (asked,)).fetchall()


def _p95(ask: Callable[[str], object], texts: Sequence[str]) -> float:
    times = []
    for text in texts:
        began = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.quantiles(times, n=20)[-1]
