"""The names of the pictures that screens have, for whoever checks content and has no Qt to draw them."""

from __future__ import annotations

from importlib import resources


def icon_names() -> list[str]:
    """Return the names, in alphabetical order: those that `accessibility.icons` draws."""
    folder = resources.files("accessibility").joinpath("icons")
    return sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".svg"))
