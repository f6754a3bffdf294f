"""Reads a TOML file into a struct; every error names file, line, key and what would be right."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

import msgspec

from kiosk.errors import ConfigError

_AT = re.compile(r" - at `\$(?P<path>[^`]*)`")
_UNKNOWN = re.compile(r"contains unknown field `(?P<key>[^`]+)`")
_MISSING = re.compile(r"missing required field `(?P<key>[^`]+)`")

Kind = TypeVar("Kind", bound=msgspec.Struct)


def load_toml(path: Path, kind: type[Kind]) -> Kind:
    """Return the struct that a TOML file holds. Raises ConfigError."""
    text = read_text(path)
    try:
        return msgspec.convert(parse_toml(path, text), kind)
    except msgspec.ValidationError as error:
        raise _in_plain_words(path, text, kind, str(error)) from error


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return the tables in a TOML text that came from `path`. Raises ConfigError naming the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        at = int(line[1]) if line else len(text.splitlines())
        raise ConfigError(path, f"this is not TOML: {error}.", "Mend that line.", line=at) from error


def read_text(path: Path) -> str:
    """Return a file's text. Raises ConfigError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(path, "this file is missing.", "Put it there, or name the right folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        remedy = "It must be a UTF-8 text file that this program may read."
        raise ConfigError(path, f"this file cannot be read ({type(error).__name__}).", remedy) from error


def line_of(text: str, table: str = "", index: int | None = None, key: str = "") -> int:
    """Return the line (from 1) of a key in the table `[[table]]` of that index (from 0), or of the table's head.

    Without a table: in the part before the first table. A key that is not there gives the line of its table.
    """
    lines = text.splitlines()
    heads = _heads(lines, table)
    start = heads[index or 0] if table and len(heads) > (index or 0) else 0
    after = range(start + 1 if table else 0, len(lines))
    end = next((number for number in after if lines[number].startswith("[")), len(lines))
    pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
    return next((number + 1 for number in range(start, end) if key and pattern.match(lines[number])), start + 1)


def _heads(lines: list[str], table: str) -> list[int]:
    """Return the lines (from 0) that begin a table of this name."""
    wanted = (f"[[{table}]]", f"[{table}]")
    return [number for number, line in enumerate(lines) if line.partition("#")[0].strip() in wanted]


def _line_at(text: str, place: str, key: str) -> int:
    """Return the line of a place such as `page[3].options_from`; of a table in one line, the line it stands in."""
    first, *inner = [step for step in place.split(".") if step] or [key]
    name, _, index = first.rstrip("]").partition("[")
    if not _heads(text.splitlines(), name):
        return line_of(text, key=name)
    at = int(index) if index.isdigit() else None
    head = line_of(text, name, at)
    steps = [key, *(step.split("[", maxsplit=1)[0] for step in reversed(inner))]
    return next((line for step in steps if (line := line_of(text, name, at, step)) != head), head)


def _in_plain_words(path: Path, text: str, kind: type[msgspec.Struct], message: str) -> ConfigError:
    found = _AT.search(message)
    place = found["path"].lstrip(".") if found else ""
    problem = _AT.sub("", message)
    unknown, missing = _UNKNOWN.search(message), _MISSING.search(message)
    key, remedy = place.split(".")[-1].split("[")[0], ""
    if unknown:
        key, problem = unknown["key"], f"the key {unknown['key']!r} is not known here."
        names = list(_struct_at(kind, place).__struct_fields__)
        close = get_close_matches(key, names, 1)
        remedy = f"Did you mean {close[0]!r}?" if close else f"Known keys: {', '.join(names)}."
    elif missing:
        key, problem = missing["key"], f"the key {missing['key']!r} is missing."
        remedy = f"Add a line `{key} = …`."
    else:
        problem, known = f"{problem[:1].lower()}{problem[1:]}.", _choices_at(kind, place)
        remedy = f"Use one of: {', '.join(known)}." if known else ""
    full = f"{place}.{key}".lstrip(".") if unknown or missing else place
    return ConfigError(path, problem, remedy, key=full, line=_line_at(text, place, key))


def _struct_at(kind: type[msgspec.Struct], place: str) -> type[msgspec.Struct]:
    """Return the struct that stands at a path such as `page[3].options_from`, as far as it can be followed."""
    current = kind
    for step in filter(None, place.split(".")):
        name = step.split("[")[0]
        field = next((field for field in msgspec.structs.fields(current) if field.name == name), None)
        if field is None:
            return current
        current = _struct_in(field.type) or current
    return current


def _choices_at(kind: type[msgspec.Struct], place: str) -> list[str]:
    """Return what may stand at a path where only some words or numbers may; empty elsewhere."""
    before, _, last = place.rpartition(".")
    name = last.split("[")[0]
    fields = msgspec.structs.fields(_struct_at(kind, before))
    return next((_literals_in(field.type) for field in fields if field.name == name), [])


def _literals_in(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(value) for value in get_args(annotation)]
    return [value for part in get_args(annotation) for value in _literals_in(part)]


def _struct_in(annotation: object) -> type[msgspec.Struct] | None:
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if inner := _struct_in(part):
            return inner
    return None
