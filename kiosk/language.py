"""One language of the resident: words from the catalogues, plurals, dates and lists as that language writes them.

English is the source text and needs no catalogue. Other languages come from gettext catalogues: the product's own
(`kiosk/locale/cy.po`) and the council pack's (`locale/cy.po` or `locale/cy/*.po` in the pack), which wins where both
have a text.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal
from unicodedata import bidirectional

from kiosk.catalogue import Catalogue, read_catalogue
from kiosk.catalogue_files import catalogue_files
from kiosk.errors import ConfigError

PRODUCT_CATALOGUES = Path(__file__).parent / "locale"
Words = Literal["usual", "easy"]
"""Which words a journey is shown in, where it has both."""

_OWN_NAMES = {"en": "English", "cy": "Cymraeg"}
_REGIONS = {"en": "en_GB"}  # 20 November, not November 20
# The standard data leaves "a(c)" to the writer: "ac" stands before a vowel.
_WELSH_AND = re.compile(r",? a\(c\) (?=([aeiouwyâêîôûŵŷáéíóúäëïöü])?)", re.IGNORECASE)
_ISOLATE, _ISOLATED = "\u2068", "\u2069"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
_ARABIC_COMMA = _RIGHT_TO_LEFT - {"he"}


def marked(text: str) -> str:
    """Mark a text for the catalogues where it is written down before a language is known."""
    return text


def own_name(code: str) -> str:
    """Return a language's name in that language."""
    if code in _OWN_NAMES:
        return _OWN_NAMES[code]
    from babel import Locale

    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def is_language(code: str) -> bool:
    """Say whether a code names a language whose dates, numbers and lists are known."""
    from babel import Locale, UnknownLocaleError

    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


class Language:
    """Words, dates and lists in one language. Immutable.

    `easy` is whether the resident chose easy words and pictures, where a journey has them (`kiosk.easy_words`).
    """

    def __init__(
        self, code: str = "en", translations: gettext.NullTranslations | None = None, *, easy: bool = False
    ) -> None:
        self.code = code
        self.easy = easy
        self.direction: Literal["ltr", "rtl"] = "rtl" if code in _RIGHT_TO_LEFT else "ltr"
        self._translations = translations or gettext.NullTranslations()

    @property
    def name(self) -> str:
        """The language's own name."""
        return own_name(self.code)

    def in_easy_words(self, *, easy: bool = True) -> Language:
        """Return the same language with easy words, or without."""
        if easy == self.easy:
            return self
        other = copy(self)
        other.easy = easy
        return other

    def translate(self, text: str, **values: object) -> str:
        """Return `text` in this language, its `{names}` filled from `values`. An empty text stays empty."""
        found = self._translations.gettext(text) if text else ""
        return found.format_map(self._placed(values)) if values else found

    def answer(self, label: str, question: str) -> str:
        """Return an answer to a question in this language: in words of its own to that question, where it has some.

        Welsh has no one word for yes: "Oes" answers "Oes…?", "Ydw" answers "Ydych chi…?" (`kiosk.yes_and_no`).
        """
        found = self._translations.pgettext(question, label)
        return self.translate(label) if found == label else found

    def plural(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the form for `n` (Welsh and Arabic have six, Polish three), `{n}` and the other names filled."""
        return self._translations.ngettext(one, many, n).format_map({"n": n, **self._placed(values)})

    def date(self, day: date, *, year: bool = False, alone: bool = False) -> str:
        """Return a day in words, with its weekday: "Friday 20 November".

        `alone`: it stands by itself, as in a list. Within a sentence Welsh writes "dydd" small.
        """
        from babel.dates import format_date

        text = format_date(day, "EEEE d MMMM y" if year else "EEEE d MMMM", locale=self._locale)
        if alone:
            return text[:1].upper() + text[1:]
        return text[:1].lower() + text[1:] if self.code == "cy" else text

    def month(self, number: int) -> str:
        """Return the name of a month, 1 to 12, as it stands by itself."""
        from babel.dates import get_month_names

        return str(get_month_names("wide", context="stand-alone", locale=self._locale)[number])

    def number(self, number: int) -> str:
        """Return a whole number with its thousands apart: "1,200"."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def money(self, pounds: Decimal) -> str:
        """Return pounds: "£1,234.50", without pence where there are none: "£1,234"."""
        from babel.numbers import format_decimal

        pattern = "#,##0" if pounds == pounds.to_integral_value() else "#,##0.00"
        return f"£{format_decimal(pounds, pattern, locale=self._locale)}"

    def one_of(self, items: Sequence[str]) -> str:
        """Return a choice in words: "a shop or the recycling centre"."""
        from babel.lists import format_list

        return format_list(list(items), style="or", locale=self._locale).replace(", or ", " or ")

    def joined(self, items: Sequence[str]) -> str:
        """Return a list in words: "rubbish, recycling and food waste"."""
        from babel.lists import format_list

        text = format_list(list(items), locale=self._locale).replace(", and ", " and ")
        return _WELSH_AND.sub(lambda found: " ac " if found[1] else " a ", text) if self.code == "cy" else text

    def in_a_row(self, parts: Iterable[str]) -> str:
        """Return what stands side by side without an "and", as a name and a day do, with the language's own comma."""
        return ("، " if self.code in _ARABIC_COMMA else ", ").join(parts)

    def isolated(self, text: str) -> str:
        """Return what is put into a sentence: from the right, an address or a code keeps its own order within it."""
        if self.direction == "ltr" or not any(bidirectional(sign) in ("L", "EN") for sign in text):
            return text
        return f"{_ISOLATE}{text}{_ISOLATED}"

    def _placed(self, values: Mapping[str, object]) -> dict[str, object]:
        return {name: self.isolated(value) if isinstance(value, str) else value for name, value in values.items()}

    @property
    def _locale(self) -> str:
        return _REGIONS.get(self.code, self.code)


def load_language(code: str, folders: Sequence[Path] = (PRODUCT_CATALOGUES,)) -> Language:
    """Return the language `code`, from its catalogues in `folders` (`catalogue_files`); the last folder wins.

    Raises ConfigError where no folder has the language, or a catalogue cannot be read.
    """
    if code == "en":
        return Language()
    found: Catalogue | None = None
    for folder in reversed(folders):
        paths = catalogue_files(folder, code)
        if not paths:
            continue
        translations = read_catalogue(paths, code)
        if found is None:
            found = translations
        else:
            found.add_fallback(translations)
    if found is None:
        places = " or ".join(str(folder / f"{code}.po") for folder in folders)
        raise ConfigError(places, f"there is no catalogue for the language {code!r}.", f"Put one at {places}.")
    return Language(code, found)
