"""Reads a TOML file into a struct; every error names file, line, key and what would be right."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kiosk.errors import ConfigError
from kiosk.toml_lines import line_at

Kind = TypeVar("Kind", bound=msgspec.Struct)
_REMEMBERED = 256
"""So many texts: more than the journeys and shared pages of a council."""


def load_toml(path: Path, kind: type[Kind]) -> Kind:
    """Return the struct that a TOML file holds. Raises ConfigError."""
    text = read_text(path)
    data = parse_toml(path, text)
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        from kiosk.toml_mistakes import mistake_in

        mistake = mistake_in(data, kind, str(error))
        line = line_at(text, mistake.steps)
        raise ConfigError(path, mistake.problem, mistake.remedy, key=mistake.key, line=line) from error


def load_toml_once(path: Path, kind: type[Kind]) -> Kind:
    """Return the same, without taking a text apart that was read before. Change nothing in it: others hold it too."""
    try:
        found: Kind = _remembered(read_text(path), kind)
    except (ValueError, RecursionError, msgspec.ValidationError):
        return load_toml(path, kind)  # says where, and what would be right
    return found


@lru_cache(maxsize=_REMEMBERED)
def _remembered(text: str, kind: type[Any]) -> Any:
    return msgspec.convert(tomllib.loads(text), kind)


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """Return the tables in a TOML text that came from `path`. Raises ConfigError naming the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        at = int(line[1]) if line else len(text.splitlines())
        raise ConfigError(path, f"this is not TOML: {error}.", "Mend that line.", line=at) from error
    except RecursionError as error:
        remedy = "Take the brackets out that are too many: nothing here is deeper than a few."
        line_with = _line_with_most(text, r"[\[{]")
        raise ConfigError(path, "brackets stand too deep in each other.", remedy, line=line_with) from error
    except ValueError as error:  # a number of some thousand digits
        line_with = _line_with_most(text, r"\d")
        raise ConfigError(path, "this number is too long.", "Write a shorter one.", line=line_with) from error


def _line_with_most(text: str, pattern: str) -> int:
    """Return the line (from 1) in which a pattern stands most often."""
    lines = text.splitlines()
    return 1 + max(range(len(lines)), key=lambda at: len(re.findall(pattern, lines[at])))


def read_text(path: Path) -> str:
    """Return a file's text. Raises ConfigError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError(path, "this file is missing.", "Put it there, or name the right folder.") from error
    except (OSError, UnicodeDecodeError) as error:
        remedy = "It must be a UTF-8 text file that this program may read."
        raise ConfigError(path, f"this file cannot be read ({type(error).__name__}).", remedy) from error
