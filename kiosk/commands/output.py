"""How commands print: one JSON value for programs, plain lines for people."""

from __future__ import annotations

import sys

import msgspec


def as_json(value: object) -> str:
    """Return a value as one line of JSON."""
    return msgspec.json.encode(value).decode()


def print_json(value: object) -> None:
    """Print one JSON value, at once: others may read it through a pipe."""
    print(as_json(value), flush=True)


def complain(text: str) -> None:
    """Say on stderr what is wrong."""
    print(text, file=sys.stderr, flush=True)
