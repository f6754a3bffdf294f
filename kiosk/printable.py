"""Texts of strangers for a terminal, which obeys what cannot be printed: file names on a stick, answers."""

from __future__ import annotations


def printable(text: str) -> str:
    """Return one line: `?` stands for every sign that cannot be printed, a line's end among them."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def printable_lines(text: str) -> str:
    """Return the same of a text of several lines."""
    return "\n".join(printable(line) for line in text.split("\n"))
