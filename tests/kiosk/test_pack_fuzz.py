"""Packs with random faults: a clear error with its file, or a pack that loads and can be walked. Never a crash."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from kiosk.checking import check_pack
from kiosk.council_pack import CouncilPack, load_council_pack
from kiosk.errors import ConfigError
from kiosk.examples import endings, examples
from kiosk.next_steps import next_words
from kiosk.page_views import page_view, question_view, rows
from kiosk.scripted import begin
from kiosk.visit import Visit

SOUND = Path(__file__).parents[1] / "broken_packs" / "sound"
FILES = [path for path in sorted(SOUND.rglob("*")) if path.is_file()]
ASSIGNMENT = re.compile(r"^(\s*\"?[\w.-]+\"?\s*=\s*)(.*)$")
DEEP = 3000
VALUES = [
    "0", "-1", "1.5", "inf", "nan", "true",
    '""', '"\\u0000"', '"{"', '"{}"', '"{where}"', '"{nobody}"', "[]", "{}", "[[]]",
    "2026-01-01", "2026-01-01T10:00:00Z", "10:00:00", "9" * 400, "9" * 5000, "2026-02-30", "1e999",
    "0x10", "[1, 2]", '["a", 1]', "{ a = 1 }", '""""""',
    "{ where = { is = 2026-01-01 } }", "{ where = { before = 2026-01-01T10:00:00Z } }", "{ all = [] }", "{ any = {} }",
    "{ where = { at_least = 1e300 } }", "{ wrong = { any_of = [[]] } }", "{ wrong = { any_of = [{}] } }",
    "{ wrong = { is = nan } }", "{ wrong = { at_least = true } }", '{ "" = { is = "" } }', "{ all = [{ all = [{}] }] }",
    "[" * DEEP + "]" * DEEP, "{ a = " * DEEP + "1" + " }" * DEEP, '{ all = [' * 300 + "{}" + "] }" * 300,
]  # fmt: skip
KEYS = [
    "id",
    "kind",
    "ask",
    "when",
    "text",
    "options",
    "use",
    "next",
    "page",
    "topic",
    "variant",
    "earlier",
    "allow",
    "of",
]


@dataclass(frozen=True)
class Fault:
    """A change of one file's bytes, and how it was made."""

    how: str
    make: Callable[[bytes], bytes]

    def __repr__(self) -> str:
        return self.how


def on_lines(how: str, change: Callable[[list[str]], list[str]]) -> Fault:
    def make(data: bytes) -> bytes:
        lines = data.decode("utf-8", "replace").split("\n")
        return "\n".join(change(lines)).encode("utf-8", "replace")

    return Fault(how, make)


@st.composite
def faults(draw: DrawFn) -> Fault:  # noqa: PLR0911 - one return for each kind
    """A fault such as people, editors and disks make."""
    at = draw(st.integers(0, 10_000))
    how = draw(st.sampled_from(["drop", "double", "swap", "value", "key", "cut", "text", "bytes", "long", "again"]))
    if how == "drop":
        return on_lines(f"line {at} out", lambda lines: lines[: at % len(lines)] + lines[at % len(lines) + 1 :])
    if how == "double":
        return on_lines(f"line {at} twice", lambda lines: [*lines[: at % len(lines)], *lines[at % len(lines) - 1 :]])
    if how == "swap":
        other = draw(st.integers(0, 10_000))
        return on_lines(f"lines {at} and {other} changed", lambda lines: _swapped(lines, at, other))
    if how == "value":
        value = draw(st.sampled_from(VALUES) | st.text(max_size=30).map(lambda text: f'"{text}"'))
        return on_lines(f"value {at}: {value[:40]}", lambda lines: _assigned(lines, at, lambda key, _: key + value))
    if how == "key":
        name = draw(st.sampled_from(KEYS) | st.text(max_size=8))
        return on_lines(f"key {at}: {name}", lambda lines: _assigned(lines, at, lambda _, value: f"{name} = {value}"))
    if how == "cut":
        return Fault(f"cut at {at}", lambda data: data[: at % (len(data) + 1)])
    if how == "text":
        text = draw(st.text(min_size=1, max_size=40))
        return Fault(f"{text!r} at {at}", lambda data: _inserted(data, at, text.encode("utf-8", "replace")))
    if how == "bytes":
        more = draw(st.binary(min_size=1, max_size=8))
        return Fault(f"{more!r} at {at}", lambda data: _inserted(data, at, more))
    if how == "long":
        return long_text(at, 20_000)
    return Fault("twice over", lambda data: data + data)


def long_text(at: int, letters: int) -> Fault:
    """A fault that puts a very long text at a key."""
    text = ("a b" * letters)[:letters]
    return on_lines(f"{letters} letters at {at}", lambda lines: _assigned(lines, at, lambda key, _: f'{key}"{text}"'))


def _swapped(lines: list[str], at: int, other: int) -> list[str]:
    changed = list(lines)
    first, second = at % len(lines), other % len(lines)
    changed[first], changed[second] = changed[second], changed[first]
    return changed


def _assigned(lines: list[str], at: int, change: Callable[[str, str], str]) -> list[str]:
    places = [number for number, line in enumerate(lines) if ASSIGNMENT.match(line)]
    if not places:
        return lines
    changed, place = list(lines), places[at % len(places)]
    found = ASSIGNMENT.match(lines[place])
    assert found
    changed[place] = change(found[1], found[2])
    return changed


def _inserted(data: bytes, at: int, more: bytes) -> bytes:
    place = at % (len(data) + 1)
    return data[:place] + more + data[place:]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small sound pack, to be broken and mended again."""
    return Path(shutil.copytree(SOUND, tmp_path_factory.mktemp("fuzz") / "pack"))


def is_told_or_works(folder: Path) -> None:
    """A pack in which one file was broken is refused in words that name a file, or can be walked."""
    problems = check_pack(folder)
    for problem in problems:
        assert problem.what
        assert problem.remedy
        assert problem.file.is_relative_to(folder), problem.file
        assert len(str(problem)) < 5_000
        str(problem).encode("utf-8")
    pack = loaded(folder)
    if pack is None:
        assert problems
        return
    if any(problem.file.suffix == ".toml" for problem in problems):
        return
    for name in pack.journeys:
        visit = begin(pack, name)
        for answers in [*islice(examples(visit), 3), *(found for _, found in islice(endings(visit), 2))]:
            walk(Visit(pack, visit.journey, visit.now, answers=answers))


def loaded(folder: Path) -> CouncilPack | None:
    try:
        return load_council_pack(folder)
    except ConfigError:
        return None


def walk(visit: Visit) -> None:
    """Ask for everything that screens ask of a visit."""
    language = visit.pack.language("en")
    for page in visit.path:
        if page.is_question:
            question_view(visit, page, language)
        else:
            page_view(visit, page, language)
    rows(visit, language)
    if visit.complete:
        next_words(visit, language, sent_at=visit.now, dated=True)


def broken_by(folder: Path, path: Path, found: list[Fault]) -> None:
    data = path.read_bytes()
    for fault in found:
        data = fault.make(data)
    path.write_bytes(data)


def try_it(whole: Path, path: Path, found: list[Fault]) -> None:
    place = whole / path.relative_to(SOUND)
    broken_by(whole, place, found)
    try:
        is_told_or_works(whole)
    finally:
        shutil.copy(path, place)


@pytest.mark.parametrize("file", ["council.toml", "journeys/tree.toml"])
def test_a_text_of_a_megabyte(whole: Path, file: str) -> None:
    try_it(whole, SOUND / file, [long_text(2, 1_000_000)])


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_every_odd_value_at_some_key(whole: Path, value: str) -> None:
    for at in (7, 16, 31):
        fault = on_lines(value[:40], lambda lines, at=at: _assigned(lines, at, lambda key, _: key + value))
        try_it(whole, SOUND / "journeys" / "bench.toml", [fault])


QUICK = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
LONG = settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(path=st.sampled_from(FILES), found=st.lists(faults(), min_size=1, max_size=3))
def test_a_hundred_faults(whole: Path, path: Path, found: list[Fault]) -> None:
    try_it(whole, path, found)


@pytest.mark.thorough
@LONG
@given(path=st.sampled_from(FILES), found=st.lists(faults(), min_size=1, max_size=3))
def test_a_thousand_faults(whole: Path, path: Path, found: list[Fault]) -> None:
    try_it(whole, path, found)
