"""The command line, run inside the test: what its fixture hands out, and answers to give it."""

from __future__ import annotations

from collections.abc import Callable

Run = Callable[..., tuple[int, str, str]]
"""Runs `kiosk …`, or `hub …` where that is the first word; returns the exit code, what it printed and its complaint."""

STREET_LIGHT = {
    "danger": "none",
    "has-number": "yes",
    "number": "L207",
    "street": {"name": "The lane behind the church"},
    "what": "out",
    "how-many": "one",
    "kind-of-light": "lamp",
    "contact": "none",
}
"""Answers that complete the journey `street-light`."""
