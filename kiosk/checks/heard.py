"""Whether a voice can say the words: abbreviations and signs have a spoken form of their own, or are written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kiosk.catalogue_check import Message
from kiosk.council_pack import Council
from kiosk.pack_texts import PackText
from kiosk.problems import Problem
from kiosk.spoken_shapes import SHAPES, as_told

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WRITE_OUT = "Write it out in words."
_ENTRY = 'Write it out, or say in council.toml how it is spoken: `[spoken.{code}]`, then `{word} = "…"`.'
_UNSAID = re.compile(
    r"(?P<letters>(?<!\w)[A-Z]{2,}[A-Z\d]*s?(?!\w))"
    r"|(?P<bracket>\w+\([a-z]+\))"
    r"|(?P<slash>\w+(?:\s?/\s?\w+)+)"
    r"|(?P<sign>[&+=×→←↑↓*#<>|~^\\_•…%½¼¾°]|(?<!\w)-(?=\d)|(?<=\d)-(?=\d))"
)
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|ain)\b")


def heard(folder: Path, texts: Sequence[PackText], council: Council) -> Iterator[Problem]:
    """Yield the English texts of a pack that cannot be said as they stand."""
    for item in texts:
        for what, remedy in unsaid(item.text, "en", council.spoken.get("en", {})):
            yield Problem(folder / item.file, item.line, what, remedy)


def heard_in(
    messages: Iterable[tuple[Path, Message]], texts: Sequence[PackText], council: Council, code: str
) -> Iterator[Problem]:
    """Yield the translations of a pack's texts that cannot be said as they stand, by catalogue and line."""
    wanted = {item.text for item in texts}
    for path, message in messages:
        if message.english[0] in wanted:
            for form in message.forms:
                for what, remedy in unsaid(form, code, council.spoken.get(code, {})):
                    yield Problem(path, message.line, what, remedy)


def unsaid(text: str, code: str, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a voice says wrong in a text, and the remedy; `said` are spoken forms that the council gives.

    Numbers, money, ranges with a dash (8–5), postcodes and addresses have forms of their own (`kiosk.spoken_shapes`).
    English voices know "2nd"; others do not.
    """
    bare = SHAPES.sub(" ", as_told(_PLACEHOLDER.sub(" ", text), dict.fromkeys(said, " ")))
    for found in _UNSAID.finditer(bare):
        remedy = _ENTRY.format(code=code, word=found[0]) if found.lastgroup == "letters" else _WRITE_OUT
        yield f"no voice says {found[0]!r} as it is meant.", remedy
    if code != "en":
        for found in _ORDINAL.finditer(bare):
            yield f"no voice says {found[0]!r} as it is meant.", _WRITE_OUT
