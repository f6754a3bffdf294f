"""The words of one language from its gettext catalogues (`.po`), which no step compiles."""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from kiosk.errors import ConfigError

_REMEMBERED = 512
"""So many files: more than a council has for all its languages."""
_CONTEXT_ENDS = "\x04"  # as compiled catalogues have it


@dataclass(frozen=True)
class _Messages:
    """What one file says: texts by `key_of`, plural forms by English singular, and which form a number takes."""

    texts: Mapping[str, str]
    forms: Mapping[str, Sequence[str]]
    plural: str


def key_of(text: str, context: str = "") -> str:
    """Return what a text is known by: itself, or with what it belongs to (`msgctxt`), where that gives it own words."""
    return f"{context}{_CONTEXT_ENDS}{text}" if context else text


class Catalogue(gettext.NullTranslations):
    """Translations of several files as one; the last file wins, the first says how numbers choose a form."""

    def __init__(self, files: Sequence[_Messages]) -> None:
        super().__init__()
        self._texts = {text: words for file in files for text, words in file.texts.items()}
        self._forms = {one: forms for file in files for one, forms in file.forms.items()}
        self._form_of = gettext.c2py(files[0].plural)

    def gettext(self, message: str) -> str:
        """Return a text in this language, else in the fallback's, else as it is."""
        found = self._texts.get(message)
        return super().gettext(message) if found is None else found

    def pgettext(self, context: str, message: str) -> str:
        """Return the words of a text that belongs to another, else the fallback's, else the text as it is."""
        found = self._texts.get(key_of(message, context))
        return super().pgettext(context, message) if found is None else found

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form for `n`."""
        forms, form = self._forms.get(msgid1, ()), self._form_of(n)
        return forms[form] if form < len(forms) else super().ngettext(msgid1, msgid2, n)


def read_catalogue(paths: Sequence[Path], code: str) -> Catalogue:
    """Return the translations in at least one `.po` file. Raises ConfigError naming the one that cannot be read."""
    from babel.messages.pofile import PoFileError

    remedy = "Mend the line or take the file out."
    files = []
    for path in paths:
        try:
            files.append(_messages(path.read_bytes(), code))
        except (OSError, UnicodeDecodeError, PoFileError) as error:
            raise ConfigError(path, f"this catalogue cannot be read: {error}.", remedy) from error
    try:
        return Catalogue(files)
    except ValueError as error:
        raise ConfigError(paths[0], f"its Plural-Forms cannot be read: {error}.", remedy, key="Plural-Forms") from error


@lru_cache(maxsize=_REMEMBERED)
def _messages(content: bytes, code: str) -> _Messages:
    """Return what a file says: what was read once is not taken apart again when a version has changed elsewhere."""
    from babel.messages.pofile import read_po

    catalogue = read_po(BytesIO(content), locale=code, abort_invalid=True)
    texts, forms = {}, {}
    for message in catalogue:
        if not message.id or not message.string or message.fuzzy:
            continue
        if isinstance(message.id, str):
            texts[key_of(message.id, message.context or "")] = str(message.string)
        else:
            one, many = message.id
            said = [form or (many if place else one) for place, form in enumerate(message.string)]
            forms[one] = tuple(said)
    return _Messages(texts, forms, catalogue.plural_expr)
