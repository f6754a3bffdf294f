"""Whether people understand the words: no word of the offices, no endless sentence, a reading age of eleven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kiosk.catalogue_check import Message
from kiosk.council_pack import Council
from kiosk.pack_texts import PackText
from kiosk.plain_words import official_words
from kiosk.problems import Problem
from kiosk.reading_age import HIGHEST_AGE, LONGEST_SENTENCE, longest_sentence, reading_age, without_names

_FEWEST_WORDS = 6
"""Below this nothing can be told from a text even beside others."""


def plain_english(folder: Path, texts: Sequence[PackText], council: Council) -> Iterator[Problem]:
    """Yield the texts of a pack that are hard to understand, and the files that are as a whole."""
    cards = _names_of_others(council)
    own = [item for item in texts if item.text not in cards]
    for item in own:
        for what, remedy in _hard_in(item.text, "en", council.plain):
            yield Problem(folder / item.file, item.line, what, remedy)
    by_file: dict[Path, list[PackText]] = {}
    for item in own:
        if item.easy:  # measured by itself, and more strictly
            continue
        by_file.setdefault(item.file, []).append(item)
    for file in sorted(by_file):
        yield from too_hard(folder, by_file[file], council.plain)


def too_hard(
    folder: Path, texts: Sequence[PackText], names: Sequence[str], *, highest: int = HIGHEST_AGE, words: str = "words"
) -> Iterator[Problem]:
    """Yield the file whose words, taken together, need an older reader; at the line of its hardest words."""
    age = reading_age([item.text for item in texts], names)
    if age is None or age <= highest:
        return
    hardest = max(texts, key=lambda item: reading_age([item.text], names, fewest=_FEWEST_WORDS) or 0)
    what = f"the {words} of this file need a reader of {age:.1f} years; {highest} is the most. These are the hardest."
    yield Problem(folder / hardest.file, hardest.line, what, "Use shorter sentences and shorter words, here first.")


def plain_translation(
    messages: Iterable[tuple[Path, Message]], texts: Sequence[PackText], council: Council, code: str
) -> Iterator[Problem]:
    """Yield the translations of a pack's texts that are hard to understand, by catalogue and line."""
    wanted = {item.text for item in texts} - _names_of_others(council)
    for path, message in messages:
        if message.english[0] in wanted:
            for form in message.forms:
                for what, remedy in _hard_in(form, code, council.plain):
                    yield Problem(path, message.line, what, remedy)


def _names_of_others(council: Council) -> set[str]:
    """Return the words of contact cards and other bodies: they are called what they are called."""
    named = {body.name for body in council.bodies} | {council.name}
    for card in council.contacts:
        named |= {card.name, card.hours, card.relay, card.sign_language, card.desk}
    return named


def _hard_in(text: str, code: str, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for official in official_words(without_names(text, names), code):
        remedy = f"Say it as people do: {official.plain}." if official.plain else "Leave it out."
        yield f"only offices say {official.found!r}.", remedy
    count, sentence = longest_sentence(text)
    if count > LONGEST_SENTENCE:
        what = f"a sentence has {count} words: {sentence[:60]!r}…"
        yield what, f"Make two of it, of at most {LONGEST_SENTENCE} words each."
