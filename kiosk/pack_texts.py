"""The texts of a council pack that residents read, and the line each stands at: what its catalogues are made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kiosk.for_whom import shared_names
from kiosk.journey_pages import SHARED_FOLDER
from kiosk.text_lines import TextLines
from kiosk.toml_file import parse_toml, read_text
from kiosk.yes_and_no import bare_answers

DEFAULT_NOUN = "report"  # what kiosk.journey calls a submission where the journey does not say

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")

_COUNCIL_KEYS: Mapping[str, tuple[str, ...]] = {
    "topics": ("title", "hint"),
    "contacts": ("name", "sign_language", "desk", "hours", "relay"),
    "bodies": ("name",),
    "partners": ("name", "does"),
    "problems": ("text",),
    "help_today": ("title", "text"),
}
_ACCOUNT_KEYS = ("label", "where")
_PAGE_KEYS = ("ask", "short", "hint", "why", "text", "options", "option_hints", "each")
_EASY_KEYS = ("ask", "short", "text", "options", "need", "privacy", "dated", "undated", "after")
_JOURNEY_KEYS = ("title", "hint", "noun", "need", "privacy")


@dataclass(frozen=True)
class PackText:
    """One text: its file relative to the pack, its line from 1, and the English. `easy`: it is one of easy read.

    `answers` are a bare yes and a bare no, where the text is a question that offers them.
    """

    file: Path
    line: int
    text: str
    easy: bool = False
    answers: tuple[str, ...] = ()


def pack_texts(folder: Path, journeys: Iterable[Path] | None = None) -> list[PackText]:
    """Return every text of a pack that residents read, by file and line.

    With `journeys` only those of the council, of these journeys, and of the pages they share. Raises ConfigError.
    """
    found = _texts_of(folder, Path("council.toml"), _council_texts)
    used: set[str] = set()
    for path in sorted((folder / "journeys").glob("*.toml") if journeys is None else journeys):
        found += _texts_of(folder, path.relative_to(folder), _journey_texts)
        used |= shared_pages_in(path)
    for path in sorted((folder / SHARED_FOLDER).glob("*.toml")):
        if journeys is None or path.stem in used:
            found += _texts_of(folder, path.relative_to(folder), _page_texts)
    return found


def journeys_with(folder: Path, council_languages: Sequence[str], code: str) -> list[Path]:
    """Return the files of the journeys that have words in a language. Raises ConfigError."""
    files = sorted((folder / "journeys").glob("*.toml"))
    said = ((path, parse_toml(path, read_text(path)).get("languages")) for path in files)
    return [path for path, own in said if code in (own or council_languages)]


def shared_pages_in(journey: Path) -> set[str]:
    """Return the names of the shared pages that a journey's file uses. Raises ConfigError."""
    data = parse_toml(journey, read_text(journey))
    in_front = shared_names([str(person) for person in data.get("for_whom", [])])
    return in_front | {str(page["use"]) for page in _tables(data, "page") if page.get("use")}


def is_translatable(text: str) -> bool:
    """Say whether a text has a letter of its own: numbers and bare placeholders are the same in every language."""
    return any(character.isalpha() for character in _PLACEHOLDER.sub("", text))


@dataclass(frozen=True)
class _Place:
    """A text and the table it stands in, e.g. ("page", 3)."""

    text: str
    table: str = ""
    index: int = 0
    easy: bool = False
    answers: tuple[str, ...] = ()


def _texts_of(folder: Path, file: Path, walk: Callable[[Mapping[str, Any]], Iterator[_Place]]) -> list[PackText]:
    source = read_text(folder / file)
    lines = TextLines(source)
    places = walk(parse_toml(folder / file, source))
    found = {
        PackText(file, lines.line_of(place.text, place.table, place.index), place.text, place.easy, place.answers)
        for place in places
        if isinstance(place.text, str) and is_translatable(place.text)
    }
    return sorted(found, key=lambda item: (item.line, item.text, item.easy))


def _council_texts(data: Mapping[str, Any]) -> Iterator[_Place]:
    yield from _strings({key: data.get(key, "") for key in ("name", "picture_credit")})
    for table, keys in _COUNCIL_KEYS.items():
        for index, item in enumerate(_tables(data, table)):
            yield from _strings({key: item.get(key, "") for key in keys}, table, index)
    for name, account in _table(data, "accounts").items():
        if isinstance(account, dict):
            yield from _strings({key: account.get(key, "") for key in _ACCOUNT_KEYS}, f"accounts.{name}")
    for name, words in _table(data, "words").items():
        for word in words if isinstance(words, dict) else ():
            yield from _strings(words[word], f"words.{name}.{word}")


def _journey_texts(data: Mapping[str, Any]) -> Iterator[_Place]:
    yield from _strings({key: data.get(key, "") for key in _JOURNEY_KEYS})
    if "noun" not in data:
        yield _Place(DEFAULT_NOUN)
    yield from _easy(data)
    for index, step in enumerate(_tables(data, "next")):
        yield from _strings({key: step.get(key, "") for key in ("dated", "undated", "after")}, "next", index)
        yield from _easy(step, "next", index)
    for index, paper in enumerate(_tables(data, "evidence")):
        yield from _strings({key: paper.get(key, "") for key in ("what", "instead")}, "evidence", index)
        yield from _strings(paper.get("easy", ""), "evidence", index, easy=True)
    for index, referral in enumerate(_tables(data, "referral")):
        asked = [*_strings({key: referral.get(key, "") for key in ("ask", "short", "text")}, "referral", index)]
        yield from _answered([*asked, *_easy(referral, "referral", index)], referral, "consent")
    for index, nudge in enumerate(_tables(data, "nudge")):
        yield from _strings({"text": nudge.get("text", "")}, "nudge", index)
    closed = _table(data, "closed")
    yield from _strings({"text": closed.get("text", "")}, "closed")
    yield from _strings([way.get("label", "") for way in _tables(closed, "alternatives")], "closed")
    yield from _page_texts(data)


def _page_texts(data: Mapping[str, Any]) -> Iterator[_Place]:
    for index, page in enumerate(_tables(data, "page")):
        kind = str(page.get("kind", ""))
        yield from _answered(_words(page, index), page, kind)
        for variant in _tables(page, "variant"):
            yield from _answered(_words(variant, index), variant, kind, page)
        for inner in _tables(page, "page"):
            yield from _answered(_words(inner, index), inner, str(inner.get("kind", "")))
        for way in _tables(page, "alternatives"):
            yield from _strings({"label": way.get("label", "")}, "page", index)


def _words(words: Mapping[str, Any], index: int) -> Iterator[_Place]:
    """Yield the texts of a page, of a variant, or of a page inside it."""
    yield from _strings({key: words.get(key, "") for key in _PAGE_KEYS}, "page", index)
    yield from _easy(words, "page", index)


def _answered(
    places: Iterable[_Place], words: Mapping[str, Any], kind: str, page: Mapping[str, Any] | None = None
) -> Iterator[_Place]:
    """Yield the texts, the questions among them with their answers; `page` is the one that `words` are a variant of."""
    tables = [words] if page is None else [page, words]
    usual = [_table(table, "options") for table in tables]
    easy = [_table(_table(table, "easy"), "options") for table in tables]
    asked = {
        (words.get("ask"), False): bare_answers(kind, usual),
        (_table(words, "easy").get("ask"), True): bare_answers(kind, [*usual, *easy]),
    }
    for place in places:
        yield replace(place, answers=asked.get((place.text, place.easy), ()))


def _easy(data: Mapping[str, Any], table: str = "", index: int = 0) -> Iterator[_Place]:
    """Yield the easy words of a journey, a page, a variant, or of what happens next."""
    words = _table(data, "easy")
    yield from _strings({key: words.get(key, "") for key in _EASY_KEYS}, table, index, easy=True)


def _tables(data: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    items = data.get(name, [])
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    item = data.get(name, {})
    return item if isinstance(item, dict) else {}


def _strings(value: object, table: str = "", index: int = 0, *, easy: bool = False) -> Iterator[_Place]:
    """Yield each text in a value: a text, a list of texts, or a table of those."""
    if isinstance(value, str):
        yield _Place(value, table, index, easy)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, table, index, easy=easy)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item, table, index, easy=easy)
