"""The printers that python-escpos knows by name, read from its list alone: importing it would take 0.3 s."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import msgspec


def printer_profiles() -> list[str]:
    """Return the names of the profiles, sorted; empty where python-escpos or its list is not there."""
    try:
        return sorted(msgspec.json.decode(_list_file().read_bytes(), type=_Capabilities).profiles)
    except (OSError, msgspec.DecodeError):
        return []


class _Capabilities(msgspec.Struct):
    profiles: dict[str, msgspec.Raw]


def _list_file() -> Path:
    """Return where the list is, as python-escpos itself looks for it."""
    if named := os.environ.get("ESCPOS_CAPABILITIES_FILE"):
        return Path(named)
    spec = find_spec("escpos")  # finds the folder and imports nothing
    if spec is None or spec.origin is None:
        raise FileNotFoundError("python-escpos is not installed")
    return Path(spec.origin).with_name("capabilities.json")
