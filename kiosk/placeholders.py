"""Fills `{page}` and `{page.part}` in a council's texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_PLACEHOLDER = re.compile(r"\{([a-z0-9][a-z0-9.-]*)\}")


def fill(text: str, words: Mapping[str, str]) -> str:
    """Return `text` with its placeholders filled; one that nothing fills becomes empty, never a brace on a screen."""
    return _PLACEHOLDER.sub(lambda found: words.get(found[1], ""), text)


def placeholders(text: str) -> list[str]:
    """Return the names of the placeholders in a text, in order."""
    return _PLACEHOLDER.findall(text)


def renamed(text: str, name: Callable[[str], str]) -> str:
    """Return a text whose placeholders have other names."""
    return _PLACEHOLDER.sub(lambda found: "{" + name(found[1]) + "}", text)
