"""The published JSON Schemas of a pack's files, for editors: `kiosk schema NAME` prints one."""

from __future__ import annotations

from importlib import resources

NAMES = ("journey", "pages", "council")
"""Of a journey's file, of shared pages, and of `council.toml`."""


def published(name: str) -> str:
    """Return a schema as it is published, a JSON text."""
    return resources.files(__name__).joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
