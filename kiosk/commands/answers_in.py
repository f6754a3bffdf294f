"""Answers as scripts give them: one JSON object {question: answer}, or one such object a line."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from kiosk.errors import UsageError

_SHAPE = "give one JSON object {question: answer}, or one such object a line, in UTF-8"


def read_answers(name: str) -> Iterator[Mapping[str, Any]]:
    """Yield answers from a file, or from standard input for "-", as they come. Raises UsageError naming the line."""
    if name == "-":
        yield from _objects(sys.stdin.buffer, "standard input")
        return
    try:
        with Path(name).open("rb") as source:
            yield from _objects(source, name)
    except FileNotFoundError as error:
        raise UsageError(f"{name}: there is no such file") from error
    except OSError as error:
        raise UsageError(f"{name}: this file cannot be read ({type(error).__name__})") from error


def _objects(source: BinaryIO, name: str) -> Iterator[Mapping[str, Any]]:
    number, first = 1, source.readline().removeprefix(codecs.BOM_UTF8)
    while first and not first.strip():
        number, first = number + 1, source.readline()
    if not first:
        raise UsageError(f"{name}: there are no answers; {_SHAPE}")
    try:
        begun = _mapping(first, f"{name}, line {number}")
    except UsageError:  # one object over several lines
        yield _mapping(first + source.read(), name)
        return
    yield begun
    for later, line in enumerate(source, start=number + 1):
        if line.strip():
            yield _mapping(line, f"{name}, line {later}")


def _mapping(data: bytes, place: str) -> Mapping[str, Any]:
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{place}: this is not JSON; {_SHAPE}") from error
    if not isinstance(value, dict):
        raise UsageError(f"{place}: this is JSON but no object; {_SHAPE}")
    return value
