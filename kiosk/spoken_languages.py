"""What is said, in its own words, to somebody whose language has no translation here: an interpreter comes, free."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import msgspec

from kiosk.collation import sort_key
from kiosk.language import own_name
from kiosk.toml_file import parse_toml, read_text

FILE = Path(__file__).with_name("spoken_languages.toml")


class SpokenLanguage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The words of one language. `next_in_english` says that what follows is; `ask` is for an interpreter."""

    english: str  # its English name, for staff
    heading: str
    text: list[str]
    next_in_english: str
    ask: str
    back: str
    signed_off_by: str = ""  # the speaker who has read it


@cache
def spoken_languages() -> Mapping[str, SpokenLanguage]:
    """Return the languages that the kiosk can speak of an interpreter in, by code. Reads the disk."""
    return msgspec.convert(parse_toml(FILE, read_text(FILE)), dict[str, SpokenLanguage])


def by_own_name(codes: Collection[str]) -> list[tuple[str, str]]:
    """Return languages as pairs of a code and the language's own name, in the order of the names."""
    named = [(code, own_name(code)) for code in codes]
    return sorted(named, key=lambda pair: sort_key(pair[1], "en"))
