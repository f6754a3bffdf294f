"""One article: a file of Markdown's simplest marks below a few lines of TOML. Read and checked line by line.

    +++
    topic = "bins-and-recycling"
    words = ["bin day"]
    related = ["what-goes-where"]
    review_by = 2027-04-01
    live = "collection-day"
    +++
    # When are my bins emptied?

    Put them out by 6 in the morning.

    ## If we missed it

    - Leave it out.

    [Report a missed bin](journey:missed-bin)

A link stands on a line of its own, and becomes a button. What no language changes stands in the English file alone:
another language's file begins with `words` or nothing between the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, NoReturn, TypeVar, get_args

import msgspec

from kiosk.errors import ConfigError
from kiosk.problems import one_of
from kiosk.toml_file import parse_toml
from kiosk.toml_lines import line_at
from kiosk.toml_mistakes import mistake_in

Live = Literal["", "collection-day", "councillor", "open-now", "recycling", "standards"]
"""What an article works out for whoever reads it, besides its text (`kiosk.articles.live`)."""

LinkKind = Literal["journey", "article", "contact", "topic", "screen"]
SCREENS = ("see-someone", "help-today", "check-progress")
"""What a link of the kind `screen` may lead to."""

BlockKind = Literal["paragraph", "title", "points", "link"]

_MARK = "+++"
_LINK = re.compile(r"\[(?P<label>[^\[\]]+)\]\((?P<kind>[a-z]+):(?P<target>[^()\s]+)\)")
_OTHER_MARKUP = re.compile(r"\*\*|__|`|!\[|\]\(|</?[a-z]|^(#{3,}|>|\* |\d+\. |\|)")


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands above an English article. `words` are other words that people use for it."""

    topic: str
    review_by: date
    words: list[str] = []
    related: list[str] = []  # ids of journeys and articles
    live: Live = ""


class HeadElsewhere(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What stands above an article in another language."""

    words: list[str] = []


HeadType = TypeVar("HeadType", Head, HeadElsewhere)


@dataclass(frozen=True)
class Link:
    """Where a button leads: `way` is how the screens name it, such as "journey:missed-bin"."""

    kind: LinkKind
    target: str

    @property
    def way(self) -> str:
        """The link as one word."""
        return f"{self.kind}:{self.target}"


@dataclass(frozen=True)
class Block:
    """One piece of an article. `text` is a paragraph, a heading or a link's label; `line` counts from 1."""

    kind: BlockKind
    text: str
    line: int
    points: tuple[str, ...] = ()
    link: Link | None = None


@dataclass(frozen=True)
class Article:
    """One article in one language."""

    id: str
    title: str
    words: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def links(self) -> list[Link]:
        """Where it leads, in its order."""
        return [block.link for block in self.blocks if block.link is not None]

    @property
    def text(self) -> str:
        """All that can be read, for the search."""
        return "\n".join(part for block in self.blocks for part in (block.text, *block.points) if part)


def parse_article(path: Path, text: str, kind: type[HeadType]) -> tuple[HeadType, Article]:
    """Return what stands above an article, and the article. Raises ConfigError naming the line."""
    lines: list[str] = text.splitlines()
    if not lines or lines[0].strip() != _MARK:
        _refuse(path, 1, f"an article begins with a line {_MARK}.", "Put its topic and review_by between two of them.")
    marks = [at for at, line in enumerate(lines) if at and line.strip() == _MARK]
    if not marks:
        _refuse(path, len(lines), f"the second {_MARK} is missing.", "Put it above the heading.")
    end: int = marks[0]
    above = "\n".join(["", *lines[1:end]])
    head = _head(path, above, kind)
    blocks = list(_blocks(path, lines, end + 1))
    heading = next(_heading(path, lines, end + 1))
    name = path.name.removesuffix(".md").rpartition(".")[0]
    return head, Article(name, heading, tuple(head.words), tuple(blocks))


def _head(path: Path, text: str, kind: type[HeadType]) -> HeadType:
    data = parse_toml(path, text)
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        mistake = mistake_in(data, kind, str(error))
        line = line_at(text, mistake.steps)
        raise ConfigError(path, mistake.problem, mistake.remedy, key=mistake.key, line=line) from error


def _heading(path: Path, lines: list[str], start: int) -> Iterator[str]:
    for number in range(start, len(lines)):
        if lines[number].startswith("# ") and lines[number][2:].strip():
            yield lines[number][2:].strip()
        elif lines[number].strip():
            _refuse(path, number + 1, "the heading is missing.", "Write it first, as `# When are my bins emptied?`.")
    _refuse(path, len(lines), "the heading is missing.", "Write it first, as `# When are my bins emptied?`.")


def _blocks(path: Path, lines: list[str], start: int) -> Iterator[Block]:
    """Yield what stands below the heading."""
    gathered: list[str] = []
    begun, points, headed = 0, False, False
    for number, line in enumerate([*lines[start:], ""], start=start + 1):
        words = line.strip()
        is_point = words.startswith("- ")
        if gathered and (not words or is_point != points or words.startswith(("#", "["))):
            yield _gathered(gathered, begun, points=points)
            gathered = []
        if not words or (words.startswith("# ") and not headed):
            headed = headed or bool(words)
            continue
        _plain(path, number, words)
        if words.startswith("## "):
            yield Block("title", words[3:].strip(), number)
        elif words.startswith("["):
            yield _link(path, number, words)
        else:
            begun, points = begun if gathered else number, is_point
            gathered.append(words[2:].strip() if is_point else words)


def _gathered(lines: list[str], line: int, *, points: bool) -> Block:
    return Block("points", "", line, points=tuple(lines)) if points else Block("paragraph", " ".join(lines), line)


def _plain(path: Path, line: int, words: str) -> None:
    """Raise ConfigError for a mark that means something elsewhere, and would be read out here."""
    if words.startswith("# "):
        _refuse(path, line, "a second heading.", "Begin it with `## `.")
    found = None if _LINK.fullmatch(words) else _OTHER_MARKUP.search(words)
    if found:
        if found[0] == "](":
            remedy = "Put the link on a line of its own: it becomes a button."
        else:
            remedy = "There are paragraphs, `## ` headings, `- ` points, and links on a line of their own."
        _refuse(path, line, f"{found[0]!r} would be read as it stands.", remedy)


def _link(path: Path, line: int, words: str) -> Block:
    found = _LINK.fullmatch(words)
    if found is None:
        remedy = "Write it as `[What it says](journey:missed-bin)`, alone on its line."
        _refuse(path, line, "this is no link.", remedy)
    kinds: tuple[LinkKind, ...] = get_args(LinkKind)
    kind = next((kind for kind in kinds if kind == found["kind"]), None)
    if kind is None:
        _refuse(path, line, f"a link cannot lead to {found['kind']!r}.", one_of(kinds))
    return Block("link", found["label"], line, link=Link(kind, found["target"]))


def _refuse(path: Path, line: int, problem: str, remedy: str) -> NoReturn:
    raise ConfigError(path, problem, remedy, line=line)
