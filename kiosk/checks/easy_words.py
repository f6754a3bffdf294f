"""Whether the easy words of a pack are easy: short sentences, and a reading age of eight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kiosk.catalogue_check import Message
from kiosk.checks.plain import too_hard
from kiosk.council_pack import Council
from kiosk.pack_texts import PackText
from kiosk.problems import Problem
from kiosk.reading_age import longest_sentence

HIGHEST_AGE = 8
LONGEST_SENTENCE = 12
"""Words, in English."""
LONGEST_TRANSLATED = 15
"""Words: other languages take more of them for the same, Welsh above all."""


def easy_english(folder: Path, texts: Sequence[PackText], council: Council) -> Iterator[Problem]:
    """Yield easy words that are not easy: long sentences, and files that need an older reader."""
    by_file: dict[Path, list[PackText]] = {}
    for item in texts:
        if item.easy:
            by_file.setdefault(item.file, []).append(item)
            for what, remedy in _too_long(item.text, LONGEST_SENTENCE):
                yield Problem(folder / item.file, item.line, what, remedy)
    for file in sorted(by_file):
        yield from too_hard(folder, by_file[file], council.plain, highest=HIGHEST_AGE, words="easy words")


def easy_translation(messages: Iterable[tuple[Path, Message]], texts: Sequence[PackText]) -> Iterator[Problem]:
    """Yield translations of easy words whose sentences are long, by catalogue and line."""
    wanted = {item.text for item in texts if item.easy}
    for path, message in messages:
        if message.english[0] in wanted:
            for form in message.forms:
                for what, remedy in _too_long(form, LONGEST_TRANSLATED):
                    yield Problem(path, message.line, what, remedy)


def _too_long(text: str, most: int) -> Iterator[tuple[str, str]]:
    count, sentence = longest_sentence(text)
    if count > most:
        yield (
            f"a sentence in easy words has {count} words: {sentence[:60]!r}…",
            f"Say one idea in {most} words at most.",
        )
