"""Which language a visitor of the public pages reads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.errors import ConfigError
from kiosk.language import PRODUCT_CATALOGUES, Language, load_language

OFFERED = ("en", "cy")


class PageLanguages:
    """English and Welsh. Without a catalogue for Welsh the pages stay English, and say so in their code."""

    def __init__(self, folders: Sequence[Path] = (PRODUCT_CATALOGUES,)) -> None:
        self._languages: dict[str, Language] = {}
        for code in OFFERED:
            try:
                self._languages[code] = load_language(code, folders)
            except ConfigError:
                continue

    def chosen(self, asked: str, accepted: str) -> Language:
        """Return the language `asked` for in the address, or else the best of an Accept-Language header."""
        if asked in self._languages:
            return self._languages[asked]
        ranked = sorted(_wishes(accepted), key=lambda wish: -wish[1])
        return next((self._languages[code] for code, _ in ranked if code in self._languages), self._languages["en"])

    def other(self, language: Language) -> Language:
        """Return the language to switch to; the same one where there is no other."""
        return next((known for code, known in self._languages.items() if code != language.code), language)


def _wishes(accepted: str) -> list[tuple[str, float]]:
    """Return language codes and their weights; what cannot be read is left out."""
    wishes = []
    for part in accepted.split(",")[:20]:
        name, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((name.split("-")[0].lower(), float(weight or 1)))
        except ValueError:
            continue
    return [(code, weight) for code, weight in wishes if weight > 0]
