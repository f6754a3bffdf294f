"""What can be a web address in a settings file."""

from __future__ import annotations

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Say whether a text is an http or https address with a host and, where it names a port, one that can be."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    bare = not any(character.isspace() for character in text)
    return bare and parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
