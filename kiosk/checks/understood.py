"""Whether the words of a pack can be understood, read and heard, in each of its languages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from kiosk.catalogue_files import catalogue_files
from kiosk.checks.easy_words import easy_english, easy_translation
from kiosk.checks.heard import heard, heard_in
from kiosk.checks.plain import plain_english, plain_translation
from kiosk.checks.words_read import Words
from kiosk.council_pack import Council
from kiosk.errors import ConfigError
from kiosk.problems import Problem


def understood(words: Words, council: Council, journeys: Collection[Path]) -> Iterator[Problem]:
    """Yield the words of a council and of these journeys that are hard to understand or to say."""
    try:
        texts = words.texts(journeys)
    except ConfigError:  # told where the file is read for what it holds
        return
    yield from plain_english(words.folder, texts, council)
    yield from easy_english(words.folder, texts, council)
    yield from heard(words.folder, texts, council)
    for code in council.offered:
        try:
            files = catalogue_files(words.locale, code)
            messages = [(path, message) for path in files for message in words.messages(path, code).values()]
        except ConfigError:
            continue
        yield from plain_translation(messages, texts, council, code)
        yield from easy_translation(messages, texts)
        yield from heard_in(messages, texts, council, code)
